import { test } from 'node:test';
import { expectFields } from '#tests/support/text-lines.ts';

test('netfilter: the prefix names the rule and what it does', () => {
  expectFields(
    '<4>Mar  1 10:00:00 gw kernel: [12345.678901] FW-DROP-IN: IN=eth0 OUT= MAC=02:00:00:00:00:01:02:00:00:00:00:02:08:00 SRC=198.51.100.1 DST=192.0.2.1 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=1 DF PROTO=TCP SPT=5000 DPT=22 WINDOW=1024 SYN URGP=0',
    {
      'host.name': 'gw',
      'event.action': 'drop',
      'event.type': ['denied'],
      'rule.name': 'FW-DROP-IN',
      'source.ip': '198.51.100.1',
      'destination.port': 22,
      'network.transport': 'tcp',
      'source.mac': '02:00:00:00:00:02',
    },
  );
  expectFields('IN=a OUT=b SRC=2001:db8:0:0::1 DST=2001:db8::2 PROTO=ICMPv6 TYPE=128', {
    'source.ip': '2001:db8::1',
    'network.transport': 'ipv6-icmp',
    'event.action': undefined,
  });
});

test('Stormshield', () => {
  expectFields(
    'id=firewall time="2026-03-01 11:00:00" fw="SN1" tz=+0100 pri=1 ipproto=tcp proto=http src=192.0.2.1 srcport=1 dst=192.0.2.2 dstport=80 action=block msg="Bad thing" class=protocol alarmid=98 logtype="alarm"',
    {
      time: '2026-03-01T10:00:00.000Z',
      'event.kind': 'alert',
      'event.outcome': 'failure',
      'rule.name': 'Bad thing',
      'rule.id': '98',
      severity: 3,
      'host.name': 'SN1',
    },
  );
  expectFields(
    'id=firewall time=2026-03-01 11:00:00 fw=SN1 tz=+0100 src=192.0.2.1 user="bob" msg="Authentication Failed" logtype="auth"',
    {
      time: '2026-03-01T10:00:00.000Z',
      'event.category': ['authentication'],
      'event.outcome': 'failure',
      'user.name': 'bob',
    },
  );
});

test('F5 BIG-IP', () => {
  expectFields(
    '<133>Mar  1 10:00:00 f5 tmm1[20]: 01260013:4: SSL Handshake failed for TCP 192.0.2.1:5000 -> 192.0.2.2:443',
    {
      'source.port': 5000,
      'destination.ip': '192.0.2.2',
      'network.transport': 'tcp',
      'event.outcome': 'failure',
      'rule.id': '01260013',
    },
  );
  expectFields("apmd[3]: 01490010:5: /Common/ap:Common:870db929: Username 'bob'", {
    'event.category': ['authentication'],
    'user.name': 'bob',
    'rule.name': '/Common/ap',
  });
  expectFields(
    'tmsh[3]: 01420002:5: AUDIT - pid=28 user=root folder=/ module=(tmos)# status=[Command OK] cmd_data=list',
    {
      'process.command_line': 'list',
      'user.name': 'root',
    },
  );
});

test('BIND', () => {
  expectFields(
    'queries: info: client @0x7f 192.0.2.1#5000 (a.example): query: a.example IN AAAA +ET (192.0.2.53)',
    {
      'source.ip': '192.0.2.1',
      'source.port': 5000,
      'dns.question.name': 'a.example',
      'dns.question.type': 'AAAA',
      'network.transport': 'tcp',
      'event.action': 'query',
    },
  );
  expectFields(
    "<30>Mar  1 10:00:00 ns named[7]: client 2001:db8::1#9: query (cache) 'b.example/A/IN' denied",
    {
      'source.ip': '2001:db8::1',
      'dns.question.name': 'b.example',
      'dns.question.type': 'A',
      'event.outcome': 'failure',
    },
  );
});

test('OpenVPN', () => {
  expectFields(
    "2026-03-01 10:00:00 192.0.2.1:5000 TLS: Username/Password authentication succeeded for username 'bob'",
    {
      time: '2026-03-01T10:00:00.000Z',
      'source.ip': '192.0.2.1',
      'source.port': 5000,
      'user.name': 'bob',
      'event.outcome': 'success',
    },
  );
  expectFields(
    '<29>Mar  1 10:00:00 vpn openvpn[5]: bob/192.0.2.1:5000 TLS Auth Error: Auth Username/Password verification failed',
    {
      'host.name': 'vpn',
      'user.name': 'bob',
      'event.category': ['authentication'],
      'event.outcome': 'failure',
    },
  );
});

test('key=value of any sensor, and cron', () => {
  const event = expectFields(
    '<13>Mar  1 10:00:00 h app: time="2026-03-01T09:59:58+01:00" src_ip=192.0.2.1 dst_ip=192.0.2.2 dport=22 proto=6 user=bob action=deny level=warning msg="a b"',
    {
      time: '2026-03-01T08:59:58.000Z',
      'source.ip': '192.0.2.1',
      'destination.port': 22,
      'network.transport': 'tcp',
      'user.name': 'bob',
      'event.action': 'deny',
      severity: 1,
      message: 'a b',
    },
  );
  if (event.record?.['dport'] !== '22') throw new Error('pairs are in the record');
  expectFields('<78>Mar  1 10:00:00 h CROND[3]: (root) CMD (/bin/x (y))', {
    'user.name': 'root',
    'process.command_line': '/bin/x (y)',
  });
});
