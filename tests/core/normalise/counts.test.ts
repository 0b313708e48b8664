import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { canonicalIp } from '#core/base/ip.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { EVE_FILES, eveCounts, eveFileLines, NO_EVE_DATA } from '#tests/support/eve-data.ts';

class Counter {
  readonly counts = new Map<string, number>();
  add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
  get object(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }
}

/** An address, or '' where the sensor saw none. */
function canonical(address: string): string {
  return address === '' ? '' : (canonicalIp(address) ?? assert.fail(`${address} is no address`));
}

for (const file of EVE_FILES) {
  test(`counts of ${file} equal its figures`, { skip: NO_EVE_DATA }, () => {
    const expected = eveCounts()[file] ?? assert.fail('no figures');
    const types = new Counter();
    const severities = new Counter();
    const categories = new Counter();
    const signatures = new Counter();
    const ids = new Set<string>();
    const alertSources = new Counter();
    const minutes = new Counter();
    const sources = new Set<string>();
    const times: number[] = [];
    for (const line of eveFileLines(file)) {
      const event = new SocEvent();
      assert.equal(normaliseLine(line, event), undefined, line.slice(0, 300));
      assert.equal(event.raw, line);
      types.add(event['event.dataset']?.replace(/^suricata\./, '') ?? '');
      times.push(event['@timestamp']);
      if (event['source.ip'] !== undefined) sources.add(event['source.ip']);
      if (event['event.kind'] !== 'alert') continue;
      severities.add(String(event['event.severity']));
      categories.add(event['rule.category'] ?? '');
      signatures.add(event['rule.name'] ?? '');
      ids.add(event['rule.id'] ?? '');
      alertSources.add(event['source.ip'] ?? '');
      minutes.add(new Date(event['@timestamp']).toISOString().slice(0, 16));
    }
    assert.equal(times.length, expected.events);
    assert.deepEqual(types.object, expected.by_event_type);
    assert.deepEqual(severities.object, expected.alerts_by_severity);
    assert.deepEqual(categories.object, expected.alerts_by_category);
    assert.deepEqual(minutes.object, expected.alerts_by_minute);
    assert.equal(types.counts.get('alert'), expected.alerts);
    assert.equal(ids.size, expected.signatures);
    assert.equal(sources.size, expected.distinct_src_ip);
    // The figures count the alerts without an address as one more source, "".
    assert.equal(alertSources.counts.size, expected.alert_sources);
    for (const [name, count] of expected.top_signatures)
      assert.equal(signatures.counts.get(name), count, name);
    for (const [address, count] of expected.top_alert_sources) {
      assert.equal(alertSources.counts.get(canonical(address)), count, address);
    }
    assert.equal(times[0], Date.parse(expected.first.replace('+0000', 'Z')));
    assert.equal(
      times.reduce((a, b) => Math.max(a, b)),
      Date.parse(expected.last.replace('+0000', 'Z')),
    );
  });
}
