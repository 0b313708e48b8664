// The map alone, fed by a made-up core: for tests, screenshots and measurements. Never shipped.
import { Howler } from 'howler';
import { createRoot } from 'react-dom/client';
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import type { Api } from '#contract/api.ts';
import { ARC_INTERNAL, type Frame } from '#contract/frame.ts';
import { ArcPlans, arcPoint, PLAN_BULGE, PLAN_FIRST } from '#renderer/draw/map/arc-plan.ts';
import { tabulate } from '#renderer/draw/map/flow-table.ts';
import { makeGlobeView } from '#renderer/draw/map/projection.ts';
import { mapScale } from '#renderer/draw/map/style.ts';
import { setClient } from '#renderer/store/actions.ts';
import type { Annunciation } from '#contract/alarm.ts';
import type { Changes } from '#contract/wall.ts';
import { listenForKeys, onKey } from '#renderer/wall/keys.ts';
import { PanelHost } from '#renderer/wall/panel-host.tsx';
import { applyFrame, setLink, wallStore, wallTraffic } from '#renderer/store/wall-store.ts';
import { chooseLanguage, setLanguage } from '#renderer/text/text.ts';
import { soundStateOf, soundStore } from '#renderer/sound/sound-state.ts';
import { startSound, toggleMute } from '#renderer/sound/sound.ts';
import { applyTheme } from '#renderer/theme/apply.ts';
import '#renderer/ui/ui.css';
import '#renderer/wall/wall.css';
import {
  isInside,
  makeArcs,
  makeFlows,
  makeHighlight,
  makeHouse,
  makeHouseFlows,
  makeIncident,
  makePlaces,
  makeRandom,
  makeStatus,
} from './feed.ts';
import './harness.css';

const query = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
const random = makeRandom(number('seed', 7));
/** Arcs a frame, twenty frames a second. */
const arcs = number('arcs', 4);
const rows = number('flows', 60);

/** `house=ZONESxSITES`: nothing but sites. */
const [zones, sites] = query.get('house')?.split('x').map(Number) ?? [];
const house =
  zones === undefined || sites === undefined ? undefined : makeHouse(zones, sites, query.has('long'));
const flowsNow = () => (house && sites ? makeHouseFlows(random, sites, rows) : makeFlows(random, rows));

setLanguage(chooseLanguage(location.search, []));
applyTheme(document.documentElement, query.get('density') === 'desk' ? 'desk' : 'wall');
setLink('up');

const empty = makeArcs(random, 0);
let sequence = 0;

function send(more: Partial<Frame> & { changes: Changes }): void {
  const frame: Frame = {
    snapshot: sequence === 0,
    sequence: sequence++,
    generation: 1,
    time: Date.now(),
    rate: { seconds: new Uint32Array(0), counts: new Uint32Array(0) },
    flows: undefined,
    arcs: empty,
    arcsSeen: 0,
    ...more,
  };
  applyFrame(frame, performance.now());
}

function status() {
  return makeStatus(Date.now(), arcs * 20, number('share', 1));
}

function annunciate(annunciation: Annunciation): void {
  send({ changes: { alarms: { rows: [], annunciation } } });
}

function addArcs(count: number): void {
  const made = makeArcs(random, count);
  const events = made.weight.reduce((sum, weight) => sum + weight, 0);
  send({ arcs: made, arcsSeen: Math.round(events / number('share', 1)), changes: {} });
}

function arc(source: number, target: number, severity: number): void {
  send({
    arcs: {
      weight: Uint32Array.of(10),
      source: Uint16Array.of(source),
      target: Uint16Array.of(target),
      severity: Uint8Array.of(severity),
      flags: Uint8Array.of(isInside(source, target) ? ARC_INTERNAL : 0),
    },
    changes: {},
  });
}

