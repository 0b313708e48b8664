import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { DEBT, MAY_IMPORT, SIBLINGS } from './import-table.ts';

export const root = dirname(import.meta.dirname);

/** Source by path from the root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

export interface Breach {
  readonly file: string;
  readonly imported: string;
  readonly why: string;
}

export function readSources(folders: readonly string[]): Sources {
  const found = new Map<string, string>();
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const file = join(root, folder, name);
      if (!/\.(ts|tsx|mts|cts)$/.test(file) || !statSync(file).isFile()) continue;
      found.set(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8'));
    }
  }
  return found;
}

const IMPORTS = [
  /(?:^|[\n;])\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]/g,
  /(?:^|[\n;])\s*import\s*['"]([^'"]+)['"]/g,
  /\b(?:import|require)\(\s*['"]([^'"]+)['"]/g,
  /\bnew URL\(\s*['"](\.[^'"]+\.(?:ts|tsx|js|mjs)(?:\?[^'"]*)?)['"]\s*,\s*import\.meta\.url/g,
];

/** What a source imports, as written. Comments don't count. */
export function importsOf(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  return IMPORTS.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
}

/** `electron/core/frame/x.ts` is `#core/frame/x.ts`, `renderer/ui/x.tsx` is `#renderer/ui/x.tsx`. */
function ownName(path: string): string {
  return `#${path.replace(/^electron\//, '')}`;
}

/** What an import means: a name of ours, `node:`, or a package's name. */
export function resolveImport(file: string, specifier: string): string {
  const path = specifier.replace(/\?.*$/, '');
  if (path.startsWith('node:')) return 'node:';
  if (path.startsWith('#')) return path;
  if (path.startsWith('.')) return ownName(posix.join(posix.dirname(file), path));
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

function within(name: string, folder: string): boolean {
  return name === folder || name.startsWith(`${folder}/`);
}

function rowOf(name: string): string | undefined {
  const fits = Object.keys(MAY_IMPORT).filter((row) => within(name, row));
  return fits.toSorted((a, b) => b.length - a.length)[0];
}

/** The member of a sibling folder that a file belongs to: `#renderer/panels/map`. */
function siblingOf(name: string): string | undefined {
  for (const parent of SIBLINGS) {
    const rest = name.slice(parent.length + 1).split('/');
    if (within(name, parent) && rest.length > 1) return `${parent}/${rest[0]}`;
  }
  return undefined;
}

function judge(file: string, target: string): string | undefined {
  const name = ownName(file);
  const row = rowOf(name);
  if (row === undefined) return 'its folder has no row in tests/import-table.ts';
  if (target === 'electron' && !within(name, '#hosts/desktop')) return 'only hosts/desktop imports electron';
  const [from, to] = [siblingOf(name), siblingOf(target)];
  if (from !== undefined && to !== undefined && from !== to) return `${from} may not import its sibling`;
  const allowed = MAY_IMPORT[row] ?? [];
  // A root row (#core) is for the files that lie directly in it; deeper ones have rows of their own.
  if (within(target, row) || allowed.some((entry) => within(target, entry))) return undefined;
  return `${row} may import ${allowed.join(', ') || 'nothing'}`;
}

export function breaches(sources: Sources): Breach[] {
  const found: Breach[] = [];
  for (const [file, source] of sources) {
    for (const specifier of importsOf(source)) {
      const target = resolveImport(file, specifier);
      const why = judge(file, target);
      const known = DEBT.some(([from, to]) => from === file && to === target);
      if (why !== undefined && !known) found.push({ file, imported: specifier, why });
    }
  }
  return found;
}
