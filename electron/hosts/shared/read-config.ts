import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '#core/base/problem.ts';
import { type Config, type ConfigPath, loadConfig } from '#core/config/config.ts';
import { withPaths } from './create-source.ts';
import { UsageError } from './usage-error.ts';

export interface ReadConfig {
  /** Its paths are meant from anywhere. */
  readonly config: Config;
  /** As it is in the file; undefined without one. */
  readonly text: string | undefined;
  readonly warnings: readonly Problem[];
  /** A problem at the place of a value. */
  at(where: ConfigPath, message: string): Problem;
}

/**
 * @param file undefined for the defaults
 * @throws UsageError with what is wrong and where
 */
export function readConfig(file: string | undefined): ReadConfig {
  return file === undefined ? configOf(undefined, '') : configOf(readText(file), file);
}

/** @param file where relative paths are meant from, and what problems name */
export function configOf(text: string | undefined, file: string): ReadConfig {
  const { config, problems, warnings, at } = loadConfig(text ?? '', file);
  if (!config) {
    throw new UsageError(
      `${file} has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}`,
      [...problems],
    );
  }
  return { config: text === undefined ? config : resolved(config, path.dirname(file)), text, warnings, at };
}

function resolved(config: Config, folder: string): Config {
  const from = (other: string) => path.resolve(folder, other);
  const { dataDir, enrich, server } = config;
  return {
    ...config,
    dataDir: dataDir && from(dataDir),
    rules: config.rules.map(from),
    pipelines: config.pipelines.map(from),
    enrich: { city: enrich.city && from(enrich.city), asn: enrich.asn && from(enrich.asn) },
    threatLists: config.threatLists.map((list) => ({ ...list, path: from(list.path) })),
    sources: config.sources.map((source) => withPaths(source, from)),
    server: {
      ...server,
      tls: server.tls && { key: from(server.tls.key), cert: from(server.tls.cert) },
    },
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
