import { test } from 'node:test';
import { expectFields } from '#tests/support/text-lines.ts';

test('connections: who began an outbound one comes second in the text', () => {
  expectFields(
    '<166>Mar  1 2026 10:00:00 asa : %ASA-6-302013: Built inbound TCP connection 9 for outside:198.51.100.1/5000 (198.51.100.1/5000)(CORP\\bob) to dmz:192.0.2.1/443 (203.0.113.1/443)',
    {
      time: '2026-03-01T10:00:00.000Z',
      'host.name': 'asa',
      'rule.id': '302013',
      'source.ip': '198.51.100.1',
      'source.port': 5000,
      'destination.ip': '192.0.2.1',
      'destination.port': 443,
      'user.name': 'bob',
      'network.transport': 'tcp',
      'event.action': 'built',
      'observer.vendor': 'Cisco',
    },
  );
  expectFields(
    '%ASA-6-302015: Built outbound UDP connection 9 for outside:198.51.100.1/53 (198.51.100.1/53) to inside:192.0.2.1/5000 (203.0.113.1/5000)',
    {
      'source.ip': '192.0.2.1',
      'source.port': 5000,
      'destination.ip': '198.51.100.1',
      'destination.port': 53,
    },
  );
  expectFields(
    '%ASA-6-302021: Teardown ICMP connection for faddr 192.0.2.9/7 gaddr 203.0.113.1/0 laddr 192.0.2.1/0',
    {
      'source.ip': '192.0.2.9',
      'destination.ip': '192.0.2.1',
      'event.action': 'teardown',
    },
  );
});

test('denials in their many forms', () => {
  const fields = { 'source.ip': '198.51.100.1', 'destination.ip': '192.0.2.1', 'event.type': ['denied'] };
  expectFields(
    '%ASA-4-106023: Deny tcp src outside:198.51.100.1/4000 dst inside:192.0.2.1/22 by access-group "acl" [0x0, 0x0]',
    {
      ...fields,
      'source.port': 4000,
      'destination.port': 22,
      'rule.name': 'acl',
      severity: 1,
    },
  );
  expectFields(
    '%FTD-2-106001: Inbound TCP connection denied from 198.51.100.1/901 to 192.0.2.1/111 flags SYN on interface a',
    fields,
  );
  expectFields('%ASA-3-106010: Deny inbound protocol 47 src outside:198.51.100.1 dst inside:192.0.2.1', {
    ...fields,
    'network.transport': 'gre',
  });
  expectFields(
    '%ASA-4-106100: access-list A denied udp out/2001:db8::1(42592) -> in/2001:db8::2(161) hit-cnt 1',
    {
      'source.ip': '2001:db8::1',
      'source.port': 42592,
      'destination.ip': '2001:db8::2',
      'destination.port': 161,
      'rule.name': 'A',
    },
  );
});

test('people', () => {
  expectFields(
    '%ASA-6-113015: AAA user authentication Rejected : reason = Invalid password : local database : user = bob : user IP = 192.0.2.5',
    {
      'event.category': ['authentication'],
      'event.outcome': 'failure',
      'user.name': 'bob',
      'source.ip': '192.0.2.5',
    },
  );
  expectFields("%ASA-5-111010: User 'adm', running 'CLI' from IP 192.0.2.5, executed 'show run'", {
    'user.name': 'adm',
    'process.command_line': 'show run',
    'source.ip': '192.0.2.5',
  });
  expectFields(
    '%FTD-4-113019: Group = G, Username = eve, IP = 192.0.2.5, Session disconnected. Session Type: SSL',
    {
      'event.category': ['session'],
      'user.name': 'eve',
      'source.ip': '192.0.2.5',
    },
  );
});

test('security events of Secure Firewall', () => {
  expectFields(
    '%FTD-1-430001: SrcIP: 198.51.100.1, DstIP: 192.0.2.1, SrcPort: 4000, DstPort: 80, Protocol: tcp, Priority: 1, SID: 2100498, Message: "GPL, ATTACK", Classification: Bad, User: bob, EventPriority: High, FirstPacketSecond: 2026-03-01T10:00:00Z',
    {
      time: '2026-03-01T10:00:00.000Z',
      'event.kind': 'alert',
      'event.category': ['intrusion_detection'],
      'rule.name': '"GPL, ATTACK"',
      'rule.id': '2100498',
      'user.name': 'bob',
      severity: 3,
    },
  );
});
