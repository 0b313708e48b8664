import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { canonicalIp } from '#core/base/ip.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { logLines, NO_LOG_DATA, valueAt } from '#tests/support/format-score.ts';

interface Sample {
  readonly file: string;
  readonly module: string;
  /** What the raw record says of its source, target and rule, where it does. */
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly rule: readonly string[];
}

const SAMPLES: readonly Sample[] = [
  {
    file: 'zeek-json-streaming.jsonl',
    module: 'zeek',
    source: ['id.orig_h', 'src'],
    target: ['id.resp_h', 'dst'],
    rule: ['note'],
  },
  {
    file: 'zeek-conn-notice.jsonl',
    module: 'zeek',
    source: ['id.orig_h', 'src'],
    target: ['id.resp_h', 'dst'],
    rule: ['note'],
  },
  {
    file: 'snort3-alert_json.jsonl',
    module: 'snort',
    source: ['src_addr'],
    target: ['dst_addr'],
    rule: ['msg'],
  },
  {
    file: 'wazuh-alerts-docs.jsonl',
    module: 'wazuh',
    source: ['data.srcip'],
    target: ['data.dstip'],
    rule: ['rule.description'],
  },
  {
    file: 'wazuh-alerts-reconstructed.jsonl',
    module: 'wazuh',
    source: ['data.srcip'],
    target: ['data.dstip'],
    rule: ['rule.description'],
  },
  {
    file: 'modsecurity3-audit.jsonl',
    module: 'modsecurity',
    source: ['transaction.client_ip'],
    target: ['transaction.host_ip'],
    rule: [],
  },
  {
    file: 'nfdump-netflow5.jsonl',
    module: 'netflow',
    source: ['src4_addr'],
    target: ['dst4_addr'],
    rule: [],
  },
  {
    file: 'nfdump-netflow9.jsonl',
    module: 'netflow',
    source: ['src4_addr', 'src6_addr'],
    target: ['dst4_addr', 'dst6_addr'],
    rule: [],
  },
];

function said(record: Record<string, unknown>, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = record[path] ?? valueAt(record, path);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

for (const { file, module, source, target, rule } of SAMPLES) {
  test(`${file}: every line is known, with its ends and its rule`, { skip: NO_LOG_DATA }, () => {
    for (const line of logLines(file)) {
      const event = new SocEvent();
      assert.equal(normaliseLine(line, event), undefined, line.slice(0, 200));
      assert.equal(event['event.module'], module, line.slice(0, 200));
      assert.equal(event.raw, line);
      assert.ok(event['@timestamp'] > 0);
      const record = JSON.parse(line) as Record<string, unknown>;
      const from = said(record, source);
      if (from !== undefined) assert.equal(event['source.ip'], canonicalIp(from), line.slice(0, 300));
      const to = said(record, target);
      if (to !== undefined) assert.equal(event['destination.ip'], canonicalIp(to), line.slice(0, 300));
      const name = said(record, rule);
      if (name !== undefined) assert.equal(event['rule.name'], name);
      if (module === 'modsecurity') assert.ok(event['rule.id'] !== undefined && event.severity > 0);
    }
  });
}
