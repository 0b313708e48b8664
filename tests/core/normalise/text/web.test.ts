import { test } from 'node:test';
import { expectFields } from '#tests/support/text-lines.ts';

test('combined, common and virtual host', () => {
  expectFields(
    '198.51.100.1 - bob smith [01/Mar/2026:19:00:00 +0900] "GET /a b?c=\\"d\\" HTTP/1.1" 404 12 "https://r.example/" "curl/8"',
    {
      time: '2026-03-01T10:00:00.000Z',
      'source.ip': '198.51.100.1',
      'user.name': 'bob smith',
      'http.request.method': 'GET',
      'url.original': '/a b?c=\\"d\\"',
      'http.response.status_code': 404,
      'event.outcome': 'failure',
      'user_agent.original': 'curl/8',
      'http.request.referrer': 'https://r.example/',
    },
  );
  expectFields('2001:DB8::1 - - [01/Mar/2026:10:00:00 +0000] "\\x16\\x03" 400 0', {
    'source.ip': '2001:db8::1',
    'http.request.method': undefined,
    'event.outcome': 'failure',
  });
  expectFields('w.example:443 198.51.100.1 - - [01/Mar/2026:10:00:00 +0000] "POST / HTTP/2" 302 5', {
    'url.domain': 'w.example',
    'destination.port': 443,
    'observer.product': 'httpd',
    'event.outcome': 'success',
  });
});

test('whose log it is: by program, by name, else nginx', () => {
  const line = '198.51.100.1 - - [01/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "-"';
  expectFields(line, { 'observer.product': 'nginx' });
  expectFields(line, { 'observer.vendor': 'Apache' }, { format: 'apache' });
  expectFields(`<13>Mar  1 10:00:00 h apache2: ${line}`, { 'observer.vendor': 'Apache' });
});

test('error logs', () => {
  expectFields(
    '2026/03/01 10:00:00 [error] 7#7: *3 open() failed, client: 198.51.100.1, server: s.example, request: "GET /x HTTP/1.1", upstream: "http://192.0.2.1:80/x", host: "h.example"',
    {
      time: '2026-03-01T10:00:00.000Z',
      'source.ip': '198.51.100.1',
      'url.original': '/x',
      'destination.ip': '192.0.2.1',
      'process.pid': 7,
      severity: 2,
    },
  );
  expectFields(
    '[Sun Mar 01 10:00:00.250123 2026] [core:error] [pid 5:tid 9] [client 198.51.100.1:5000] AH00126: Invalid URI',
    {
      time: '2026-03-01T10:00:00.250Z',
      'source.ip': '198.51.100.1',
      'source.port': 5000,
      'rule.id': 'AH00126',
      'process.pid': 5,
    },
  );
  expectFields(
    '[Sun Mar 01 10:00:00.250123 2026] [:error] [client 198.51.100.1] ModSecurity: Access denied with code 403 [id "941100"] [msg "XSS \\"a\\""] [severity "CRITICAL"] [hostname "h.example"] [uri "/q"]',
    {
      'event.kind': 'alert',
      'rule.id': '941100',
      'rule.name': 'XSS \\"a\\"',
      'url.original': '/q',
      'url.domain': 'h.example',
      severity: 4,
    },
  );
});

test('HAProxy: HTTP, TCP, connections and errors', () => {
  expectFields(
    '<134>Mar  1 10:00:00 lb haproxy[9]: 198.51.100.1:5000 [01/Mar/2026:10:00:00.250] web~ app/s1 0/0/0/5/5 503 216 - - SC-- 2/2/0/0/0 0/0 {h.example} "GET /a"b HTTP/1.1"',
    {
      time: '2026-03-01T10:00:00.250Z',
      'source.port': 5000,
      'http.response.status_code': 503,
      'event.outcome': 'failure',
      'url.original': '/a"b',
    },
  );
  expectFields('[2001:db8::1]:5000 [01/Mar/2026:10:00:00.250] tcp back/s1 1/0/5 212 -- 1/1/0/0/0 0/0', {
    'source.ip': '2001:db8::1',
    'destination.bytes': 212,
    'event.category': ['network'],
  });
  expectFields('198.51.100.1:5000 [01/Mar/2026:10:00:00.250] web/1: SSL handshake failure', {
    'event.outcome': 'failure',
    message: 'SSL handshake failure',
  });
  expectFields('Connect from 198.51.100.1:5000 to 192.0.2.1:443 (web/HTTP)', { 'destination.port': 443 });
});

test('sshd', () => {
  expectFields(
    '<86>Mar  1 10:00:00 h sshd[7]: Accepted publickey for bob from 2001:DB8::1 port 5000 ssh2: ED25519 SHA256:x',
    {
      'event.category': ['authentication'],
      'event.outcome': 'success',
      'user.name': 'bob',
      'source.ip': '2001:db8::1',
      'source.port': 5000,
      'process.pid': 7,
    },
  );
  expectFields('Failed password for invalid user adm in from 198.51.100.1 port 5000 ssh2', {
    'event.outcome': 'failure',
  });
  expectFields(
    '<86>Mar  1 10:00:00 h sshd[7]: Failed password for invalid user admin from 198.51.100.1 port 5000 ssh2',
    {
      'event.outcome': 'failure',
      'user.name': 'admin',
      'source.ip': '198.51.100.1',
    },
  );
  expectFields('<86>Mar  1 10:00:00 h sshd[7]: Received disconnect from 198.51.100.1: 11: Bye Bye', {
    'source.ip': '198.51.100.1',
    'source.port': undefined,
    'event.type': ['end'],
  });
  // The name that an attacker gives can't pass for an address.
  expectFields('<86>Mar  1 10:00:00 h sshd[7]: Invalid user 192.0.2.9 from 198.51.100.1 port 5000', {
    'source.ip': '198.51.100.1',
  });
});
