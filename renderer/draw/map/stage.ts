import { ARC_HIGHLIGHTED, ARC_INTERNAL, type ArcColumns, type FlowColumns } from '#contract/frame.ts';
import type { Highlight } from '#contract/highlight.ts';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import { PLAN_LENGTH, ArcPlans } from './arc-plan.ts';
import { ArcRing } from './arc-ring.ts';
import { drawBase, type BaseShapes } from './basemap.ts';
import { arcsDrawn, drawFlows, drawHeat, isDense } from './draw-flows.ts';
import { drawHighlights } from './draw-highlights.ts';
import { MarksPainter, type MapWords } from './draw-marks.ts';
import {
  ALL_FLOWS,
  EMPTY_TABLE,
  tabulate,
  widthOf,
  type FlowFilter,
  type FlowPair,
  type FlowTable,
} from './flow-table.ts';
import { pairAt } from './hit.ts';
import type { Box } from './labels.ts';
import type { LiveTier } from './live-tier.ts';
import { makeMarks } from './marks.ts';
import { flightSeconds, STILL_FLIGHT } from './motion.ts';
import { makeMapView, type Inset, type MapView, type ProjectionName, type RegionName } from './projection.ts';
import { ACCENT_RGB, arcOpacity, BASE_COLOURS, SEVERITY_RGB, type MapScale } from './style.ts';

export interface StageLayout {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly projection: ProjectionName;
  readonly region: RegionName;
  readonly inset: Inset;
  readonly scale: MapScale;
}

/** The two places of an arc. */
export type FlowEnds = Pick<FlowPair, 'source' | 'target'>;

/** What the panel says about the picture in words. */
export interface StageSummary {
  readonly table: FlowTable;
  readonly dense: boolean;
  /** Pairs drawn as arcs. */
  readonly drawn: number;
}

const NO_PLACES: ReadonlyMap<number, Place> = new Map();
/** Flows and counts are read, not watched: once a second is calm and cheap. */
const SCENE_EVERY_MS = 1000;
const NIGHT_EVERY_MS = 60_000;
/** A frame's arcs start spread over the time to the next one, not in step. */
const SPREAD_SECONDS = 0.06;
/** Marks closer than this (vh) are one. */
const MERGE_DISTANCE = 1.5;
/** A click this near (vh) to an arc means it. */
const HIT_REACH = 1.4;

/**
 * The map on the glass, four layers: the base with the flows of the last minutes (redrawn at most once a second), the
 * arcs in the air (every frame while there are any), what is pointed at (as it changes, up to once a frame: so it costs
 * no more than itself), and marks with labels on top. No React, no store.
 */
export class MapStage {
  readonly ring: ArcRing;
  private readonly host: HTMLElement;
  private readonly tier: LiveTier;
  private readonly words: MapWords;
  private readonly onSummary: (summary: StageSummary) => void;
  private readonly scene = layer('map-scene');
  private readonly pointed = layer('map-pointed');
  private readonly top = layer('map-marks');
  private readonly base = document.createElement('canvas');
  private readonly painter = new MarksPainter();
  private shapes: BaseShapes | undefined;
  private layout: StageLayout | undefined;
  private view: MapView | undefined;
  private plans: ArcPlans | undefined;
  private places = NO_PLACES;
  private table = EMPTY_TABLE;
  private flows: FlowColumns | undefined;
  private filter = ALL_FLOWS;
  private chosen: FlowEnds | undefined;
  private highlights: readonly Highlight[] = [];
  private reserved: readonly Box[] = [];
  private still = false;
  private sway = 0;
  private lastScene = Number.NEGATIVE_INFINITY;
  private sceneTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly nightTimer: ReturnType<typeof setInterval>;

