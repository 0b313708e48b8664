import { soundStateOf, soundStore } from './sound-state.ts';
import { actions } from '#renderer/store/actions.ts';
import { wallStore } from '#renderer/store/wall-store.ts';
import { Annunciator } from './annunciator.ts';
import { showHint } from './hint.ts';
import { mutedNow, muteMemory, type OwnMute } from './mute-memory.ts';
import { HowlSpeaker } from './speaker.ts';

/** The test tone has a peak of 0.0032; a quarter of it is well above nothing. */
const TICK_PEAK = 0.0008;
/** Any alarm sound has ten times this within its first pulse. */
const ALARM_PEAK = 0.05;
const LISTEN_MS = 600;
/** A path that works is tested again this often, one that does not more often. */
const TEST_EVERY_MS = 10 * 60_000;
const TEST_AGAIN_MS = 15_000;
/** The context's clock must move between two looks. */
const WATCH_EVERY_MS = 5000;

let running: WindowSound | undefined;

/** Starts the alarm sounds of this window. Returns the undo. */
export function startSound(): () => void {
  running ??= new WindowSound();
  const mine = running;
  return () => {
    mine.close();
    running = undefined;
  };
}

/** Key M: this window only, remembered, and until the control room orders anew. */
export function toggleMute(): void {
  running?.toggle();
}

class WindowSound {
  private readonly speaker: HowlSpeaker;
  private readonly annunciator: Annunciator;
  private readonly memory = muteMemory(() => window.localStorage);
  private own: OwnMute | undefined;
  private readonly undo: (() => void)[] = [];
  private testTimer: ReturnType<typeof setTimeout> | undefined;
  private testing = false;
  private lastClock = -1;
  private ran = false;

  constructor() {
    this.speaker = new HowlSpeaker({
      loaded: () => {
        soundStore.setState({ loaded: true, trouble: '' });
        void this.test();
        this.annunciator.again();
      },
      failed: (trouble) => soundStore.setState({ trouble }),
      context: () => this.onContext(),
    });
    this.annunciator = new Annunciator(
      {
        play: (sound) => {
          const plays = this.speaker.play(sound);
          if (plays) void this.prove();
          return plays;
        },
        silence: () => this.speaker.silence(),
      },
      {
        start(run, ms) {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      },
    );
    this.own = this.memory.read(wallStore.getState().display);
    this.obey();
    this.undo.push(
      soundStore.subscribe(() => report()),
      wallStore.subscribe(({ directive }, before) => {
        const { muted, muteOrder } = before.directive ?? {};
        if (directive?.muted !== muted || directive?.muteOrder !== muteOrder) this.obey();
      }),
      wallStore.subscribe(({ annunciation }, before) => {
        if (annunciation !== before.annunciation) this.annunciator.update(annunciation);
      }),
    );
    for (const gesture of ['pointerdown', 'keydown'] as const) {
      window.addEventListener(gesture, this.onGesture, true);
      this.undo.push(() => window.removeEventListener(gesture, this.onGesture, true));
    }
    const watch = setInterval(() => this.watch(), WATCH_EVERY_MS);
    this.undo.push(() => clearInterval(watch));
    this.onContext();
    this.annunciator.update(wallStore.getState().annunciation);
    report();
  }

  /** The order, which may have come before the sound, or key M: the later of the two. */
  private obey(): void {
    this.setMuted(mutedNow(this.own, wallStore.getState().directive));
  }

  toggle(): void {
    const { directive, display } = wallStore.getState();
    this.own = { muted: !soundStore.getState().muted, order: directive?.muteOrder ?? 0 };
    this.memory.write(display, this.own);
    this.obey();
  }

  private setMuted(muted: boolean): void {
    this.speaker.mute(muted);
    soundStore.setState({ muted });
    if (!muted) void this.test();
  }

  close(): void {
    clearTimeout(this.testTimer);
    for (const undo of this.undo) undo();
    this.annunciator.close();
    showHint(false);
  }

  private onContext(): void {
    const { context } = this.speaker;
    const before = soundStore.getState().context;
    soundStore.setState({ context });
    showHint(context === 'suspended');
    if (context === 'running') this.ran = true;
    if (context === 'running' && before !== 'running') {
      void this.test();
      this.annunciator.again();
    }
  }

  private readonly onGesture = (): void => {
    if (this.speaker.context !== 'suspended') return;
    // Refused without a real gesture: the state says so, and the next one is tried again.
    this.speaker.resume().catch(() => undefined);
  };

  private watch(): void {
    const { clock, context } = this.speaker;
    if (context === 'running' && clock === this.lastClock) this.conclude(false);
    this.lastClock = clock;
    // It ran before, so the browser allows it: something else (the system, a lost device) stopped it.
    if (context === 'suspended' && this.ran) this.speaker.resume().catch(() => undefined);
  }

  /** Sends the test tone through the whole graph and listens at its end. */
  private async test(): Promise<void> {
    const { loaded, muted } = soundStore.getState();
    // An alarm proves the path by itself.
    if (!loaded || muted || this.testing || this.speaker.context !== 'running' || this.speaker.sounding)
      return;
    this.testing = true;
    clearTimeout(this.testTimer);
    this.speaker.tick();
    const peak = await this.speaker.listen(LISTEN_MS, TICK_PEAK);
    this.testing = false;
    this.conclude(peak >= TICK_PEAK);
  }

  /** An alarm that makes no sound must be seen to make none. */
  private async prove(): Promise<void> {
    if (soundStore.getState().muted) return;
    const peak = await this.speaker.listen(LISTEN_MS, ALARM_PEAK);
    // Acknowledged or muted before the first pulse: nothing is proved either way.
    if (peak >= ALARM_PEAK || this.speaker.sounding) this.conclude(peak >= ALARM_PEAK);
  }

  private conclude(works: boolean): void {
    if (soundStore.getState().muted) return;
    soundStore.setState({ tested: works });
    clearTimeout(this.testTimer);
    this.testTimer = setTimeout(() => void this.test(), works ? TEST_EVERY_MS : TEST_AGAIN_MS);
  }
}

function report(): void {
  const state = soundStateOf(soundStore.getState());
  if (state === wallStore.getState().sound) return;
  // Without a link the state is shown here all the same, and told with the next hello.
  actions.reportSound(state).catch(() => undefined);
}
