import { Howl, Howler } from 'howler';
import type { AlarmSound, Speaker } from './annunciator.ts';

const FILES: Readonly<Record<AlarmSound | 'selfTest', URL>> = {
  critical: new URL('../../sounds/critical.wav', import.meta.url),
  high: new URL('../../sounds/high.wav', import.meta.url),
  medium: new URL('../../sounds/medium.wav', import.meta.url),
  flood: new URL('../../sounds/flood.wav', import.meta.url),
  selfTest: new URL('../../sounds/self-test.wav', import.meta.url),
};

/** Silence comes at once, but without a click. */
const FADE_MS = 40;
/** Samples the analyser looks at: 46 ms at 44.1 kHz. */
const WINDOW = 2048;
const LISTEN_EVERY_MS = 20;
const LOAD_AGAIN_MS = 10_000;

export interface SpeakerNews {
  /** All files are there. */
  loaded(): void;
  /** A file did not load or decode. */
  failed(why: string): void;
  /** The audio context changed state. */
  context(): void;
}

/** howler, with one alarm at a time and an ear at the end of its graph. */
export class HowlSpeaker implements Speaker {
  private readonly howls = new Map<AlarmSound | 'selfTest', Howl>();
  private readonly ear: AnalyserNode | undefined;
  private readonly samples = new Float32Array(WINDOW);
  private playing: { howl: Howl; id: number } | undefined;

  constructor(news: SpeakerNews) {
    Howler.autoSuspend = false;
    // Makes the context now: the first sound after a cold start would be lost.
    Howler.volume(1);
    let missing = Object.keys(FILES).length;
    const load = (name: AlarmSound | 'selfTest', url: URL) => {
      const howl = new Howl({
        src: [url.href],
        format: ['wav'],
        onload: () => {
          if (playsPastGraph(howl)) {
            failed('the network failed');
            return;
          }
          missing--;
          if (missing === 0) news.loaded();
        },
        onloaderror: (_id, why) => failed(String(why)),
      });
      const failed = (why: string) => {
        news.failed(`${name}: ${why}`);
        howl.unload();
        setTimeout(() => load(name, url), LOAD_AGAIN_MS);
      };
      this.howls.set(name, howl);
    };
    for (const name of Object.keys(FILES) as (keyof typeof FILES)[]) load(name, FILES[name]);
    if (!Howler.usingWebAudio) return;
    Howler.ctx.addEventListener('statechange', () => news.context());
    this.ear = Howler.ctx.createAnalyser();
    this.ear.fftSize = WINDOW;
    Howler.masterGain.connect(this.ear);
  }

  get context(): 'none' | 'running' | 'suspended' {
    if (!Howler.usingWebAudio) return 'none';
    return Howler.ctx.state === 'running' ? 'running' : 'suspended';
  }

  /** Seconds the context has played; stands still when the device is gone. */
  get clock(): number {
    return Howler.usingWebAudio ? Howler.ctx.currentTime : 0;
  }

  play(sound: AlarmSound): boolean {
    this.silence();
    const howl = this.howls.get(sound);
    // howler would keep plays back until the context resumes, and then sound them all together.
    if (this.context !== 'running' || howl?.state() !== 'loaded') return false;
    this.playing = { howl, id: howl.play() };
    return true;
  }

  silence(): void {
    const { playing } = this;
    this.playing = undefined;
    if (!playing?.howl.playing(playing.id)) return;
    playing.howl.fade(playing.howl.volume(), 0, FADE_MS, playing.id);
    setTimeout(() => playing.howl.stop(playing.id), FADE_MS + 5);
  }

  get sounding(): boolean {
    return this.playing?.howl.playing(this.playing.id) ?? false;
  }

  mute(muted: boolean): void {
    Howler.mute(muted);
  }

  async resume(): Promise<void> {
    if (Howler.usingWebAudio) await Howler.ctx.resume();
  }

  /** The test tone: far below hearing, plain to the analyser. */
  tick(): void {
    this.howls.get('selfTest')?.play();
  }

  /** Largest sample that leaves the graph within this time; ends early once `enough` is heard. */
  async listen(ms: number, enough: number): Promise<number> {
    const until = performance.now() + ms;
    let peak = 0;
    while (peak < enough && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, LISTEN_EVERY_MS));
      peak = Math.max(peak, this.peak());
    }
    return peak;
  }

  /** Largest sample of the last 46 ms. */
  peak(): number {
    if (!this.ear) return 0;
    this.ear.getFloatTimeDomainData(this.samples);
    let peak = 0;
    for (const sample of this.samples) peak = Math.max(peak, Math.abs(sample));
    return peak;
  }
}

/**
 * What the network refuses, howler tries again by itself and for good as an <audio> element, which sounds beside the
 * graph and its ear. It has no public word for that.
 */
function playsPastGraph(howl: Howl): boolean {
  return Howler.usingWebAudio && Reflect.get(howl, '_webAudio') !== true;
}
