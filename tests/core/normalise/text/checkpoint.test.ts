import { test } from 'node:test';
import { expectFields } from '#tests/support/text-lines.ts';

test('pairs in brackets, values with brackets and quotes of their own', () => {
  expectFields(
    '<134>1 2026-03-01T10:00:01Z gw1 CheckPoint 19710 - [action:"Drop"; flags:"4"; origin:"192.0.2.254"; time:"1772359200"; __policy_id_tag:"product=VPN-1[db={1};name=P\\]"; dst:"192.0.2.2"; product:"VPN-1 & FireWall-1"; proto:"17"; rule:"118"; rule_name:"Clean \\"up\\""; s_port:"5000"; service:"53"; src:"192.0.2.1"; ]',
    {
      time: '2026-03-01T10:00:00.000Z',
      'host.name': 'gw1',
      'event.action': 'Drop',
      'event.type': ['denied'],
      'source.ip': '192.0.2.1',
      'source.port': 5000,
      'destination.port': 53,
      'network.transport': 'udp',
      'rule.id': '118',
      'rule.name': 'Clean "up"',
    },
  );
});

test('columns of an export', () => {
  expectFields(
    '"22" "1Mar2026" "10:00:00" "eth1" "gw1" "Log" "Accept" "443" "44250" "192.0.2.1" "192.0.2.2" "tcp" "81" "Web" "81-P" "" "x"',
    {
      time: '2026-03-01T10:00:00.000Z',
      'host.name': 'gw1',
      'destination.port': 443,
      'source.port': 44250,
      'rule.name': 'Web',
      'network.transport': 'tcp',
    },
  );
});

test('CEF: gateway, rule, and protections as alerts', () => {
  expectFields(
    'CEF:0|Check Point|SmartDefense|Check Point|IPS|Some Protection|High|act=Prevent rt=1772359200000 spt=1 dpt=80 cs4Label=Protection Name cs4=Some Protection rule_uid=u-1 rule_uid=u-2 originsicname=CN\\=gw1,O\\=m src=192.0.2.1 dst=192.0.2.2 proto=6 request=http://h.example/x',
    {
      time: '2026-03-01T10:00:00.000Z',
      'event.kind': 'alert',
      'host.name': 'gw1',
      'rule.name': 'Some Protection',
      'rule.id': 'u-1',
      severity: 3,
      'url.domain': 'h.example',
    },
  );
});
