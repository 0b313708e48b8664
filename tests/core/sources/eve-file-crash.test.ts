import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, existsSync, readFileSync, renameSync, truncateSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Random } from '#core/sources/demo/random.ts';
import { followFolder, Reader, until } from '#tests/support/follow.ts';

const CHILD = fileURLToPath(new URL('../../support/follow-child.ts', import.meta.url));

/** Writes numbered lines and rotates like logrotate does. */
class Writer {
  readonly written: string[] = [];
  /** Lines written before the last rotation. */
  rotatedAt = 0;
  readonly #path: string;
  readonly #random: Random;
  #torn = '';
  #rotations = 0;

  constructor(path: string, seed: number) {
    this.#path = path;
    this.#random = new Random(seed);
  }

  /** Some lines, the last of which may be half. */
  write(): void {
    let text = this.#torn;
    this.#torn = '';
    for (let i = this.#random.int(1, 60); i > 0; i--) {
      const line = `{"n":${this.written.length},"text":"${'é'.repeat(this.#random.int(0, 300))}"}`;
      this.written.push(line);
      text += `${line}\n`;
    }
    if (this.#random.chance(0.3)) {
      const cut = text.length - this.#random.int(1, 8);
      this.#torn = text.slice(cut);
      text = text.slice(0, cut);
    }
    appendFileSync(this.#path, text);
  }

  /** The lines are whole when a file is done with: a writer closes it between two. */
  rotate(how: 'rename' | 'copytruncate'): void {
    this.finish();
    this.rotatedAt = this.written.length;
    for (let i = this.#rotations++; i >= 1; i--) renameSync(`${this.#path}.${i}`, `${this.#path}.${i + 1}`);
    if (how === 'rename') renameSync(this.#path, `${this.#path}.1`);
    else {
      copyFileSync(this.#path, `${this.#path}.1`);
      truncateSync(this.#path);
    }
  }

  finish(): void {
    appendFileSync(this.#path, this.#torn);
    this.#torn = '';
  }
}

function journalled(journal: string): string[] {
  if (!existsSync(journal)) return [];
  const text = readFileSync(journal, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => (JSON.parse(line) as { records: string[] }).records);
}

function follow(t: TestContext, path: string, journal: string): { kill(): Promise<void> } {
  const child = spawn(process.execPath, [CHILD, path, journal], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  t.after(kill);
  return { kill };
}

for (const how of ['rename', 'copytruncate'] as const) {
  test(`killed again and again, rotated by ${how}: every line once`, async (t) => {
    const { folder, path } = followFolder(t);
    const journal = `${folder}/journal`;
    const writer = new Writer(path, 11);
    const random = new Random(5);
    for (let life = 0; life < 6; life++) {
      const child = follow(t, path, journal);
      const before = journalled(journal).length;
      if (life === 0) {
        // A first start reads the file as it is, and nothing that was rotated away before.
        writer.write();
        await until('the first lines', () => journalled(journal).length > 0);
      }
      for (let step = 0; step < 12; step++) {
        writer.write();
        if (random.chance(0.2)) writer.rotate(how);
        await new Promise((resolve) => setTimeout(resolve, random.int(0, 15)));
      }
      // Dies in the middle of its work, not before it has begun.
      await until('some progress', () => journalled(journal).length > before);
      await child.kill();
      // What happens while nobody looks.
      writer.write();
      if (random.chance(0.7)) writer.rotate(how);
      writer.write();
    }
    writer.finish();
    const last = follow(t, path, journal);
    await until('all lines', () => journalled(journal).length >= writer.written.length);
    await last.kill();
    assert.deepEqual(journalled(journal), writer.written);
  });
}

for (const seed of [1, 2, 3]) {
  test(`restarts and both rotations in any order (${seed}): every line once, warm before it`, async (t) => {
    const { path } = followFolder(t);
    const writer = new Writer(path, seed);
    const random = new Random(seed * 77);
    const got: string[] = [];
    let position: unknown;
    writer.write();
    for (let life = 0; life < 8; life++) {
      const reader = new Reader(path, { position });
      for (let step = 0; step < 8; step++) {
        writer.write();
        if (random.chance(0.25)) {
          // The follower must have seen a file before its content can be told from a copy's: so it may be behind,
          // but not further than this file's first line. The last line may be half as yet.
          const seen = Math.min(writer.rotatedAt + 1, writer.written.length - 1);
          const atLeast = Math.max(seen, writer.written.length - 60);
          await until('caught up', () => got.length + reader.records.length >= atLeast);
          writer.rotate(random.chance(0.5) ? 'rename' : 'copytruncate');
          writer.write();
        }
        await new Promise((resolve) => setTimeout(resolve, random.int(0, 20)));
      }
      await until('some progress', () => reader.records.length > 0);
      position = await reader.stop();
      // Warm records end where the counted ones begin, with none left out on the way.
      assert.deepEqual(reader.warm, got.slice(got.length - reader.warm.length), `life ${life}`);
      assert.ok(life === 0 || reader.warm.length > 0);
      got.push(...reader.records);
    }
    writer.finish();
    const reader = new Reader(path, { position });
    await until('the rest', () => got.length + reader.records.length >= writer.written.length);
    await reader.stop();
    assert.deepEqual([...got, ...reader.records], writer.written);
  });
}
