import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ViewQuery } from '#contract/view.ts';
import { NO_FILTER, viewOf } from '#renderer/panels/filter.ts';
import { passingOpen, peakOf } from '#renderer/panels/kpi/select.ts';
import { registry } from '#renderer/panels/registry.ts';
import { RateRing } from '#renderer/store/rate-history.ts';
import { incidentRows } from '../../wall/synthetic.ts';

const NOW = 1_800_000_000_000;

/** The view that a panel with these settings asks the core for. */
function asked(panel: string, settings: object): ViewQuery | undefined {
  const entry = registry.get(panel);
  assert.ok(entry);
  return entry.view?.(entry.settings.parse(settings));
}

test('without a filter, and by severity alone where the counts have it, the wall’s own counts will do', () => {
  for (const panel of ['map', 'rate', 'talkers', 'attack-matrix', 'kpi', 'alerts', 'incidents', 'clock']) {
    assert.equal(asked(panel, {}), undefined, panel);
  }
  for (const panel of ['map', 'rate', 'kpi']) {
    assert.equal(asked(panel, { from: 3 }), undefined, panel);
  }
  for (const panel of ['talkers', 'attack-matrix']) {
    assert.deepEqual(asked(panel, { from: 3 }), ViewQuery.parse({ from: 3 }), panel);
  }
});

test('what names something or has a time range of its own is a view, the same for all panels of a scene', () => {
  const own = ViewQuery.parse({ tenants: ['Acme'] });
  for (const panel of ['map', 'rate', 'talkers', 'attack-matrix', 'kpi']) {
    assert.deepEqual(asked(panel, { tenants: ['Acme'] }), own, panel);
  }
  assert.deepEqual(asked('map', { span: '1h' }), ViewQuery.parse({ span: 60 }));
  assert.deepEqual(
    asked('talkers', { span: '1m', sites: ['HQ'] }),
    ViewQuery.parse({ span: 1, sites: ['HQ'] }),
  );
  assert.deepEqual(asked('map', { sensors: ['x'], from: 2 }), ViewQuery.parse({ sensors: ['x'], from: 2 }));
  assert.equal(
    asked('kpi', { categories: ['x'], from: 4 })?.from,
    0,
    'its severity is of the open incidents',
  );
  assert.equal(viewOf(NO_FILTER), undefined);
});

test('a ticker that tells alerts has those of its filter; one that tells none wants no view', () => {
  const own = ViewQuery.parse({ tenants: ['Acme'], from: 2 });
  assert.deepEqual(asked('ticker', { tenants: ['Acme'] }), own);
  assert.equal(asked('ticker', { tenants: ['Acme'], kinds: ['incidents'] }), undefined);
  assert.equal(asked('ticker', {}), undefined);
});

test('every view that a panel can ask for is one that the core takes', () => {
  const names = Array.from({ length: 32 }, (_, i) => `${i}`.padEnd(128, 'x'));
  const query = asked('map', {
    tenants: names,
    sites: names,
    sensors: names,
    categories: names,
    span: '15m',
  });
  assert.ok(ViewQuery.safeParse(query).success);
});

test('open incidents that pass are counted from the rows, and it says when not all are among them', () => {
  const [row] = incidentRows(NOW);
  assert.ok(row);
  const rows = [
    { ...row, id: 'a', severity: 3 as const, state: 'active' as const, organization: 'Acme' },
    { ...row, id: 'b', severity: 3 as const, state: 'active' as const, organization: 'Globex' },
    { ...row, id: 'c', severity: 4 as const, state: 'closed' as const, organization: 'Acme' },
  ];
  const acme = { ...NO_FILTER, tenants: ['acme'] };
  const counted = passingOpen({ rows, open: [0, 0, 0, 2, 0], evicted: 0 }, acme, new Map());
  assert.deepEqual(counted, { open: [0, 0, 0, 1, 0], complete: true });
  assert.equal(passingOpen({ rows, open: [0, 0, 0, 70, 0], evicted: 0 }, acme, new Map()).complete, false);
});

test('the peak is that of the busiest second', () => {
  const ring = new RateRing();
  const second = NOW / 1000;
  ring.put(
    { seconds: Uint32Array.of(second - 3, second), counts: Uint32Array.of(1, 2, 0, 0, 3, 9, 0, 0, 0, 0) },
    second,
  );
  assert.equal(peakOf(ring, second, 60), 6);
});
