import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import { loadBase } from '#renderer/draw/map/basemap-load.ts';
import { EMPTY_TABLE } from '#renderer/draw/map/flow-table.ts';
import { openLive } from '#renderer/draw/map/live.ts';
import type { Region } from '#renderer/draw/map/projection.ts';
import { MapStage, type StageSummary } from '#renderer/draw/map/stage.ts';
import { mapScale } from '#renderer/draw/map/style.ts';
import type { TierName } from '#renderer/draw/map/tier.ts';
import { follow } from '#renderer/store/follow.ts';
import { useTraffic } from '#renderer/store/hooks.ts';
import { wallStore } from '#renderer/store/wall-store.ts';
import { useSize } from '#renderer/ui/use-size.ts';
import { isInternal, type MapSettings } from './settings.ts';
import { mapWords } from './words.ts';

const NOTHING: StageSummary = { table: EMPTY_TABLE, dense: false, drawn: 0 };
/** A base map that didn't come is asked for again. */
const BASE_AGAIN_MS = 10_000;
const STILL_QUERY = '(prefers-reduced-motion: reduce)';

export interface StageView {
  readonly stage: MapStage | undefined;
  readonly summary: StageSummary;
  /** Why there is no base map; empty when there is. */
  readonly baseTrouble: string;
}

/** Lives as long as the panel: opens the stage in `host` and hands it what the store has, outside React's rendering. */
export function useStage(
  host: RefObject<HTMLDivElement | null>,
  legend: RefObject<HTMLElement | null>,
  settings: MapSettings,
  region: Region,
): StageView {
  const [summary, setSummary] = useState(NOTHING);
  const [stage, setStage] = useState<MapStage>();
  const [tier, setTier] = useState<TierName>();

  useEffect(() => {
    let gone = false;
    let mine: MapStage | undefined;
    // Thrown where React sees it: the panel's frame says that it broke.
    const broke = (error: unknown) =>
      setStage(() => {
        throw error;
      });
    const open = async () => {
      const element = host.current;
      const live = await openLive(tier, (reason) => (reason ? broke(reason) : setTier('canvas')));
      if (gone || !element) {
        live.picture.destroy();
        return;
      }
      mine = new MapStage(element, live, mapWords, setSummary);
      setStage(mine);
    };
    open().catch(broke);
    return () => {
      gone = true;
      mine?.destroy();
      setStage(undefined);
    };
  }, [host, tier]);

  useLayoutOf(stage, host, legend, settings.projection, region);
  const { from } = settings;
  const internalOnly = isInternal(settings);
  useEffect(() => stage?.setFilter({ internalOnly, from }), [stage, internalOnly, from]);
  useData(stage);
  const onGlobe = settings.projection !== 'zones';
  return { stage, summary, baseTrouble: useBase(onGlobe ? stage : undefined) };
}

function useLayoutOf(
  stage: MapStage | undefined,
  host: RefObject<HTMLDivElement | null>,
  legend: RefObject<HTMLElement | null>,
  projection: MapSettings['projection'],
  region: Region,
): void {
  const { width, height } = useSize(host);
  const words = useSize(legend);
  useLayoutEffect(() => {
    if (!stage || width === 0 || height === 0) return;
    const density = document.documentElement.dataset['density'] === 'desk' ? 'desk' : 'wall';
    const scale = mapScale(density, window.innerHeight);
    // Half of it on the globe: the Southern Ocean may lie behind the legend, but nothing that the map is about.
    const whole = projection === 'zones' || typeof region !== 'string';
    const below = words.height * (whole ? 1 : 0.5) + scale.unit;
    const inset = { top: scale.unit, right: scale.unit * 0.5, bottom: below, left: scale.unit * 0.5 };
    stage.setLayout({ width, height, projection, region, inset, scale });
  }, [stage, width, height, words.height, projection, region]);
  useLayoutEffect(() => {
    const margin = (legend.current?.offsetLeft ?? 0) * 2;
    const tall = words.height + margin;
    stage?.setReserved([
      { x: 0, y: height - tall, width: Math.min(width, words.width + margin), height: tall },
    ]);
  }, [stage, legend, width, height, words]);
}

function useData(stage: MapStage | undefined): void {
  const traffic = useTraffic();
  useEffect(() => {
    if (!stage) return undefined;
    const ends = [
      follow(
        wallStore,
        ({ places }) => places,
        (places) => stage.setPlaces(places),
      ),
      follow(
        traffic.store,
        ({ highlights }) => highlights,
        (highlights) => stage.setHighlights(highlights),
      ),
      // The columns live outside the state; their version is what changes.
      follow(
        traffic.store,
        ({ flowsVersion }) => flowsVersion,
        () => stage.setFlows(traffic.flows()),
      ),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [stage, traffic]);
  useEffect(() => stage && traffic.onArcs((arcs) => stage.addArcs(arcs)), [stage, traffic]);
  useEffect(() => {
    if (!stage) return undefined;
    const query = matchMedia(STILL_QUERY);
    const obey = () => stage.setStill(query.matches || document.documentElement.dataset['motion'] === 'off');
    obey();
    query.addEventListener('change', obey);
    return () => query.removeEventListener('change', obey);
  }, [stage]);
}

function useBase(stage: MapStage | undefined): string {
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      try {
        const shapes = await loadBase();
        if (gone) return;
        stage?.setShapes(shapes);
        setTrouble('');
      } catch (error) {
        if (gone) return;
        setTrouble(error instanceof Error ? error.message : String(error));
        timer = setTimeout(() => void load(), BASE_AGAIN_MS);
      }
    };
    if (stage) void load();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [stage]);
  return stage ? trouble : '';
}
