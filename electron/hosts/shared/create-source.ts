import { readFileSync } from 'node:fs';
import type { Clock } from '#core/base/clock.ts';
import type { IngestPoint } from '#core/base/ingest.ts';
import type { Source } from '#core/base/source.ts';
import { type SourceConfig, sourceName, syslogPort } from '#core/config/source-schema.ts';
import { EveFileSource } from '#core/sources/eve-file.ts';
import { EveSocketSource } from '#core/sources/eve-socket.ts';
import { HttpIngestSource } from '#core/sources/http-ingest.ts';
import { RecordingSource } from '#core/sources/recording.ts';
import { SocketIoSource } from '#core/sources/socketio.ts';
import { SyslogSource } from '#core/sources/syslog.ts';
import { UsageError } from './usage-error.ts';

const MEGABYTE = 1024 * 1024;

/** @throws UsageError when a certificate can't be read */
export function createSource(config: SourceConfig, clock: Clock): Source {
  const { format, timeZone } = config;
  const common = { name: sourceName(config), clock, format, timeZone };
  const queue = 'queueMegabytes' in config ? { queueBytes: config.queueMegabytes * MEGABYTE } : {};
  switch (config.type) {
    case 'eve':
    case 'file':
      return new EveFileSource({ ...common, path: config.path });
    case 'eve-socket':
      return new EveSocketSource({ ...common, ...queue, path: config.path });
    case 'socketio': {
      const { url, namespace, token, ca } = config;
      return new SocketIoSource({ ...common, ...queue, url, namespace, token, ca: ca && readPem(ca) });
    }
    case 'syslog': {
      const { transport, host, tls, maxMessageBytes, maxConnections, idleSeconds } = config;
      return new SyslogSource({
        ...common,
        ...queue,
        transport,
        host,
        port: syslogPort(config),
        tls: tls && { key: readPem(tls.key), cert: readPem(tls.cert), ca: tls.ca && readPem(tls.ca) },
        maxMessageBytes,
        maxConnections,
        idleSeconds,
      });
    }
    case 'http':
      return new HttpIngestSource({
        ...common,
        ...queue,
        token: config.token,
        maxBytes: Math.floor(config.maxBodyMegabytes * MEGABYTE),
      });
    case 'recording':
      return new RecordingSource({ ...common, path: config.path, speed: config.speed, loop: config.loop });
  }
}

/** The same source, its paths meant from where the config file is. */
export function withPaths(source: SourceConfig, from: (path: string) => string): SourceConfig {
  switch (source.type) {
    case 'http':
      return source;
    case 'socketio':
      return { ...source, ca: source.ca && from(source.ca) };
    case 'syslog': {
      const { tls } = source;
      return {
        ...source,
        tls: tls && { key: from(tls.key), cert: from(tls.cert), ca: tls.ca && from(tls.ca) },
      };
    }
    default:
      return { ...source, path: from(source.path) };
  }
}

export function ingestPoints(sources: readonly Source[]): ReadonlyMap<string, IngestPoint> {
  return new Map(
    sources.flatMap((source) => (source instanceof HttpIngestSource ? [[source.name, source]] : [])),
  );
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