send({
  flows: rows > 0 ? flowsNow() : undefined,
  changes: {
    places: house ?? makePlaces(),
    status: status(),
    highlights: query.has('highlight') ? [makeHighlight(Date.now())] : [],
    incidents: { rows: [makeIncident(Date.now())], open: [0, 0, 0, 0, 1], evicted: 0 },
  },
});
setInterval(() => send({ changes: { status: status() } }), 1000);
if (arcs > 0) setInterval(() => addArcs(arcs), 50);
if (query.has('alarm')) annunciate({ sequence: 1, sound: 'critical', repeat: true, recent: 1, flood: false });
if (query.has('live')) setInterval(() => send({ flows: flowsNow(), changes: {} }), 1000);

if (query.has('sound')) {
  startSound();
  onKey('m', toggleMute);
  listenForKeys(window);
}

const settings = {
  ...(query.has('incident') ? { incident: makeIncident(Date.now()).id } : {}),
  ...(query.has('region') ? { region: query.get('region') } : {}),
  ...(query.has('traffic') ? { traffic: query.get('traffic') } : {}),
  ...(query.has('projection') ? { projection: query.get('projection') } : {}),
};
const placement = { id: 'map', panel: 'map', x: 0, y: 0, w: number('w', 12), h: number('h', 12), settings };

const root = document.getElementById('wall');
if (!root) throw new Error('No #wall');
const page = createRoot(root);
/** Takes the panel off the page, as a scene without a map does, or puts it back. */
function show(shown: boolean): void {
  page.render(shown && <PanelHost placement={placement} />);
}
show(true);

let ear: AnalyserNode | undefined;
/** Largest sample that left howler's graph in the last 46 ms. */
function peak(): number {
  if (!ear) {
    ear = Howler.ctx.createAnalyser();
    Howler.masterGain.connect(ear);
  }
  const samples = new Float32Array(2048);
  ear.getFloatTimeDomainData(samples);
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** A point on the arc of the strongest flow, for a click. */
function onArc(): [number, number] {
  const { places } = wallStore.getState();
  const stage = document.querySelector('.map-stage');
  const [pair] = tabulate(wallTraffic.flows()).pairs;
  if (!stage || !pair) throw new Error('No flow');
  // As the panel has it: the legend's height decides where the map ends, so it is looked for.
  const { width, height } = stage.getBoundingClientRect();
  const legend = document.querySelector('.map-legend')?.getBoundingClientRect().height ?? 0;
  const { unit } = mapScale('wall', window.innerHeight);
  const inset = { top: unit, right: unit * 0.5, bottom: legend * 0.5 + unit, left: unit * 0.5 };
  const plan = new ArcPlans(makeGlobeView('equal-earth', 'world', width, height, inset), places).get(
    pair.source,
    pair.target,
  );
  if (!plan) throw new Error('No plan');
  const [ax = 0, ay = 0, bx = 0, by = 0] = plan.subarray(PLAN_FIRST, PLAN_FIRST + 4);
  return arcPoint(ax, ay, bx, by, plan[PLAN_BULGE] ?? 0, 0.5);
}

/** What the core would answer about any arc. */
const FLOW = {
  spanMs: 300_000,
  counts: [1200, 0, 30, 0, 10],
  rows: [
    {
      source: '203.0.113.9',
      target: '192.0.2.80',
      port: 443,
      transport: 'tcp',
      severity: 4,
      count: 7,
      at: Date.now(),
    },
    {
      source: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
      target: '2001:db8::80',
      port: 53,
      transport: 'udp',
      severity: 2,
      count: 57,
      at: Date.now(),
    },
  ],
  events: 64,
};
setClient({ 'flow.get': async () => FLOW } as unknown as Api);

export const harness = {
  send,
  onArc,
  annunciate,
  addArcs,
  arc,
  show,
  wallStore,
  peak,
  sound: () => soundStateOf(soundStore.getState()),
};
declare global {
  interface Window {
    harness: typeof harness;
  }
}
window.harness = harness;
