import type { Health, SourceHealth } from '#contract/health.ts';
import type { Sensor, Sensors } from '#contract/wall.ts';
import { filterOf } from '../filter.ts';
import { isLosing } from '../losing.ts';
import { sensorsFilter, type SensorsSettings } from './settings.ts';

export type SensorState = 'failing' | 'silent' | 'losing' | 'late' | 'ended' | 'connecting' | 'live';

export interface SensorRow {
  readonly key: string;
  readonly name: string;
  /** The source it comes by; empty where that is its name. */
  readonly feed: string;
  readonly state: SensorState;
  readonly rate: number;
  readonly lagMs: number;
  readonly alerts: number;
  /** Of its source, which is where they are counted. */
  readonly dropped: number;
  readonly malformed: number;
  /** 0 before the first event. */
  readonly lastEventAt: number;
  readonly bins: readonly number[];
  readonly detail: string;
}

const RANK: Readonly<Record<SensorState, number>> = {
  failing: 6,
  silent: 5,
  losing: 4,
  late: 3,
  connecting: 2,
  ended: 1,
  live: 0,
};

export function inTrouble({ state }: SensorRow): boolean {
  return RANK[state] >= RANK.late;
}

/** Those that the filter names, by their own name or their source's. */
export function passingRows(
  rows: readonly SensorRow[],
  settings: Pick<SensorsSettings, 'sensors'>,
): SensorRow[] {
  const passes = filterOf(sensorsFilter(settings), new Map());
  return rows.filter(({ name, feed }) =>
    passes({
      sensors: [name, feed],
      severity: 0,
      organization: '',
      sourcePlace: 0,
      destinationPlace: 0,
      categories: [],
    }),
  );
}

/** Every sensor of every source; a source whose records name none is its own sensor. */
export function sensorRows(
  health: Health | undefined,
  sensors: Sensors | undefined,
  now: number,
  settings: SensorsSettings,
): SensorRow[] {
  const rows: SensorRow[] = [];
  for (const source of health?.sources ?? []) {
    const named = sensors?.rows.filter(({ feed, name }) => feed === source.name && name !== '') ?? [];
    const own = sensors?.rows.find(({ feed, name }) => feed === source.name && name === '');
    for (const sensor of named) rows.push(rowOf(source, sensor, now, settings));
    if (named.length === 0) rows.push(rowOf(source, own, now, settings));
  }
  const byName = (a: SensorRow, b: SensorRow) => (a.key < b.key ? -1 : 1);
  return rows.toSorted((a, b) =>
    settings.order === 'name' ? byName(a, b) : RANK[b.state] - RANK[a.state] || byName(a, b),
  );
}

function rowOf(
  source: SourceHealth,
  sensor: Sensor | undefined,
  now: number,
  settings: SensorsSettings,
): SensorRow {
  const lastEventAt = sensor?.lastEventAt ?? source.lastEventAt;
  const lagMs = sensor?.lagMs ?? source.lagMs;
  const name = sensor?.name ?? '';
  return {
    key: `${source.name}\n${name}`,
    name: name === '' ? source.name : name,
    feed: name === '' ? '' : source.name,
    state: stateOf(source, lastEventAt, lagMs, now, settings),
    rate: sensor?.rate ?? source.rate,
    lagMs,
    alerts: sensor?.alerts ?? 0,
    dropped: source.dropped,
    malformed: source.malformed,
    lastEventAt,
    bins: sensor?.bins ?? [],
    detail: source.detail,
  };
}

function stateOf(
  source: SourceHealth,
  lastEventAt: number,
  lagMs: number,
  now: number,
  { silentMinutes, lateSeconds }: SensorsSettings,
): SensorState {
  if (source.state === 'failing' || source.state === 'ended') return source.state;
  if (lastEventAt === 0) return source.state === 'connecting' ? 'connecting' : 'silent';
  if (now - lastEventAt > silentMinutes * 60_000) return 'silent';
  if (isLosing(source.lastDropAt, now)) return 'losing';
  return lagMs > lateSeconds * 1000 ? 'late' : 'live';
}
