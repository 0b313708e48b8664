import { test } from 'node:test';
import { expectFields } from '#tests/support/text-lines.ts';

test('Trend Micro Deep Security: detections of agents, deeds in managers', () => {
  expectFields(
    'CEF:0|Trend Micro|Deep Security Agent|20|1001111|Some IPS Rule|7|cn1=1 cn1Label=Host ID dvchost=h1 src=192.0.2.1 dst=192.0.2.2 proto=TCP spt=1 dpt=80 act=IDS:Reset',
    {
      'event.kind': 'alert',
      'event.category': ['intrusion_detection'],
      'host.name': 'h1',
      'rule.name': 'Some IPS Rule',
    },
  );
  expectFields('CEF:0|Trend Micro|Deep Security Agent|20|20|Log for TCP Port 80|0|act=Log src=192.0.2.1', {
    'event.kind': 'event',
    'rule.name': 'Log-only Firewall rule',
  });
  expectFields('CEF:0|Trend Micro|Deep Security Manager|20|600|User Signed In|3|src=192.0.2.1 suser=adm', {
    'event.category': ['authentication'],
    'event.outcome': 'success',
    'user.name': 'adm',
  });
});

test('Trellix Network Security', () => {
  expectFields(
    'CEF:0|Trellix|MPS|10|MO|malware-object|7|rt=Mar 01 2026 10:00:00 UTC c6a3=2001:db8::1 c6a3Label=Attacker IP c6a2=2001:db8::2 c6a2Label=Victim IP cs1Label=sname cs1=Bad.File cn2Label=sid cn2=88 fileHash=44d88612fea8a8f36de82e1278abb02f',
    {
      'event.kind': 'alert',
      'event.category': ['malware'],
      'source.ip': '2001:db8::1',
      'destination.ip': '2001:db8::2',
      'rule.name': 'Bad.File',
      'rule.id': '88',
      'file.hash.md5': '44d88612fea8a8f36de82e1278abb02f',
    },
  );
});

function vaultLine(id: number, action: string): string {
  return `LEEF:1.0|Cyber-Ark|Vault|14|${id}|sev=3\tAction=${action}\tusrName=bob\tsrc=192.0.2.1\tdhost=192.0.2.2\tFile=Root/a`;
}

test('CyberArk vault', () => {
  expectFields(vaultLine(4, 'User Authentication'), {
    'event.category': ['authentication'],
    'event.outcome': 'failure',
    'user.name': 'bob',
    'destination.ip': '192.0.2.2',
  });
  expectFields(vaultLine(7, 'Logon'), { 'event.outcome': 'success', 'event.action': 'Logon' });
  expectFields(vaultLine(999, 'Something Failed'), { 'event.outcome': 'failure', 'event.category': ['iam'] });
});

test('F5 modules by CEF', () => {
  expectFields(
    'CEF:0|F5|ASM|16|Illegal URL|Illegal URL|5|dvchost=f5 act=blocked cn1=403 cn1Label=response_code src=192.0.2.1 spt=1 dst=192.0.2.2 dpt=443 cs4=SQL-Injection cs4Label=attack_type request=/a requestMethod=GET rt=Mar 01 2026 10:00:00',
    {
      'event.kind': 'alert',
      'event.action': 'Illegal URL',
      'rule.category': 'SQL-Injection',
      'http.response.status_code': 403,
      'url.original': '/a',
    },
  );
});
