import type { ArcColumns, FlowColumns } from '#contract/frame.ts';
import type { Highlight } from '#contract/highlight.ts';
import { type Place, UNKNOWN_PLACE } from '#contract/place.ts';
import { ArcPlans } from './arc-plan.ts';
import type { BaseShapes } from './basemap.ts';
import { fresh, release } from './canvas.ts';
import { arcsDrawn, isDense } from './draw-flows.ts';
import { drawZoneTitles } from './draw-zones.ts';
import { MarksPainter, type MapWords } from './draw-marks.ts';
import {
  ALL_FLOWS,
  EMPTY_TABLE,
  tabulate,
  type FlowFilter,
  type FlowPair,
  type FlowTable,
} from './flow-table.ts';
import { pairAt } from './hit.ts';
import type { Box } from './labels.ts';
import type { Live } from './live.ts';
import { marksOf } from './marks.ts';
import type { Picture, PictureLayout, Pointed } from './picture.ts';
import type { Located } from './place-view.ts';
import { makeMapView, type MapView } from './map-view.ts';

/** CSS pixels. */
export type StageLayout = Omit<PictureLayout, 'ratio' | 'unlocated'>;

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
/**
 * The core's second may come this early or late. The scene is drawn as it comes, in the same picture as the rest of the
 * wall's news: every further picture costs the window's thread its canvases again.
 */
const SCENE_SLACK_MS = 150;
/** A click this near (vh) to an arc means it. */
const HIT_REACH = 1.4;

/**
 * The map on the glass: the picture of places, flows and arcs, which may be drawn elsewhere, and over it the marks with
 * their labels (redrawn with the scene, at most once a second). No React, no store.
 */
