import { project32 } from '@deck.gl/core';
import { ArcLayer } from '@deck.gl/layers';
import type { Buffer } from '@luma.gl/core';
import { AT_COLOUR_BYTE, AT_SHAPE_BYTE, AT_START, RECORD_BYTES } from './arc-ring.ts';
import {
  airUniforms,
  arcFragment,
  ARC_STEPS,
  arcVertex,
  pulseFragment,
  pulseVertex,
  PULSE_VERTICES,
  type AirProps,
} from './live-shaders.ts';

/** What changes between frames: written in place, read at each draw, so that a frame sets no props. */
export type Air = { -readonly [K in keyof AirProps]: AirProps[K] };

interface RingLayerProps {
  readonly air: Air;
}

const FLOATS = 4;

/** Both layers read one buffer; deck.gl takes each column as an offset into its records. */
export function ringData(buffer: Buffer, length: number) {
  const column = (offset: number, size: number, type: 'float32' | 'unorm8') => ({
    buffer,
    offset,
    stride: RECORD_BYTES,
    size,
    type,
  });
  return {
    length,
    attributes: {
      getSource: column(0, 2, 'float32'),
      getTarget: column(8, 2, 'float32'),
      getTimes: column(AT_START * FLOATS, 2, 'float32'),
      getInk: column(AT_COLOUR_BYTE, 4, 'unorm8'),
      getShape: column(AT_SHAPE_BYTE, 4, 'unorm8'),
    },
  };
}

/** ArcLayer's model and life cycle, none of its columns: ours are the ring's. */
abstract class RingLayer extends ArcLayer<unknown, RingLayerProps> {
  static override readonly layerName: string = 'VigilRingLayer';
  protected abstract readonly vertices: number;

  override initializeState(): void {
    this.getAttributeManager()?.addInstanced({
      instanceSources: { size: 2, type: 'float32', accessor: 'getSource' },
      instanceTargets: { size: 2, type: 'float32', accessor: 'getTarget' },
      instanceTimes: { size: 2, type: 'float32', accessor: 'getTimes' },
      instanceInks: { size: 4, type: 'unorm8', accessor: 'getInk' },
      instanceShapes: { size: 4, type: 'unorm8', accessor: 'getShape' },
    });
  }

  override draw(): void {
    const { model } = this.state;
    if (!model) return;
    model.shaderInputs.setProps({ air: this.props.air });
    model.setVertexCount(this.vertices);
    model.draw(this.context.renderPass);
  }

  protected shaders(vs: string, fs: string) {
    // Past ArcLayer's own, which would bring its source and its uniforms.
    return Object.assign({}, super.getShaders(), {
      vs,
      fs,
      source: undefined,
      defines: {},
      modules: [project32, airUniforms],
    });
  }
}

export class FlightLayer extends RingLayer {
  static override readonly layerName = 'VigilFlightLayer';
  protected override readonly vertices = ARC_STEPS * 2;

  override getShaders() {
    return this.shaders(arcVertex, arcFragment);
  }
}

export class PulseLayer extends RingLayer {
  static override readonly layerName = 'VigilPulseLayer';
  protected override readonly vertices = PULSE_VERTICES;

  override getShaders() {
    return this.shaders(pulseVertex, pulseFragment);
  }
}
