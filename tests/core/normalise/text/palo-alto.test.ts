import { test } from 'node:test';
import { expectFields } from '#tests/support/text-lines.ts';

const ROUTE =
  '192.0.2.10,198.51.100.5,0.0.0.0,0.0.0.0,allow-web,corp\\bob,,ssl,vsys1,in,out,e1,e2,log,2026/03/01 10:00:00,77,1,50000,443,0,0,0x0,tcp';

test('traffic', () => {
  expectFields(
    `<14>Mar  1 10:00:02 PA-1 1,2026/03/01 10:00:01,0123,TRAFFIC,end,2561,2026/03/01 10:00:00,${ROUTE},allow,900,700,200,9,2026/03/01 09:59:00,3,any,0,5,0x0,KR,US,0,5,4,aged-out,0,0,0,0,,FW-9`,
    {
      time: '2026-03-01T10:00:00.000Z',
      'source.ip': '192.0.2.10',
      'source.port': 50000,
      'destination.ip': '198.51.100.5',
      'destination.port': 443,
      'network.transport': 'tcp',
      'event.action': 'allow',
      'event.category': ['network'],
      'event.type': ['end'],
      'event.outcome': 'success',
      'rule.name': 'allow-web',
      'user.name': 'bob',
      'source.bytes': 700,
      'destination.bytes': 200,
      'observer.name': 'FW-9',
      'observer.vendor': 'Palo Alto Networks',
    },
  );
});

test('threats are alerts, URL logs are not; the time to the ms and its zone win', () => {
  const tail = `server-to-client,5,0x0,KR,US,,text/html,0,,,1,,,,,,,,0,0,0,0,0,,FW-9,,,,,0,,0,,N/A,x,y,0x0,0,1,,,u,0,2026-03-01T19:00:00.250+09:00`;
  expectFields(
    `1,2026/03/01 10:00:01,0123,THREAT,vulnerability,2561,2026/03/01 10:00:00,${ROUTE},reset-both,"a,b.bin",Some Exploit (34567),any,critical,${tail}`,
    {
      time: '2026-03-01T10:00:00.250Z',
      'event.kind': 'alert',
      'event.category': ['vulnerability'],
      severity: 4,
      message: 'Some Exploit',
      'file.name': 'a,b.bin',
    },
  );
  expectFields(
    `1,2026/03/01 10:00:01,0123,THREAT,url,2561,2026/03/01 10:00:00,${ROUTE},alert,"h.example:443/a?b=c",(9999),any,informational,${tail}`,
    {
      'event.kind': 'event',
      'url.original': 'https://h.example:443/a?b=c',
      'url.domain': 'h.example',
      'url.query': 'b=c',
    },
  );
});

test('system, GlobalProtect and configuration logs', () => {
  expectFields(
    `1,2026/03/01 10:00:01,0123,SYSTEM,auth,0,2026/03/01 10:00:00,,auth-fail,P,0,0,general,medium,"failed authentication for user 'bob'. Reason: Invalid username/password. auth profile 'P', vsys 'shared', server address '192.0.2.9', From: 198.51.100.7.",1,0x0,0,0,0,0,,FW-9`,
    {
      'event.action': 'auth-fail',
      'event.category': ['authentication'],
      'event.outcome': 'failure',
      'user.name': 'bob',
      'source.ip': '198.51.100.7',
      'destination.ip': '192.0.2.9',
      severity: 2,
    },
  );
  expectFields(
    '1,2026/03/01 10:00:01,0123,GLOBALPROTECT,0,2305,2026/03/01 10:00:00,vsys1,gateway-auth,login,Other,,eve,KR,PC1,198.51.100.7,0.0.0.0,10.0.0.1,0.0.0.0,id,sn,5,Windows,"W, 64",1,,,"",success,,0,user-logon,0,gw',
    { 'event.outcome': 'success', 'user.name': 'eve', 'source.ip': '198.51.100.7', 'host.name': 'PC1' },
  );
  expectFields(
    '1,2026/03/01 10:00:01,0123,CONFIG,0,0,2026/03/01 10:00:00,192.0.2.3,,set,admin,Web,Succeeded, vsys',
    {
      'event.category': ['configuration'],
      'event.action': 'set',
      'user.name': 'admin',
    },
  );
});

test('CEF of the firewall', () => {
  expectFields(
    'CEF:0|Palo Alto Networks|PAN-OS|10.2|end|TRAFFIC|1|rt=Mar 01 2026 10:00:00 GMT src=192.0.2.1 dst=192.0.2.2 cs1Label=Rule cs1=r1 act=allow proto=udp spt=53 dpt=53',
    {
      time: '2026-03-01T10:00:00.000Z',
      'rule.name': 'r1',
      'network.transport': 'udp',
      'event.action': 'allow',
    },
  );
});
