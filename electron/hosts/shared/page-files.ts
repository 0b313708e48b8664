import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  /** Undefined where compression gains nothing. */
  readonly gzip: Buffer | undefined;
  readonly etag: string;
  /** The name holds a hash of the content, so it may be cached for ever. */
  readonly immutable: boolean;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.svg', '.wav']);

/**
 * The built page, by URL path, read once: what is not in this map does not exist, so no request path ever reaches
 * the disk.
 * @throws Error when the page has not been built
 */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const extension = path.extname(entry.name);
    const type = TYPES[extension];
    if (!entry.isFile() || !type) continue;
    const file = path.join(entry.parentPath, entry.name);
    const body = readFileSync(file);
    const url = `/${path.relative(folder, file).split(path.sep).join('/')}`;
    files.set(url, {
      type,
      body,
      gzip: COMPRESSED.has(extension) ? gzipSync(body) : undefined,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      immutable: url.startsWith('/assets/'),
    });
  }
  const index = files.get('/index.html');
  if (!index) throw new Error(`There is no index.html in ${folder}`);
  files.set('/', index);
  return files;
}

/** The build id that vite put into the page, so that an older page can tell that it is old. */
export function buildIdOf(files: ReadonlyMap<string, PageFile>): string {
  const html = files.get('/')?.body.toString() ?? '';
  return /<meta\s+name="vigil-build"\s+content="([^"]*)"/.exec(html)?.[1] ?? '';
}
