import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { type FormatCase, logLines, NO_LOG_DATA } from '#tests/support/format-score.ts';

for (const file of [
  'syslog-rfc3164.log',
  'syslog-rfc5424.log',
  'nginx-access.log',
  'wazuh-ruleset.cases.jsonl',
]) {
  test(`${file}: no line without time and message`, { skip: NO_LOG_DATA }, () => {
    for (const text of logLines(file)) {
      const line = file.endsWith('.jsonl') ? (JSON.parse(text) as FormatCase).input : text;
      const event = new SocEvent();
      event.received = Date.UTC(2026, 10, 24, 12);
      assert.equal(normaliseLine(line, event), undefined, line);
      assert.ok(event['@timestamp'] > 0 && event.message !== undefined, line);
      if (file.startsWith('syslog-')) {
        assert.equal(typeof event['event.severity'], 'number', line);
        assert.notEqual(event['host.name'], undefined, line);
      }
    }
  });
}
