import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalised } from '#tests/support/normalised.ts';
import { expectFields } from '#tests/support/text-lines.ts';

test('the header, its escapes, and an extension with spaces and escaped signs', () => {
  const event = expectFields(
    'CEF:0|Acme\\|Co|Wall\\\\X|1.0|100|A \\| B|8|src=192.0.2.1 spt=1234 dst=2001:DB8::1 dpt=443 proto=TCP msg=a \\= b, c=d and e act=blocked suser=ACME\\\\bob request=https://h.example/p?a\\=b cs1Label=Rule Name cs1=no entry rt=1772355600123 fname=a b.txt',
    {
      time: '2026-03-01T09:00:00.123Z',
      'observer.vendor': 'Acme|Co',
      'observer.product': 'Wall\\X',
      'rule.id': '100',
      'rule.name': 'no entry',
      severity: 3,
      'event.severity': 8,
      'source.ip': '192.0.2.1',
      'source.port': 1234,
      'destination.ip': '2001:db8::1',
      'destination.port': 443,
      'network.transport': 'tcp',
      'event.action': 'blocked',
      'user.name': 'bob',
      'url.original': 'https://h.example/p?a=b',
      'url.domain': 'h.example',
      'file.name': 'a b.txt',
      message: 'a = b,',
    },
  );
  assert.equal(event.record?.['c'], 'd and e');
});

test('behind syslog; severities in words; own times of every form', () => {
  expectFields('<14>Mar  1 10:00:00 h CEF: 0|V|P|1|2|N|Very-High|start=Feb 28 2026 18:20:54.250 UTC rt=1', {
    time: '2026-02-28T18:20:54.250Z',
    'host.name': 'h',
    severity: 4,
    message: 'N',
  });
  expectFields('CEF:0|V|P|1|2|N|0|endTime=Mon Feb  2 03:34:23 2026', {
    time: '2026-02-02T03:34:23.000Z',
    severity: 0,
  });
  expectFields(
    'CEF:0|V|P|1|2|N|Low|start=Feb 28 2026 18:20:54 dtz=Asia/Seoul',
    { time: '2026-02-28T09:20:54.000Z', severity: 1 },
    { timeZone: 'UTC' },
  );
});

test('ports out of range and addresses that are none are left out', () => {
  expectFields(
    'CEF:0|V|P|1|2|N|3|src=host.example spt=70000 dst=999.1.1.1 dpt=-1 c6a2Label=Source IPv6 Address c6a2=2001:DB8:0:0::7',
    {
      'source.ip': '2001:db8::7',
      'source.port': undefined,
      'destination.ip': undefined,
      'destination.port': undefined,
    },
  );
});

test('a broken header behind syslog is text', () => {
  expectFields('<14>Mar  1 10:00:00 h CEF:0|V', { 'observer.vendor': undefined, message: 'CEF:0|V' });
});

test('LEEF 1 and 2: tab, a character, a hexadecimal character', () => {
  const fields = {
    'source.ip': '192.0.2.1',
    'source.port': 99,
    'user.name': 'al ice',
    'event.action': 'allow',
    'rule.id': '7',
    'observer.vendor': 'V',
    severity: 2,
  };
  const body = ['src=192.0.2.1', 'srcPort=99', 'usrName=al ice', 'action=allow', 'sev=5'];
  expectFields(`LEEF:1.0|V|P|1|7|${body.join('\t')}`, fields);
  expectFields(`LEEF:2.0|V|P|1|7|^|${body.join('^')}`, fields);
  expectFields(`LEEF:2.0|V|P|1|7|x7C|${body.join('|')}`, fields);
  expectFields(`LEEF:2.0|V|P|1|7|0x09|${body.join('\t')}`, fields);
  expectFields(`LEEF:2.0|V|P|1|7||${body.join('\t')}`, fields);
  expectFields(`LEEF:1.0|V|P|1|7|devTime=2026-03-01 10:00:00.250\tsrc=192.0.2.1`, {
    time: '2026-03-01T10:00:00.250Z',
  });
});

const acme = (severity: string) =>
  `CEF:0|Acme|IPS|1|100|Exploit seen|${severity}|src=203.0.113.9 dst=10.0.0.5 rt=1772452801447`;

test('a grave event of a vendor that no mapper knows is an alert, a slight one is not', () => {
  assert.equal(normalised(acme('8'))['event.kind'], 'alert');
  assert.equal(normalised(acme('Very-High'))['event.kind'], 'alert');
  assert.equal(normalised(acme('6'))['event.kind'], 'event');
});
