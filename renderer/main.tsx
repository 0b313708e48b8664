import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import { decodeFrame, FRAME_VERSION } from '#contract/frame.ts';
import { checkBuild } from './bridge/build-check.ts';
import { connect } from './bridge/connect.ts';
import { startSound, toggleMute } from './sound/sound.ts';
import { actions, setClient } from './store/actions.ts';
import { applyView, watchAgain } from './store/views.ts';
import { applyDirective, applyFrame, onResyncNeeded, setLink, wallStore } from './store/wall-store.ts';
import { chooseLanguage, setLanguage, t } from './text/text.ts';
import { applyTheme } from './theme/apply.ts';
import './ui/ui.css';
import { whenDrawn } from './wall/first-picture.ts';
import { onKey } from './wall/keys.ts';
import { lastResort } from './wall/last-resort.ts';
import { readLaunch } from './wall/launch.ts';
import { Wall } from './wall/wall.tsx';

const launch = readLaunch(window.location, window.sessionStorage, window.history);
const language = chooseLanguage(window.location.search, navigator.languages);
setLanguage(language);
document.documentElement.lang = language;
applyTheme(document.documentElement, launch.density);
wallStore.setState({ display: launch.display });

const ownBuild = document.querySelector<HTMLMetaElement>('meta[name="vigil-build"]')?.content ?? '';

const client = connect(launch.display, launch.token, {
  hello({ build, frameVersion, role }) {
    wallStore.setState({ role, refusal: undefined });
    setLink('up');
    watchAgain();
    checkBuild(build, {
      ownBuild,
      storage: window.sessionStorage,
      busy: () => document.querySelector('[role="dialog"]') !== null,
      reload: () => window.location.reload(),
      later: (run) => void setTimeout(run, 5000),
    });
    if (frameVersion !== FRAME_VERSION) {
      wallStore.setState({ refusal: `frame version ${frameVersion}, this page reads ${FRAME_VERSION}` });
    }
    const { sound } = wallStore.getState();
    // The core forgets a display with its connection; a failure is told again at the next link.
    if (sound !== 'unknown') actions.reportSound(sound).catch(() => undefined);
  },
  frame(bytes, arrivedAt) {
    // A port that fell silent and speaks again says no second hello.
    setLink('up');
    applyFrame(decodeFrame(bytes), arrivedAt);
  },
  view(key, bytes, arrivedAt) {
    applyView(key, decodeFrame(bytes), arrivedAt);
  },
  directive(directive) {
    if (launch.view === 'wall') applyDirective(directive);
  },
  lost() {
    setLink('down');
  },
  refused(reason) {
    wallStore.setState({ refusal: reason });
  },
});
setClient(client);
onResyncNeeded(() => {
  // No link, no snapshot: the next connection begins with one.
  client['frames.resync']({}).catch(() => undefined);
});

/** A wall never loads the supervisor's pages. */
const views = {
  wall: Wall,
  control: lazy(() => import('./control/control.tsx')),
  editor: lazy(() => import('./editor/editor.tsx')),
};
const View = views[launch.view];

const root = document.getElementById('wall');
if (!root) throw new Error('index.html has no #wall');
const onUncaughtError = lastResort((seconds) => ({
  what: t('state.page-broken'),
  why: t('state.page-broken.retry', { seconds }),
}));
createRoot(root, { onUncaughtError }).render(
  <StrictMode>
    <Suspense>
      <View />
    </Suspense>
  </StrictMode>,
);
whenDrawn(() => {
  // Walls sound; at a supervisor's desk the page of a display beside it would be heard twice. To decode the sounds
  // costs as much as to draw the map, so they come after it.
  if (launch.view !== 'wall') return;
  startSound();
  onKey('m', toggleMute);
});
