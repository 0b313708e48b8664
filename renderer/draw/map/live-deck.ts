import { Deck, OrthographicView } from '@deck.gl/core';
import type { Buffer, Device } from '@luma.gl/core';
import { LOOP_SIZE } from './arc-plan.ts';
import { ArcRing } from './arc-ring.ts';
import { FrameLoop } from './frame-loop.ts';
import type { LiveSize, LiveTier } from './live-tier.ts';
import { FlightLayer, PulseLayer, ringData, type Air } from './live-layers.ts';

/** Records on the GPU: 64 KB, thirteen seconds of the most the core sends. */
const CAPACITY = 2048;
/** More lost contexts than this within a minute, and the GPU is not to be relied on. */
const MOST_LOSSES = 3;
const LOSS_SPAN_MS = 60_000;
/** deck.gl's own loop runs this long after a change of size, then sleeps: frames are ours. */
const SETTLE_MS = 400;
const OVERLAY = { depthWriteEnabled: false, depthCompare: 'always' } as const;

class WallDeck extends Deck<OrthographicView> {
  private settling: ReturnType<typeof setTimeout> | undefined;

  /** Lets deck.gl take in a new size or new layers by itself. */
  settle(): void {
    void this.animationLoop?.start();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.animationLoop?.stop(), SETTLE_MS);
  }

  override finalize(): void {
    clearTimeout(this.settling);
    super.finalize();
  }
}

interface Engine {
  readonly deck: WallDeck;
  readonly device: Device;
  readonly canvas: HTMLCanvasElement;
  readonly buffer: Buffer;
}

/** deck.gl leaks its context on finalize, so an instance that a panel let go waits here for the next. */
const idle: DeckStage[] = [];

export async function openDeck(onBroken: () => void): Promise<DeckStage> {
  const stage = idle.pop() ?? new DeckStage();
  try {
    await stage.open(onBroken);
  } catch (error) {
    stage.destroy();
    throw error;
  }
  return stage;
}

export class DeckStage implements LiveTier {
  readonly box = document.createElement('div');
  readonly ring = new ArcRing(CAPACITY);
  private readonly air: Air = { time: 0, unit: 10, loopSize: 50, pulses: 1 };
  private engine: Engine | undefined;
  private opened = false;
  private onBroken: () => void = () => {};
  private size = { width: 1, height: 1 };
  private losses: number[] = [];
  private readonly loop = new FrameLoop(
    this.ring,
    () => 60,
    (now) => this.frame(now),
  );

  async open(onBroken: () => void): Promise<void> {
    this.onBroken = onBroken;
    this.ring.clear();
    // The event does not bubble; capture on window sees it whatever canvas is in place.
    window.addEventListener('webglcontextlost', this.onLost, true);
    this.opened = true;
    // Lost while no map was shown: nobody listened.
    if (this.engine?.device.isLost) this.drop();
    this.engine ??= await this.build();
  }

  resize({ width, height, unit }: Omit<LiveSize, 'ratio'>): void {
    this.size = { width, height };
    this.air.unit = unit;
    this.air.loopSize = LOOP_SIZE * unit;
    this.engine?.deck.setProps({ width, height, viewState: viewStateOf(width, height) });
    this.engine?.deck.settle();
  }

  setStill(still: boolean): void {
    this.loop.still = still;
    this.loop.wake();
  }

  wake(): void {
    this.loop.wake();
  }

  private frame(now: number): void {
    const { engine } = this;
    if (!engine) return;
    this.ring.flush((offset, bytes) => engine.buffer.write(bytes, offset));
    this.air.time = now;
    this.air.pulses = this.loop.still ? 0 : 1;
    engine.deck.redraw('arcs');
  }

  destroy(): void {
    this.loop.stop();
    window.removeEventListener('webglcontextlost', this.onLost, true);
    this.box.remove();
    this.onBroken = () => {};
    this.opened = false;
    if (this.engine) idle.push(this);
  }

  private drop(): void {
    this.engine?.deck.finalize();
    this.engine = undefined;
  }

  private async build(): Promise<Engine> {
    const canvas = document.createElement('canvas');
    this.box.replaceChildren(canvas);
    const { width, height } = this.size;
    const { deck, device } = await new Promise<{ deck: WallDeck; device: Device }>((resolve, reject) => {
      let found: Device | undefined;
      const made = new WallDeck({
        canvas,
        width,
        height,
        views: new OrthographicView({ id: 'map', flipY: true, controller: false }),
        viewState: viewStateOf(width, height),
        deviceProps: { webgl: { antialias: false, powerPreference: 'high-performance' } },
        _pickable: false,
        onDeviceInitialized: (value) => void (found = value),
        onLoad: () => found && resolve({ deck: made, device: found }),
        onError: (error, layer) => {
          // Before it is there: no GPU after all. Later: a lost context, which onLost sees to.
          if (!layer) reject(error);
        },
      });
    });
    const buffer = device.createBuffer({ byteLength: this.ring.bytes.byteLength });
    buffer.write(this.ring.bytes);
    const data = ringData(buffer, CAPACITY);
    const { air } = this;
    deck.setProps({
      layers: [
        new FlightLayer({ id: 'flight', data, air, parameters: OVERLAY }),
        new PulseLayer({ id: 'pulse', data, air, parameters: OVERLAY }),
      ],
    });
    deck.settle();
    return { deck, device, canvas, buffer };
  }

  private async rebuild(): Promise<void> {
    try {
      this.engine = await this.build();
      this.resize({ ...this.size, unit: this.air.unit });
      // Its panel has gone meanwhile: the next one finds it.
      if (!this.opened) idle.push(this);
    } catch {
      this.onBroken();
    }
  }

  private readonly onLost = (event: Event): void => {
    if (!this.engine || event.target !== this.engine.canvas) return;
    this.drop();
    const now = performance.now();
    this.losses = [...this.losses.filter((at) => now - at < LOSS_SPAN_MS), now];
    if (this.losses.length > MOST_LOSSES) {
      this.onBroken();
      return;
    }
    void this.rebuild();
  };
}

function viewStateOf(width: number, height: number) {
  return { target: [width / 2, height / 2, 0] as [number, number, number], zoom: 0 };
}
