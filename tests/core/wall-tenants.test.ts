import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { MAX_TENANTS } from '#core/wall-tenants.ts';
import { createEngine } from '#tests/support/engine.ts';
import { display, KIM, stamp, T, wall } from '#tests/support/wall-kit.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-tenants-'));
after(() => rmSync(folder, { recursive: true }));

const tenantScenes = ({ control }: ReturnType<typeof wall>) =>
  control.scenes.list().filter(({ id }) => id.startsWith('tenant-'));

test('tenants without a scene are told of, once', () => {
  const parts = wall();
  for (let n = 0; n < 3 * MAX_TENANTS; n++) parts.control.tenant(`t${n}`);
  assert.equal(tenantScenes(parts).length, MAX_TENANTS);
  assert.equal(parts.notices.length, 1);
  assert.match(parts.notices[0] ?? '', /More than 100 tenants: “t100” and all that come after/);
});

test('a tenant that was only seen in events has its scene after a restart, and displays still show it', () => {
  const before = wall();
  before.control.tenant('Configured');
  before.control.restore([]);
  before.control.tenant('Seen');
  const id = tenantScenes(before).find(({ title }) => title === 'Tenant Seen')?.id ?? '';
  before.control.orders.show(['north'], id, false, null, stamp);
  const texts = before.control
    .unsaved()
    .map(({ kind, id: name, value }) => ({ kind, id: name, texts: [JSON.stringify(value)] }));
  assert.deepEqual(
    texts.find(({ kind }) => kind === 'tenants')?.texts,
    ['["Seen"]'],
    'the config brings its own',
  );
  const again = wall();
  assert.deepEqual(again.control.restore(texts), []);
  const north = display('north');
  again.control.join(north.listener, T);
  assert.equal(north.told[0]?.scene.title, 'Tenant Seen');
});

test('one tenant in two spellings has one scene', () => {
  const parts = wall();
  for (const name of ['Acme', 'ACME', 'acme']) parts.control.tenant(name);
  assert.deepEqual(
    tenantScenes(parts).map(({ title }) => title),
    ['Tenant Acme'],
  );
});

test('the names are written when one comes, and not with every checkpoint', () => {
  const { control } = wall();
  control.restore([]);
  control.tenant('Seen');
  assert.ok(control.unsaved().some(({ kind }) => kind === 'tenants'));
  control.saved();
  control.tenant('Seen');
  assert.ok(!control.unsaved().some(({ kind }) => kind === 'tenants'));
});

test('more tenants in the config than have scenes are told in Health', async () => {
  const tenants = Array.from({ length: 150 }, (_, n) => ({
    name: `t${n}`,
    sources: [`t${n}`],
    observers: [],
    cidrs: [],
    sites: [],
  }));
  const engine = createEngine({ enrich: { tenants }, dataDir: folder });
  const texts = engine.health().notices.map(({ text }) => text);
  assert.equal(texts.filter((text) => text.startsWith('More than 100 tenants')).length, 1);
  assert.equal((await engine.handlers['scene.list']({}, KIM)).length, 6 + MAX_TENANTS);
  await engine.stop();
});
