import type { RealChromium, ScreenSpec } from './chromium.ts';
import type { WebContents } from './web-contents.ts';

/** What a test may ask of the double: what only the system can do. */
export type Control =
  | { readonly do: 'add-screen'; readonly screen: ScreenSpec }
  | { readonly do: 'remove-screen'; readonly label: string }
  | { readonly do: 'windows' };

export interface WindowReport {
  readonly url: string;
  readonly options: Record<string, unknown>;
}

interface Window {
  readonly webContents: WebContents;
  readonly options: object;
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
      case 'windows':
        return windows().map(({ webContents, options }) => ({ url: webContents.getURL(), options }));
    }
  }
}