export class MapStage {
  private readonly host: HTMLElement;
  private readonly picture: Picture;
  private readonly words: MapWords;
  private readonly onSummary: (summary: StageSummary) => void;
  private readonly top = document.createElement('canvas');
  private readonly painter = new MarksPainter();
  private layout: StageLayout | undefined;
  /** Stays once it was needed: zones must not move to and fro as its traffic comes and goes. */
  private unlocated = false;
  private view: MapView | undefined;
  private plans: ArcPlans | undefined;
  private places = NO_PLACES;
  private placesTold = NO_PLACES;
  private table = EMPTY_TABLE;
  private flows: FlowColumns | undefined;
  private filter = ALL_FLOWS;
  private chosen: FlowEnds | undefined;
  private subject: FlowEnds | undefined;
  private highlights: readonly Highlight[] = [];
  private reserved: readonly Box[] = [];
  private lastScene = Number.NEGATIVE_INFINITY;
  private sceneTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: HTMLElement,
    { tier, layers, picture }: Live,
    words: MapWords,
    onSummary: (summary: StageSummary) => void,
  ) {
    this.host = host;
    this.picture = picture;
    this.words = words;
    this.onSummary = onSummary;
    this.top.className = 'map-marks';
    host.append(...layers, this.top);
    host.dataset['renderer'] = tier;
    // Canvas text does not wait for fonts.
    document.fonts.addEventListener('loadingdone', this.drawTop);
  }

  destroy(): void {
    clearTimeout(this.sceneTimer);
    document.fonts.removeEventListener('loadingdone', this.drawTop);
    this.picture.destroy();
    this.host.replaceChildren();
    release([this.top]);
  }

  setShapes(shapes: BaseShapes): void {
    this.picture.obey({ kind: 'shapes', shapes });
  }

  setLayout(layout: StageLayout): void {
    this.layout = layout;
    const { width, height } = layout;
    if (width < 1 || height < 1) return;
    const ratio = devicePixelRatio;
    this.top.width = Math.round(width * ratio);
    this.top.height = Math.round(height * ratio);
    this.layOut();
    this.drawScene();
    // At the start the flows come right after.
    this.lastScene = Number.NEGATIVE_INFINITY;
  }

  /** Where other things stand on the map: labels keep clear of them. */
  setReserved(reserved: readonly Box[]): void {
    this.reserved = reserved;
    this.wantScene();
  }

  setPlaces(places: ReadonlyMap<number, Place>): void {
    if (places === this.places) return;
    this.places = places;
    this.plans = undefined;
    const { layout, unlocated } = this;
    if (layout?.projection === 'zones') this.view = makeMapView({ ...layout, unlocated }, places);
    this.wantScene();
  }

  setFlows(flows: FlowColumns | undefined): void {
    this.flows = flows;
    this.table = tabulate(flows, this.filter);
    if (performance.now() - this.lastScene >= SCENE_EVERY_MS - SCENE_SLACK_MS) this.drawScene();
    else this.wantScene();
  }

  setFilter(filter: FlowFilter): void {
    if (filter.internalOnly === this.filter.internalOnly && filter.from === this.filter.from) return;
    this.filter = filter;
    this.table = tabulate(this.flows, filter);
    this.picture.obey({ kind: 'filter', filter });
    this.tellPointed();
    this.drawScene();
  }

  /** The pair that somebody looks into: pointed at like a highlight. */
  setChosen(chosen: FlowEnds | undefined): void {
    this.chosen = chosen;
    this.tellPointed();
  }

  /**
   * The pair that the map is about: it alone is pointed at, and all the time; its ends are marked and named whatever
   * traffic they have, and other traffic steps back.
   */
  setSubject(subject: FlowEnds | undefined): void {
    this.subject = subject;
    this.tellPlaces();
    const ends = subject && { sourcePlace: subject.source, destinationPlace: subject.target };
    this.picture.obey({ kind: 'subject', subject: ends });
    this.tellPointed();
    this.drawTop();
  }

  /** The pair whose arc is at a point of the panel, CSS pixels: of those that are drawn, else of all. */
  pairAt(x: number, y: number): FlowPair | undefined {
    const { layout, view, table } = this;
    if (!view || !layout) return undefined;
    const plans = (this.plans ??= new ArcPlans(view, this.places));
    const { unit } = layout.scale;
    const drawn = arcsDrawn(table);
    const near = (pairs: readonly FlowPair[]) => pairAt(x, y, pairs, plans, unit, unit * HIT_REACH);
    return near(table.pairs.slice(0, drawn)) ?? near(table.pairs.slice(drawn));
  }

  setHighlights(highlights: readonly Highlight[]): void {
    this.highlights = highlights;
    this.tellPointed();
  }

  /** No motion: arcs are there at once and fade. */
  setStill(still: boolean): void {
    this.picture.obey({ kind: 'still', still });
  }

  addArcs(arcs: ArcColumns): void {
    if (arcs.source.length === 0) return;
    this.tellPlaces();
    this.picture.obey({ kind: 'arcs', arcs });
  }

  /** How far across the panel a place lies, 0 to 1. */
  across(place: Located): number | undefined {
    const at = this.view?.at(place);
    return at && this.view && at[0] / this.view.width;
  }

  private layOut(): void {
    const { layout, places, unlocated } = this;
    if (!layout) return;
    this.view = makeMapView({ ...layout, unlocated }, places);
    this.plans = undefined;
    this.tellPlaces();
    this.picture.obey({ kind: 'layout', layout: { ...layout, unlocated, ratio: devicePixelRatio } });
  }

  private pointedAt(): Pointed {
    const { chosen, subject, filter, places, highlights } = this;
    const outside = (id: number) => ['country', 'city'].includes(places.get(id)?.kind ?? '');
    const shown = highlights.filter(
      ({ severity, sourcePlace, destinationPlace }) =>
        severity >= filter.from &&
        !(filter.internalOnly && (outside(sourcePlace) || outside(destinationPlace))),
    );
    const ends = (subject ? [] : shown).map(({ sourcePlace, destinationPlace }) => ({
      sourcePlace,
      destinationPlace,
    }));
    for (const pair of [subject, chosen]) {
      if (pair) ends.push({ sourcePlace: pair.source, destinationPlace: pair.target });
    }
    return ends;
  }

  private tellPointed(): void {
    this.tellPlaces();
    this.picture.obey({ kind: 'pointed', pointed: this.pointedAt() });
  }

  /** Before what refers to them. */
  private tellPlaces(): void {
    if (this.placesTold === this.places) return;
    this.placesTold = this.places;
    this.picture.obey({ kind: 'places', places: this.places });
  }

  private wantScene(): void {
    const wait = this.lastScene + SCENE_EVERY_MS - performance.now();
    this.sceneTimer ??= setTimeout(() => this.drawScene(), Math.max(0, wait) + SCENE_SLACK_MS);
  }

  private drawScene(): void {
    clearTimeout(this.sceneTimer);
    this.sceneTimer = undefined;
    if (!this.view) return;
    if (this.view.kind === 'zones' && !this.unlocated && this.table.byPlace.has(UNKNOWN_PLACE)) {
      this.unlocated = true;
      this.layOut();
    }
    this.lastScene = performance.now();
    this.tellPlaces();
    this.picture.obey({ kind: 'flows', flows: this.flows });
    this.drawTop();
    const { table } = this;
    this.onSummary({ table, dense: isDense(table), drawn: arcsDrawn(table) });
  }

  private readonly drawTop = (): void => {
    const { view, layout, places, table, subject } = this;
    if (!view || !layout) return;
    const about = new Set(subject && [subject.source, subject.target]);
    const marks = marksOf(places, table, view, layout.scale.unit, about);
    const context = fresh(this.top, devicePixelRatio);
    if (view.kind === 'zones') drawZoneTitles(context, view, table, layout.scale, this.words);
    this.painter.draw(context, view, marks, table, this.reserved, layout.scale, this.words, about);
  };
}
