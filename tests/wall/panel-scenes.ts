import { SCENE_VERSION, type Scene } from '#contract/layout.ts';

/** An orange square of 16 x 16. */
export const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mP42iVPEmIY1TCqYfhqAADuNp4QjN++PgAAAABJRU5ErkJggg==';

const shift = (name: string, role: string, from: string, to: string) => ({ name, role, from, to });

/** Every panel beyond the overview's, in two scenes that a control room could use. */
export const FIGURES: Scene = {
  version: SCENE_VERSION,
  id: 'figures',
  title: 'Figures',
  panels: [
    { id: 'kpi', panel: 'kpi', x: 0, y: 0, w: 12, h: 3, settings: {} },
    { id: 'matrix', panel: 'attack-matrix', x: 0, y: 3, w: 8, h: 5, settings: {} },
    { id: 'focus', panel: 'focus', x: 8, y: 3, w: 4, h: 8, settings: {} },
    { id: 'sensors', panel: 'sensors', x: 0, y: 8, w: 4, h: 3, settings: {} },
    // One list: more would take turns by the clock, and what a test sees would hang on the second.
    { id: 'talkers', panel: 'talkers', x: 4, y: 8, w: 4, h: 3, settings: { lists: ['urls'] } },
    { id: 'ticker', panel: 'ticker', x: 0, y: 11, w: 12, h: 1, settings: {} },
  ],
};

export const BOARD: Scene = {
  version: SCENE_VERSION,
  id: 'board',
  title: 'Board',
  panels: [
    { id: 'clocks', panel: 'clocks', x: 0, y: 0, w: 8, h: 3, settings: {} },
    {
      id: 'text',
      panel: 'text',
      x: 8,
      y: 0,
      w: 4,
      h: 3,
      settings: { title: 'Tonight', text: 'Change freeze until 06:00.\nQuestions: bridge 4410' },
    },
    { id: 'notices', panel: 'notices', x: 0, y: 3, w: 4, h: 5, settings: {} },
    {
      id: 'roster',
      panel: 'roster',
      x: 4,
      y: 3,
      w: 4,
      h: 5,
      settings: {
        zone: 'UTC',
        shifts: [
          shift('Kim Seo-yeon', 'Shift lead', '00:00', '23:59'),
          shift('박지훈', 'Analyst', '00:00', '00:00'),
          { ...shift('Maria Lindqvist', 'On call', '00:00', '00:00'), contact: '4410' },
        ],
      },
    },
    { id: 'picture', panel: 'picture', x: 8, y: 3, w: 4, h: 5, settings: { image: PNG, alt: 'A square' } },
    {
      id: 'alerts',
      panel: 'alerts',
      x: 0,
      y: 8,
      w: 6,
      h: 4,
      settings: { from: 2, tenants: ['Daon Energy'], sites: ['Seoul DC'] },
    },
    {
      id: 'incidents',
      panel: 'incidents',
      x: 6,
      y: 8,
      w: 6,
      h: 4,
      settings: { sensors: ['suri-fra-1'] },
    },
  ],
};