  constructor(
    host: HTMLElement,
    live: HTMLElement,
    ring: ArcRing,
    tier: LiveTier,
    words: MapWords,
    onSummary: (summary: StageSummary) => void,
  ) {
    this.host = host;
    this.ring = ring;
    this.tier = tier;
    this.words = words;
    this.onSummary = onSummary;
    live.classList.add('map-live');
    host.append(this.scene, live, this.pointed, this.top);
    host.dataset['renderer'] = tier.name;
    // Canvas text does not wait for fonts.
    document.fonts.addEventListener('loadingdone', this.drawTop);
    this.nightTimer = setInterval(() => this.redrawBase(), NIGHT_EVERY_MS);
  }

  destroy(): void {
    clearTimeout(this.sceneTimer);
    clearInterval(this.nightTimer);
    document.fonts.removeEventListener('loadingdone', this.drawTop);
    this.tier.destroy();
    this.host.replaceChildren();
    // Hands the pixels back now instead of at the next garbage collection.
    for (const canvas of [this.scene, this.pointed, this.top, this.base]) canvas.width = canvas.height = 0;
  }

  setShapes(shapes: BaseShapes): void {
    this.shapes = shapes;
    this.redrawBase();
  }

  setLayout(layout: StageLayout): void {
    this.layout = layout;
    const { width, height } = layout;
    if (width < 1 || height < 1) return;
    this.view = makeMapView(layout.projection, layout.region, width, height, layout.inset);
    for (const canvas of [this.scene, this.pointed, this.top, this.base]) {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
    }
    this.tier.resize(width, height, layout.scale.unit);
    this.replan();
    this.redrawBase();
  }

  /** Where other things stand on the map: labels keep clear of them. */
  setReserved(reserved: readonly Box[]): void {
    this.reserved = reserved;
    this.wantScene();
  }

  setPlaces(places: ReadonlyMap<number, Place>): void {
    if (places === this.places) return;
    this.places = places;
    this.replan();
    this.wantScene();
  }

  setFlows(flows: FlowColumns | undefined): void {
    this.flows = flows;
    this.table = tabulate(flows, this.filter);
    this.wantScene();
  }

  setFilter(filter: FlowFilter): void {
    if (filter.internalOnly === this.filter.internalOnly && filter.from === this.filter.from) return;
    this.filter = filter;
    this.ring.clear();
    this.tier.wake();
    this.setFlows(this.flows);
    this.drawPointed();
  }

  /** The pair that somebody looks into: pointed at like a highlight. */
  setChosen(chosen: FlowEnds | undefined): void {
    this.chosen = chosen;
    this.drawPointed();
  }

  /** The pair whose arc is at a point of the panel, CSS pixels: of those that are drawn, else of all. */
  pairAt(x: number, y: number): FlowPair | undefined {
    const { plans, layout, table } = this;
    if (!plans || !layout) return undefined;
    const { unit } = layout.scale;
    const drawn = arcsDrawn(table);
    const near = (pairs: readonly FlowPair[]) => pairAt(x, y, pairs, plans, unit, unit * HIT_REACH);
    return near(table.pairs.slice(0, drawn)) ?? near(table.pairs.slice(drawn));
  }

  setHighlights(highlights: readonly Highlight[]): void {
    this.highlights = highlights;
    this.drawPointed();
  }

  /** No motion: arcs are there at once and fade. */
  setStill(still: boolean): void {
    this.still = still;
    this.tier.setStill(still);
  }

