import { X509Certificate } from 'node:crypto';
import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import type { Problem } from '#core/base/problem.ts';
import { type ConfigPath, pathText } from '#core/config/config.ts';
import type { SourceConfig } from '#core/config/source-schema.ts';
import { readDatabaseFile, readListFile } from '#core/enrich/reference-reader.ts';
import type { ReadConfig } from './read-config.ts';
import { readTlsFiles, type TlsFiles } from './tls-files.ts';

/** What a config names, and how to find out that it can't be used: by an error. */
type Trial = readonly [ConfigPath, () => Promise<unknown>];

/**
 * Tries everything that a config names but its rules and pipelines, each told where the config names it. What a sensor
 * has yet to write may be missing.
 */
export async function namedFileProblems({ config, at }: ReadConfig): Promise<Problem[]> {
  const { dataDir, enrich, threatLists, sources, server } = config;
  const trials: Trial[] = [
    [['dataDir'], async () => dataDir && (await folderOrNothing(dataDir))],
    [['enrich', 'city'], async () => enrich.city && (await database(enrich.city))],
    [['enrich', 'asn'], async () => enrich.asn && (await database(enrich.asn))],
    ...threatLists.map(
      ({ path }, i): Trial => [['threatLists', i, 'path'], () => readListFile(path, undefined)],
    ),
    ...sources.flatMap((source, i) => trialsOf(source).map(under('sources', i))),
    ...(server.tls ? trialsOfTls(server.tls).map(under('server', 'tls')) : []),
  ];
  const problems: Problem[] = [];
  for (const [where, trial] of trials) {
    try {
      await trial();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(at(where, `${pathText(where)}: ${reason}`));
    }
  }
  return problems;
}

function trialsOf(source: SourceConfig): Trial[] {
  switch (source.type) {
    case 'eve':
    case 'file':
      return [[['path'], () => readable(source.path, true)]];
    case 'recording':
      return [[['path'], () => readable(source.path, false)]];
    case 'eve-socket':
      return [[['path'], () => socketOrNothing(source.path)]];
    case 'socketio':
      return source.ca === undefined ? [] : [trialOfAuthority(source.ca)];
    case 'syslog':
      return source.tls ? trialsOfTls(source.tls).map(under('tls')) : [];
    case 'http':
      return [];
  }
}

const under =
  (...where: ConfigPath) =>
  ([inner, trial]: Trial): Trial => [[...where, ...inner], trial];

function trialsOfTls({ key, cert, ca }: TlsFiles & { readonly ca?: string | undefined }): Trial[] {
  const pair = async () => {
    const there = await Promise.allSettled([readable(key, false), readable(cert, false)]);
    // What is not there is told already.
    if (there.every(({ status }) => status === 'fulfilled')) readTlsFiles({ key, cert });
  };
  return [
    [['key'], () => readable(key, false)],
    [['cert'], () => readable(cert, false)],
    [[], pair],
    ...(ca === undefined ? [] : [trialOfAuthority(ca)]),
  ];
}

function trialOfAuthority(file: string): Trial {
  return [['ca'], async () => new X509Certificate(await readFile(file))];
}

async function database(file: string): Promise<void> {
  await readDatabaseFile(file).catch((error: unknown) => {
    if (codeOf(error) !== undefined) throw error;
    throw new Error(`${file} is no MaxMind-format database`, { cause: error });
  });
}

async function readable(file: string, mayBeMissing: boolean): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    if (mayBeMissing && codeOf(error) === 'ENOENT') return;
    throw error;
  }
  try {
    if ((await handle.stat()).isDirectory()) throw new Error(`${file} is a folder`);
  } finally {
    await handle.close();
  }
}

async function folderOrNothing(folder: string): Promise<void> {
  const found = await statOrNothing(folder);
  if (found?.isDirectory() === false) throw new Error(`${folder} is no folder`);
}

async function socketOrNothing(file: string): Promise<void> {
  const found = await statOrNothing(file);
  if (found?.isSocket() === false) throw new Error(`${file} is there already and is no socket`);
}

async function statOrNothing(file: string) {
  try {
    return await stat(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
