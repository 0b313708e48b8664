import type { Caller } from '#contract/api.ts';
import type { Directive, TakeoverRules } from '#contract/control.ts';
import type { Engine } from '#core/engine.ts';
import { type DirectiveListener, WallControl } from '#core/wall-control.ts';
import { createEngine } from './engine.ts';
import { ScriptedSource } from './scripted-source.ts';

export const KIM: Caller = { role: 'supervisor', name: 'kim', client: 'k' };
export const LEE: Caller = { role: 'supervisor', name: 'lee', client: 'l' };
export const T = Date.parse('2026-11-24T12:00:00Z');
export const stamp = { by: 'kim', at: T };
const settings = { refresh: null, pixelShift: { pixels: 0, everySeconds: 60 } };

export const RULES: TakeoverRules = {
  enabled: true,
  minSeverity: 3,
  tenants: [],
  displays: [],
  minSeconds: 5,
  maxSeconds: 60,
};

/** A display and what it was told. */
export function display(name: string) {
  const told: Directive[] = [];
  const listener: DirectiveListener = {
    client: name,
    display: name,
    directive: (directive) => told.push(directive),
  };
  return { told, listener, scene: () => told.at(-1)?.scene.id };
}

/** A wall of its own, and a say in what goes on. */
export function wall() {
  const notices: string[] = [];
  let state = 'active';
  const control = new WallControl({
    settings,
    incident: (id) => ({ title: `About ${id}`, severity: 4, organization: '', state }),
    notice: (text) => notices.push(text),
  });
  return {
    control,
    notices,
    close: () => {
      state = 'closed';
    },
  };
}

export function engineIn(dataDir: string, source = new ScriptedSource()): Engine {
  return createEngine({ sources: [source], dataDir });
}

export function joined(engine: Engine, name: string) {
  const { told, scene } = display(name);
  const subscription = engine.subscribe({
    client: name,
    display: name,
    view: () => undefined,
    ready: () => true,
    frame: () => undefined,
    directive: (directive) => told.push(directive),
  });
  return { told, scene, subscription };
}