  addArcs(arcs: ArcColumns): void {
    const { plans, layout, ring } = this;
    const count = arcs.source.length;
    if (!plans || !layout || count === 0) return;
    const clock = performance.now();
    ring.rebase(clock);
    const now = ring.seconds(clock);
    const { internalOnly, from } = this.filter;
    for (let i = 0; i < count; i++) {
      const severity = Math.min(4, arcs.severity[i] ?? 0) as Severity;
      if (severity < from) continue;
      if (internalOnly && ((arcs.flags[i] ?? 0) & ARC_INTERNAL) === 0) continue;
      const plan = plans.get(arcs.source[i] ?? 0, arcs.target[i] ?? 0);
      if (!plan) continue;
      const width = Math.max(1.2, widthOf(arcs.weight[i] ?? 1) * layout.scale.unit);
      const start = now + (i / count) * SPREAD_SECONDS;
      const flight = this.still ? STILL_FLIGHT : flightSeconds((plan[PLAN_LENGTH] ?? 0) / layout.width);
      this.sway = (this.sway + 0.618034) % 1;
      const sway = this.sway * 2 - 1;
      if (((arcs.flags[i] ?? 0) & ARC_HIGHLIGHTED) !== 0) {
        ring.add(plan, { rgb: ACCENT_RGB, opacity: 0.55, width: width * 2.4 }, start, flight, sway);
      }
      const ink = { rgb: SEVERITY_RGB[severity] ?? 0, opacity: arcOpacity(severity), width };
      ring.add(plan, ink, start, flight, sway);
    }
    this.tier.wake();
  }

  /** How far across the panel a place lies, 0 to 1. */
  across({ longitude, latitude }: Pick<Place, 'longitude' | 'latitude'>): number | undefined {
    const at = this.view?.project(longitude, latitude);
    return at && this.view && at[0] / this.view.width;
  }

  private pointedAt(): readonly Pick<Highlight, 'sourcePlace' | 'destinationPlace'>[] {
    const { chosen, filter, places, highlights } = this;
    const outside = (id: number) => ['country', 'city'].includes(places.get(id)?.kind ?? '');
    const shown = highlights.filter(
      ({ severity, sourcePlace, destinationPlace }) =>
        severity >= filter.from &&
        !(filter.internalOnly && (outside(sourcePlace) || outside(destinationPlace))),
    );
    return chosen ? [...shown, { sourcePlace: chosen.source, destinationPlace: chosen.target }] : shown;
  }

  private replan(): void {
    if (!this.view) return;
    this.plans = new ArcPlans(this.view, this.places);
    this.ring.clear();
    this.tier.wake();
  }

  private wantScene(): void {
    if (this.sceneTimer !== undefined) return;
    const wait = Math.max(0, this.lastScene + SCENE_EVERY_MS - performance.now());
    this.sceneTimer = setTimeout(() => {
      this.sceneTimer = undefined;
      this.drawScene();
    }, wait);
  }

  private redrawBase(): void {
    const { shapes, view } = this;
    if (!shapes || !view) return;
    drawBase(fresh(this.base), view, shapes, BASE_COLOURS, new Date());
    this.drawScene();
  }

  private drawScene(): void {
    const { view, plans, layout } = this;
    if (!view || !plans || !layout) return;
    this.lastScene = performance.now();
    const context = fresh(this.scene);
    context.drawImage(this.base, 0, 0, view.width, view.height);
    const dense = isDense(this.table);
    if (dense) drawHeat(context, this.marks(view, layout), layout.scale);
    drawFlows(context, this.table, plans, layout.scale);
    this.drawPointed();
    this.drawTop();
    this.onSummary({ table: this.table, dense, drawn: arcsDrawn(this.table) });
  }

  private marks(view: MapView, layout: StageLayout) {
    return makeMarks(this.places, this.table, view, layout.scale.unit * MERGE_DISTANCE);
  }

  private drawPointed(): void {
    const { view, plans, layout } = this;
    if (!view || !plans || !layout) return;
    drawHighlights(fresh(this.pointed), this.pointedAt(), this.places, plans, view, layout.scale);
  }

  private readonly drawTop = (): void => {
    const { view, layout } = this;
    if (!view || !layout) return;
    const context = fresh(this.top);
    const marks = this.marks(view, layout);
    this.painter.draw(context, view, marks, this.table, this.reserved, layout.scale, this.words);
  };
}

function layer(name: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = name;
  return canvas;
}

/** Cleared, measuring in CSS pixels. */
function fresh(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no Canvas2D');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  return context;
}
