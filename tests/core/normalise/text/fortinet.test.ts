import { test } from 'node:test';
import { expectFields } from '#tests/support/text-lines.ts';

test('FortiGate traffic: event time in nanoseconds', () => {
  expectFields(
    'date=2026-03-01 time=19:00:00 devname="fg1" devid="F" eventtime=1772359200250000000 tz="+0900" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=192.0.2.1 srcport=5000 dstip=198.51.100.1 dstport=443 proto=6 action="deny" policyid=7 policyname="no \\"web\\"" service="HTTPS" user="CORP\\\\bob" sentbyte=10 rcvdbyte=20',
    {
      time: '2026-03-01T10:00:00.250Z',
      'observer.vendor': 'Fortinet',
      'host.name': 'fg1',
      'source.ip': '192.0.2.1',
      'destination.port': 443,
      'network.transport': 'tcp',
      'network.protocol': 'https',
      'event.action': 'deny',
      'event.category': ['network'],
      'event.type': ['denied'],
      'rule.id': '7',
      'rule.name': 'no "web"',
      'user.name': 'bob',
    },
  );
});

test('FortiGate: date and time with a zone, or of the source; detections are alerts', () => {
  const rest =
    'logid="0419016384" type="utm" subtype="ips" level="alert" severity="high" srcip=192.0.2.1 dstip=192.0.2.2 attack="X.Y" attackid=9 action="dropped"';
  expectFields(`date=2026-03-01 time=19:00:00 tz="+0900" ${rest}`, {
    time: '2026-03-01T10:00:00.000Z',
    'event.kind': 'alert',
    'event.category': ['intrusion_detection'],
    'rule.name': 'X.Y',
    'rule.id': '9',
    severity: 3,
  });
  expectFields(
    `date=2026-03-01 time=19:00:00 ${rest}`,
    { time: '2026-03-01T10:00:00.000Z' },
    { timeZone: 'Asia/Seoul' },
  );
});

test('FortiGate logons', () => {
  expectFields(
    'date=2026-03-01 time=10:00:00 logid="0100032002" type="event" subtype="system" level="alert" logdesc="Admin login failed" user="adm" ui="https(192.0.2.5)" action="login" status="failed" msg="Administrator adm login failed"',
    {
      'event.category': ['authentication'],
      'event.outcome': 'failure',
      'user.name': 'adm',
      'source.ip': '192.0.2.5',
    },
  );
});

test('FortiGate by CEF: its own keys behind a prefix', () => {
  expectFields(
    'CEF:0|Fortinet|Fortigate|v7.4|00013|traffic:forward close|3|FTNTFGTeventtime=1772359200 cat=traffic:forward FTNTFGTlevel=notice src=192.0.2.1 spt=1 dst=192.0.2.2 dpt=2 proto=17 act=close FTNTFGTpolicyname=p q app=DNS out=3 in=4',
    {
      time: '2026-03-01T10:00:00.000Z',
      'event.action': 'close',
      'network.transport': 'udp',
      'rule.name': 'p q',
      'rule.id': '00013',
      'source.bytes': 3,
      'event.severity': 3,
    },
  );
});

test('FortiWeb', () => {
  expectFields(
    'date=2026-03-01 time=11:00:00 log_id=20000010 msg_id=1 device_id=FV timezone="(GMT+1:00)Paris" type=attack subtype="waf" pri=alert severity_level=High proto=tcp src=192.0.2.1 src_port=5 dst=192.0.2.2 dst_port=443 policy="p" action=Alert_Deny http_method=post http_url="/a?b=\'" http_host="h.example" http_agent="curl" main_type="SQL Injection" signature_id=030000136 user_name="Unknown" msg="m"',
    {
      time: '2026-03-01T10:00:00.000Z',
      'event.kind': 'alert',
      severity: 3,
      'rule.name': 'SQL Injection',
      'rule.id': '030000136',
      'url.original': "/a?b='",
      'url.domain': 'h.example',
      'user.name': undefined,
      'destination.port': 443,
    },
  );
});
