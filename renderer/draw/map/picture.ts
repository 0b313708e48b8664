import { ARC_HIGHLIGHTED, ARC_INTERNAL, type ArcColumns, type FlowColumns } from '#contract/frame.ts';
import type { Highlight } from '#contract/highlight.ts';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import { PLAN_LENGTH, ArcPlans } from './arc-plan.ts';
import type { ArcRing } from './arc-ring.ts';
import { drawBase, type BaseShapes } from './basemap.ts';
import { fresh, release, type Canvas } from './canvas.ts';
import { drawFlows, drawHeat, isDense } from './draw-flows.ts';
import { drawHighlights } from './draw-highlights.ts';
import { drawZones } from './draw-zones.ts';
import { ALL_FLOWS, EMPTY_TABLE, tabulate, widthOf, type FlowFilter } from './flow-table.ts';
import type { LiveTier } from './live-tier.ts';
import { marksOf } from './marks.ts';
import { flightSeconds, STILL_FLIGHT } from './motion.ts';
import { makeMapView, type MapView, type ViewLayout } from './map-view.ts';
import { ACCENT_RGB, arcOpacity, BASE_COLOURS, SEVERITY_RGB } from './style.ts';

export interface PictureLayout extends ViewLayout {
  /** Device pixels to a CSS pixel. */
  readonly ratio: number;
}

/** The ways that are pointed at. */
export type Pointed = readonly Pick<Highlight, 'sourcePlace' | 'destinationPlace'>[];

/** What a picture is told; it is plain data, since a worker may draw it. */
export type PictureOrder =
  | { readonly kind: 'layout'; readonly layout: PictureLayout }
  | { readonly kind: 'shapes'; readonly shapes: BaseShapes }
  | { readonly kind: 'places'; readonly places: ReadonlyMap<number, Place> }
  /** Also takes what is in the air off the map. */
  | { readonly kind: 'filter'; readonly filter: FlowFilter }
  /** Draws the scene. */
  | { readonly kind: 'flows'; readonly flows: FlowColumns | undefined }
  | { readonly kind: 'pointed'; readonly pointed: Pointed }
  /** What the map is about, if it is about one way: all else steps back. */
  | { readonly kind: 'subject'; readonly subject: Pointed[number] | undefined }
  | { readonly kind: 'arcs'; readonly arcs: ArcColumns }
  /** No motion: arcs are there at once and fade. */
  | { readonly kind: 'still'; readonly still: boolean };

/** All of the map but its marks and labels, wherever it is drawn. */
export interface Picture {
  obey(order: PictureOrder): void;
  destroy(): void;
}

/** How much is left of what steps back. */
const STEP_BACK = 0.4;
const NO_PLACES: ReadonlyMap<number, Place> = new Map();
const NIGHT_EVERY_MS = 60_000;
/** A frame's arcs start spread over the time to the next one, not in step. */
const SPREAD_SECONDS = 0.06;

/**
 * Three layers: the base with the flows of the last minutes, the arcs in the air (every frame while there are any), and
 * what is pointed at (as it changes, up to once a frame: so it costs no more than itself). Without the window: a worker
 * runs it as well.
 */
export class MapPicture implements Picture {
  private readonly scene: Canvas;
  private readonly pointedLayer: Canvas;
  private readonly base: OffscreenCanvas;
  private readonly ring: ArcRing;
  private readonly tier: LiveTier;
  private readonly nightTimer: ReturnType<typeof setInterval>;
  private shapes: BaseShapes | undefined;
  private layout: PictureLayout | undefined;
  private view: MapView | undefined;
  private plans: ArcPlans | undefined;
  private places = NO_PLACES;
  private table = EMPTY_TABLE;
  private filter = ALL_FLOWS;
  private pointed: Pointed = [];
  private subject: Pointed[number] | undefined;
  private still = false;
  private sway = 0;

  constructor(layers: { readonly scene: Canvas; readonly pointed: Canvas }, ring: ArcRing, tier: LiveTier) {
    this.scene = layers.scene;
    this.pointedLayer = layers.pointed;
    this.base = new OffscreenCanvas(1, 1);
    this.ring = ring;
    this.tier = tier;
    this.nightTimer = setInterval(() => this.redrawBase(), NIGHT_EVERY_MS);
  }

  destroy(): void {
    clearInterval(this.nightTimer);
    this.tier.destroy();
    release([this.scene, this.pointedLayer, this.base]);
  }

