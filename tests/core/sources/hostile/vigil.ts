import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { io } from 'socket.io-client';
import { type Serving, serve, until } from '#tests/support/serve.ts';
import { goodIn } from './corpus.ts';

const TOKEN = 'a-token-of-twenty-four-chars';

export const INGEST_TOKEN = 'another-token-of-thirty-chars';

interface BatchMeta {
  readonly seq: number;
  readonly epoch: string;
  readonly dropped: number;
}

/** A whole Vigil that lives or dies by what it is sent, and a reader of all that comes through it. */
export interface Attacked {
  readonly folder: string;
  readonly vigil: Serving;
  /** What came through, as JSON. */
  readonly through: string[];
  file(name: string): string;
  /** Until every good record of a sender is through; each must be there once. */
  allGood(whose: string, count: number): Promise<void>;
  metric(name: string, source: string): Promise<number>;
  get(path: string): Promise<string>;
  /** Reasons in the quarantine file. */
  reasons(source: string): string[];
}

/** @param sources of the config, given the folder for their files */
export async function attacked(t: TestContext, sources: (folder: string) => object[]): Promise<Attacked> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-hostile-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const config = path.join(folder, 'vigil.yaml');
  const server = { tokens: [{ name: 'reader', token: TOKEN, role: 'analyst' }] };
  writeFileSync(config, JSON.stringify({ dataDir: 'state', server, sources: sources(folder) }));
  const vigil = await serve(['--config', config], ['--unhandled-rejections=strict']);
  t.after(() => vigil.kill());
  const through: string[] = [];
  let last: BatchMeta | undefined;
  // A loaded machine may break the connection: what came meanwhile is asked for again.
  const reader = io(new URL('/stream', vigil.url).href, {
    transports: ['websocket'],
    auth: (give) =>
      give({ token: TOKEN, numbers: true, ...(last && { since: last.seq, epoch: last.epoch }) }),
  });
  t.after(() => reader.close());
  reader.on('events', (records: unknown[], meta: BatchMeta, taken: () => void) => {
    assert.equal(meta.dropped, 0);
    if (last?.epoch !== meta.epoch || meta.seq > last.seq) {
      last = meta;
      for (const record of records) through.push(JSON.stringify(record));
    }
    taken();
  });
  await new Promise<void>((resolve, reject) => {
    reader.once('connect', resolve);
    reader.once('connect_error', reject);
  });
  const get = async (name: string) =>
    (await fetch(`${vigil.url}${name}`, { headers: { authorization: `Bearer ${TOKEN}` } })).text();
  const kept = path.join(folder, 'state', 'quarantine.jsonl');
  return {
    folder,
    vigil,
    through,
    file: (name) => path.join(folder, name),
    allGood: async (whose, count) => {
      const found = () => goodIn(through.join('\n'), whose);
      await until(
        `all good records of ${whose}`,
        () => {
          if (vigil.process.exitCode !== null) throw new Error(`it died:\n${vigil.log()}`);
          return found().length >= count;
        },
        20_000,
      ).catch(async (error: unknown) => {
        const missing = Array.from({ length: count }, (_, n) => n).filter((n) => !found().includes(n));
        const state = await get('healthz');
        throw new Error(`missing of ${whose}: ${missing.join()}\n${state}\n${vigil.log()}`, { cause: error });
      });
      assert.deepEqual(
        found().sort((a, b) => a - b),
        Array.from({ length: count }, (_, n) => n),
      );
    },
    metric: async (name, source) => {
      let sum = 0;
      for (const line of (await get('metrics')).split('\n')) {
        if (line.startsWith(`${name}{source="${source}"`)) sum += Number(line.slice(line.lastIndexOf(' ')));
      }
      return sum;
    },
    get,
    reasons: (source) =>
      (existsSync(kept) ? readFileSync(kept, 'utf8').trimEnd().split('\n') : [])
        .map((line) => JSON.parse(line) as { source: string; reason: string })
        .filter((entry) => entry.source === source)
        .map(({ reason }) => reason),
  };
}
