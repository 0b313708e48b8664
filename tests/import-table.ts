/**
 * What may import what, as data. A name starting with # is a folder or file of ours, as in package.json's `imports`;
 * `node:` is every built-in module; anything else is a package. Each folder may import itself; the longest name that
 * fits a file is its row. A folder without a row is a breach: add the row when you add the folder.
 */
const stage = ['#contract', '#core/base'];
const panel = ['#renderer/store', '#renderer/draw', '#renderer/ui', '#renderer/theme', '#renderer/text'];
const d3 = ['d3', 'topojson-client', 'topojson-specification'];
const deck = ['@deck.gl/core', '@deck.gl/layers', '@luma.gl/core'];

export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  '#contract': ['zod'],

  // The engine. A stage never imports another stage: #core/pipeline.ts joins them.
  '#core/base': [],
  // The names of formats, which a source may be given.
  '#core/config': [...stage, '#core/normalise/formats.ts', 'node:', 'yaml', 'zod'],
  '#core/state': [...stage, 'node:', 'zod'],
  '#core/sources': [...stage, 'node:', 'socket.io-client'],
  '#core/normalise': [...stage, 'zod'],
  '#core/enrich': [
    ...stage,
    'node:',
    'maxmind',
    'mmdb-lib',
    'i18n-iso-countries',
    '@ip-location-db/geo-whois-asn-country-mmdb',
  ],
  '#core/correlate': [...stage, 'node:', 'yaml', 're2js'],
  '#core/incidents': [...stage, 'node:'],
  '#core/relay': [...stage, 'node:'],
  '#core/alarms': stage,
  '#core/highlights': stage,
  '#core/displays': stage,
  '#core/layouts': [...stage, 'yaml'],
  '#core/frame': [...stage, 'node:'],
  '#core': ['#contract', '#core', 'node:', 'zod'],

  '#bridge': ['#contract', '#core/engine.ts', 'node:', 'socket.io', 'zod'],

  // The commands hunt, normalise and check run single stages over files.
  '#hosts/shared': [
    '#core/engine.ts',
    '#core/base',
    '#core/config',
    '#core/enrich',
    '#core/sources',
    'node:',
  ],
  '#hosts/node': [
    '#hosts/shared',
    '#bridge',
    '#core/engine.ts',
    '#contract',
    '#core/base',
    '#core/config',
    '#core/correlate',
    '#core/normalise',
    'node:',
    'pino',
    'prom-client',
    'socket.io',
  ],
  // The desktop host starts the same core from the same config and serves the same files.
  '#hosts/desktop': [
    '#hosts/shared',
    '#bridge',
    '#core/engine.ts',
    '#contract',
    '#core/base',
    '#core/config',
    'node:',
    'zod',
    'electron',
  ],

  // The page.
  '#renderer/theme': [],
  '#renderer/text': [],
  '#renderer/ui': ['#renderer/theme', '#renderer/text', 'react', 'react-dom'],
  '#renderer/draw': ['#renderer/theme', '#renderer/text', '#contract', '#assets', ...deck, ...d3],
  '#renderer/store': ['#renderer/text', '#contract', 'zustand'],
  '#renderer/store/hooks.ts': ['#renderer/store', '#contract', 'zustand', 'react'],
  '#renderer/bridge': ['#renderer/text', '#contract', 'socket.io-client'],
  '#renderer/panels': [...panel, '#contract', 'react', 'zod'],
  '#renderer/panels/registry.ts': ['#renderer/panels', '#renderer/text', '#contract'],
  '#renderer/wall': [
    '#renderer/panels/registry.ts',
    '#renderer/store',
    '#renderer/ui',
    '#renderer/theme',
    '#renderer/text',
    '#contract',
    'react',
  ],
  // The supervisor's pages. The editor shows panels as the wall does.
  '#renderer/desk': [
    '#renderer/panels/registry.ts',
    '#renderer/store',
    '#renderer/ui',
    '#renderer/text',
    '#renderer/wall/keys.ts',
    '#contract',
    'react',
    'zustand',
  ],
  '#renderer/control': [
    '#renderer/desk',
    '#renderer/store',
    '#renderer/ui',
    '#renderer/text',
    '#renderer/wall/keys.ts',
    '#contract',
    'react',
    'zustand',
  ],
  '#renderer/editor': [
    '#renderer/desk',
    '#renderer/panels/registry.ts',
    '#renderer/store',
    '#renderer/ui',
    '#renderer/theme',
    '#renderer/text',
    '#renderer/wall/keys.ts',
    '#renderer/wall/panel-host.tsx',
    '#contract',
    'react',
    'react-grid-layout',
    'zod',
    'zustand',
  ],
  '#renderer/sound': ['#renderer/store', '#renderer/text', '#contract', '#sounds', 'howler', 'zustand'],
  '#renderer/main.tsx': ['#renderer', '#contract', 'react', 'react-dom', 'pretendard'],
};

/** Panels are siblings: the row above covers each of them, but none may import another. */
export const SIBLINGS = ['#renderer/panels'] as const;

/** Technical debt that needs cleaning up: importer, imported. Empty it. */
export const DEBT: readonly (readonly [string, string])[] = [];
