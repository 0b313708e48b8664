import type { RealChromium, ScreenSpec } from './chromium.ts';
import type { KeyInput, WebContents } from './web-contents.ts';

/** What a test may ask of the double: what only the system can do. */
export type Control =
  | { readonly do: 'add-screen'; readonly screen: ScreenSpec }
  /** Of several of one label the one at x. */
  | { readonly do: 'remove-screen'; readonly label: string; readonly x?: number }
  /** Several at once, by their places: the system tells of them together. */
  | { readonly do: 'move-screens'; readonly moves: readonly Move[] }
  | { readonly do: 'key'; readonly display: string; readonly input: KeyInput }
  | { readonly do: 'close-window'; readonly display: string }
  | { readonly do: 'windows' };

export interface Move {
  readonly from: number;
  readonly to: number;
}

export interface WindowReport {
  readonly url: string;
  readonly options: Record<string, unknown>;
}

interface Window {
  readonly webContents: WebContents;
  readonly options: object;
  /** As a window manager asks. */
  close(): void;
}

interface Screen {
  getAllDisplays(): readonly {
    readonly id: number;
    readonly label: string;
    readonly bounds: { readonly x: number };
  }[];
  refresh(): Promise<void>;
}

/** In place of a display's name: the control room's window. */
export const CONTROL = 'control room';

export function listenForControl(
  chromium: RealChromium,
  screen: Screen,
  windows: () => readonly Window[],
): void {
  process.send?.({ t: 'ready', endpoint: chromium.endpoint });
  process.on('message', ({ id, ...control }: Control & { id: number }) => {
    obey(control).then(
      (value) => process.send?.({ t: 'done', id, value }),
      (error: unknown) => process.send?.({ t: 'failed', id, error: String(error) }),
    );
  });
  process.channel?.unref();

  function find(display: string): Window {
    const found = windows().find(({ webContents }) => {
      const query = new URLSearchParams(webContents.getURL().split('?')[1]);
      return display === CONTROL ? query.has('view') : query.get('display')?.startsWith(display);
    });
    if (!found) throw new Error(`There is no window on ${display}`);
    return found;
  }

  async function obey(control: Control): Promise<unknown> {
    switch (control.do) {
      case 'add-screen': {
        const { label, x, y, width, height, scale } = control.screen;
        await chromium.cdp.send('Emulation.addScreen', {
          left: x,
          top: y,
          width: width * scale,
          height: height * scale,
          devicePixelRatio: scale,
          label,
        });
        await screen.refresh();
        return undefined;
      }
      case 'remove-screen': {
        const found = screen
          .getAllDisplays()
          .find(({ label, bounds }) => label === control.label && bounds.x === (control.x ?? bounds.x));
        if (!found) throw new Error(`There is no screen ${control.label}`);
        await chromium.cdp.send('Emulation.removeScreen', { screenId: String(found.id) });
        await screen.refresh();
        return undefined;
      }
      case 'move-screens': {
        const found = control.moves.map(({ from, to }) => {
          const moved = screen.getAllDisplays().find(({ bounds }) => bounds.x === from);
          if (!moved) throw new Error(`There is no screen at ${from}`);
          return { screenId: String(moved.id), left: to };
        });
        for (const move of found) await chromium.cdp.send('Emulation.updateScreen', move);
        await screen.refresh();
        return undefined;
      }
      case 'key':
        return find(control.display).webContents.key(control.input);
      case 'close-window':
        find(control.display).close();
        return undefined;
      case 'windows':
        return windows().map(({ webContents, options }) => ({ url: webContents.getURL(), options }));
    }
  }
}
