/** As much of Electron's Input as is looked at. */
export interface KeyInput {
  readonly type: string;
  /** As in KeyboardEvent.key. */
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
}

export type KeyAction = 'pass' | 'swallow' | 'leave' | 'control';

/** With Control or Command: what a person at a text field needs. Everything else belongs to a browser. */
const CHORDS = new Set([
  'a',
  'c',
  'v',
  'x',
  'y',
  'z',
  'arrowleft',
  'arrowright',
  'backspace',
  'delete',
  'home',
  'end',
]);

/** What a window does with a key before its page sees it: swallow it, leave (Ctrl+Q), or go to the control room (Ctrl+Shift+C). */
export function actionOf({ key, control, alt, meta, shift }: KeyInput, kiosk: boolean): KeyAction {
  const name = key.toLowerCase();
  const chord = control || meta;
  if (chord && !alt && name === 'q') return 'leave';
  if (chord && !alt && shift && name === 'c') return 'control';
  if (!kiosk) return 'pass';
  // F1 to F24, and the extra keys of some keyboards: BrowserBack, BrowserRefresh, LaunchMail.
  if (/^f\d{1,2}$/.test(name) || /^(browser|launch)/.test(name)) return 'swallow';
  if (name === 'contextmenu' || name === 'printscreen') return 'swallow';
  // AltGr is Control and Alt at once, and types a character.
  if (alt) return control && key.length === 1 ? 'pass' : 'swallow';
  return chord && !CHORDS.has(name) && !MODIFIERS.has(name) ? 'swallow' : 'pass';
}

const MODIFIERS = new Set(['control', 'meta', 'shift', 'alt', 'altgraph']);
