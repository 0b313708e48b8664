import type { RealChromium, ScreenSpec } from './chromium.ts';
import type { KeyInput, WebContents } from './web-contents.ts';

/** What a test may ask of the double: what only the system can do. */
export type Control =
  | { readonly do: 'add-screen'; readonly screen: ScreenSpec }
  | { readonly do: 'remove-screen'; readonly label: string }
  | { readonly do: 'key'; readonly display: string; readonly input: KeyInput }
  | { readonly do: 'close-window'; readonly display: string }
  | { readonly do: 'windows' };

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
  getAllDisplays(): readonly { readonly id: number; readonly label: string }[];
  refresh(): Promise<void>;
}

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
    const found = windows().find(({ webContents }) =>
      new URL(webContents.getURL()).searchParams.get('display')?.startsWith(display),
    );
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
        const found = screen.getAllDisplays().find(({ label }) => label === control.label);
        if (!found) throw new Error(`There is no screen ${control.label}`);
        await chromium.cdp.send('Emulation.removeScreen', { screenId: String(found.id) });
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