  obey(order: PictureOrder): void {
    switch (order.kind) {
      case 'layout':
        this.setLayout(order.layout);
        break;
      case 'shapes':
        this.shapes = order.shapes;
        this.redrawBase();
        break;
      case 'places':
        this.setPlaces(order.places);
        break;
      case 'filter':
        this.filter = order.filter;
        this.ring.clear();
        this.tier.wake();
        break;
      case 'flows':
        this.table = tabulate(order.flows, this.filter);
        this.drawScene();
        break;
      case 'pointed':
        this.pointed = order.pointed;
        this.drawPointed();
        break;
      case 'subject':
        this.subject = order.subject;
        this.drawScene();
        break;
      case 'arcs':
        this.addArcs(order.arcs);
        break;
      case 'still':
        this.still = order.still;
        this.tier.setStill(order.still);
        break;
    }
  }

  private setPlaces(places: ReadonlyMap<number, Place>): void {
    this.places = places;
    const { layout } = this;
    if (!layout) return;
    // On the globe a place is where it is; in the scheme a new site makes room for itself.
    if (layout.projection === 'zones') {
      this.view = makeMapView(layout, places);
      this.redrawBase();
    }
    // Arcs in the air stay: what they were planned by hardly ever moves.
    if (this.view) this.plans = new ArcPlans(this.view, places);
    this.drawPointed();
  }

  private setLayout(layout: PictureLayout): void {
    this.layout = layout;
    const { width, height, ratio } = layout;
    this.view = makeMapView(layout, this.places);
    for (const canvas of [this.scene, this.pointedLayer, this.base]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    this.tier.resize({ width, height, ratio, unit: layout.scale.unit });
    this.plans = new ArcPlans(this.view, this.places);
    // They lie where the old layout had their places.
    this.ring.clear();
    this.tier.wake();
    this.redrawBase();
    this.drawPointed();
  }

  private addArcs(arcs: ArcColumns): void {
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
      const [source, target] = [arcs.source[i] ?? 0, arcs.target[i] ?? 0];
      const plan = plans.get(source, target);
      if (!plan) continue;
      const share = this.isAside(source, target) ? STEP_BACK : 1;
      const width = Math.max(1.2, widthOf(arcs.weight[i] ?? 1) * layout.scale.unit);
      const start = now + (i / count) * SPREAD_SECONDS;
      const flight = this.still ? STILL_FLIGHT : flightSeconds((plan[PLAN_LENGTH] ?? 0) / layout.width);
      this.sway = (this.sway + 0.618034) % 1;
      const sway = this.sway * 2 - 1;
      if (((arcs.flags[i] ?? 0) & ARC_HIGHLIGHTED) !== 0) {
        ring.add(plan, { rgb: ACCENT_RGB, opacity: 0.55 * share, width: width * 2.4 }, start, flight, sway);
      }
      const ink = { rgb: SEVERITY_RGB[severity] ?? 0, opacity: arcOpacity(severity) * share, width };
      ring.add(plan, ink, start, flight, sway);
    }
    this.tier.wake();
  }

  private redrawBase(): void {
    const { shapes, view, layout } = this;
    if (!view || !layout) return;
    const context = fresh(this.base, layout.ratio);
    if (view.kind === 'zones') drawZones(context, view, layout.scale);
    else if (shapes) drawBase(context, view, shapes, BASE_COLOURS, new Date());
    this.drawScene();
  }

  private drawScene(): void {
    const { view, plans, layout, table } = this;
    if (!view || !plans || !layout) return;
    const context = fresh(this.scene, layout.ratio);
    context.drawImage(this.base, 0, 0, view.width, view.height);
    if (isDense(table)) drawHeat(context, marksOf(this.places, table, view, layout.scale.unit), layout.scale);
    if (this.subject) context.globalAlpha = STEP_BACK;
    drawFlows(context, table, plans, layout.scale);
    context.globalAlpha = 1;
  }

  /** Another way than the one that the map is about, in either direction. */
  private isAside(source: number, target: number): boolean {
    if (!this.subject) return false;
    const { sourcePlace, destinationPlace } = this.subject;
    return !(
      (source === sourcePlace && target === destinationPlace) ||
      (source === destinationPlace && target === sourcePlace)
    );
  }

  private drawPointed(): void {
    const { view, plans, layout } = this;
    if (!view || !plans || !layout) return;
    const context = fresh(this.pointedLayer, layout.ratio);
    drawHighlights(context, this.pointed, this.places, plans, view, layout.scale);
  }
}
