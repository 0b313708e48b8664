import type { Severity } from '#contract/severity.ts';
import type { Attack, Sensors } from '#contract/wall.ts';

const TECHNIQUES: readonly (readonly [string, readonly string[], number, Severity])[] = [
  ['T1595', ['TA0043'], 412, 2],
  ['T1046', ['TA0007'], 96, 2],
  ['T1190', ['TA0001'], 57, 4],
  ['T1110', ['TA0006'], 2044, 3],
  ['T1110.003', ['TA0006'], 31, 3],
  ['T1078', [], 6, 2],
  ['T1059.001', ['TA0002'], 12, 3],
  ['T1021.002', ['TA0008'], 18, 3],
  ['T1071.004', ['TA0011'], 77, 2],
  ['T1048', ['TA0010'], 3, 3],
  ['T1498', ['TA0040'], 140, 2],
  ['T1566', ['TA0001'], 9, 1],
  ['T9999', ['TA0005'], 2, 1],
];

export function attack(now: number): Attack {
  return {
    cells: TECHNIQUES.map(([technique, tactics, count, severity], index) => ({
      technique,
      tactics: [...tactics],
      counts: [Math.ceil(count / 8), Math.ceil(count / 2), count],
      severities: [severity, severity, severity],
      last: now - index * 41_000,
    })),
    more: 0,
    tactics: [
      { tactic: 'TA0006', counts: [260, 1040, 2080] },
      { tactic: 'TA0003', counts: [0, 1, 4] },
    ],
  };
}

export function sensors(now: number): Sensors {
  const names = ['suri-seoul-1', 'suri-seoul-2', 'suri-fra-1', 'fw-gangnam', 'dc01.corp.example'];
  return {
    rows: names.map((name, index) => ({
      feed: index === 2 ? 'eve-frankfurt' : 'eve-seoul',
      name,
      events: 900_000 / (index + 1),
      alerts: 80 * index,
      rate: index === 3 ? 0 : 214.4 / (index + 1),
      lastEventAt: index === 3 ? now - 1_260_000 : now - 300 * index,
      lagMs: index === 4 ? 95_000 : 700,
      bins: Array.from({ length: 20 }, (_, bin) =>
        index === 3 && bin > 8
          ? 0
          : Math.round((3000 / (index + 1)) * (1 + 0.3 * Math.sin(bin * 2.4 + index))),
      ),
    })),
    more: 0,
    untold: 0,
  };
}
