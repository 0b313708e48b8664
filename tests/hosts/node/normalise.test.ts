import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { test } from 'node:test';
import { normaliseCommand } from '#hosts/node/normalise.ts';

async function run(
  input: readonly (string | Buffer)[],
  argv: string[] = [],
): Promise<Record<string, unknown>[]> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  assert.equal(await normaliseCommand(argv, Readable.from(input), out), 0);
  const text = Buffer.concat(chunks).toString();
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function message(text: string): string {
  return JSON.stringify({ '@timestamp': '2026-03-02T09:00:08.028Z', message: text });
}

function isError(document: Record<string, unknown> | undefined): boolean {
  const error = document?.['error'] as { message?: unknown } | undefined;
  return typeof error?.message === 'string';
}

test('one for one and in order, bad lines in their place', async () => {
  const lines = [message('one'), '{"bad', '', message('two'), '[1]', message('three')];
  const documents = await run([`${lines.join('\n')}\n`]);
  assert.equal(documents.length, 6);
  assert.deepEqual(
    documents.map((document) => (isError(document) ? 'error' : document['message'])),
    ['one', 'error', 'error', 'two', 'error', 'three'],
  );
});

test('characters split over chunks, CRLF, a last line without newline, U+2028 inside a line', async () => {
  const bytes = Buffer.from(`${message('세\u2028계')}\r\n${message('끝')}`);
  const documents = await run(Array.from(bytes, (byte) => Buffer.of(byte)));
  assert.deepEqual(
    documents.map((document) => document['message']),
    ['세\u2028계', '끝'],
  );
});

test('an overlong line is refused, and the next one read', async () => {
  const piece = Buffer.alloc(1024 * 1024, 'x');
  const documents = await run([...Array.from({ length: 9 }, () => piece), `\n${message('after')}\n`]);
  assert.equal(documents.length, 2);
  assert.ok(isError(documents[0]));
  assert.equal(documents[1]?.['message'], 'after');
});

test('bad usage is exit code 2, a reader that went is none', async () => {
  assert.equal(await normaliseCommand(['--format', 'x'], Readable.from([]), new PassThrough()), 2);
  assert.equal(await normaliseCommand(['--nonsense'], Readable.from([]), new PassThrough()), 2);
  const gone = new PassThrough();
  gone.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  const many = Array.from({ length: 2000 }, (_, i) => `${message(`line ${i}`)}\n`);
  assert.equal(await normaliseCommand([], Readable.from(many), gone), 0);
});
