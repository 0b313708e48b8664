import type { FrameInputs } from '#core/frame/frame-builder.ts';

/** What a frame is built of when nothing has happened; spread it and replace what a test or a bench cares about. */
export const QUIET_INPUTS: FrameInputs = {
  places: () => ({ version: 0, list: [] }),
  status: (_now, own) => ({
    mode: 'live',
    events: 0,
    rate: 0,
    peakRate: 0,
    dropped: 0,
    malformed: 0,
    lastEventAt: 0,
    lagMs: 0,
    staleAfterMs: 30_000,
    timeZones: ['UTC'],
    ...own,
  }),
  incidents: () => ({
    version: 0,
    list: () => ({ rows: [], open: [0, 0, 0, 0, 0], evicted: 0 }),
  }),
  alarms: () => ({
    version: 0,
    urgency: 0,
    list: () => ({
      rows: [],
      annunciation: { sequence: 0, sound: null, repeat: false, recent: 0, flood: false },
    }),
  }),
  control: () => ({ version: 1, list: { revision: 0, reported: 0 } }),
  highlights: () => ({ version: 0, list: [] }),
  durations: () => ({ acknowledge: { medianMs: 0, count: 0 }, close: { medianMs: 0, count: 0 } }),
  health: () => ({
    startedAt: 0,
    sources: [],
    displays: [],
    rules: { loaded: 0, failed: 0 },
    correlation: { groups: 0, entries: 0, evicted: 0, lastEvictedAt: 0, late: 0 },
    heapBytes: 0,
    loopDelayMs: 0,
    quarantine: [],
    notices: [],
  }),
};
