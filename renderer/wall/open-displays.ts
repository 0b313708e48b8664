/** As much of the Window Management API as is used; TypeScript's DOM has none of it. */
interface ScreenDetailed {
  readonly label: string;
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
}

interface ScreenDetails {
  readonly screens: readonly ScreenDetailed[];
  readonly currentScreen: ScreenDetailed;
}

declare global {
  interface Window {
    getScreenDetails?(): Promise<ScreenDetails>;
  }
}

export interface OpenedDisplays {
  /** Names of the displays that have a window now. */
  readonly opened: readonly string[];
  /** The browser refused a window: its pop-up setting for this site. */
  readonly refused: readonly string[];
}

/** A contract name has at most 64 characters. */
const MAX_LABEL = 40;

/**
 * One window on each other screen, as `?display=LABEL X,Y`; a window that is open there is used again.
 * Wants a click or a key, and the permission that the browser asks for.
 * @throws Error where the browser has no such API or the person said no
 */
export async function openDisplays(from: Window): Promise<OpenedDisplays> {
  if (!from.getScreenDetails) throw new Error('this browser cannot place windows on other screens');
  const { screens, currentScreen } = await from.getScreenDetails();
  const opened: string[] = [];
  const refused: string[] = [];
  for (const screen of screens) {
    if (screen === currentScreen) continue;
    const name = nameOf(screen);
    const { availLeft: left, availTop: top, availWidth: width, availHeight: height } = screen;
    const url = `/?display=${encodeURIComponent(name)}`;
    const place = `popup,left=${left},top=${top},width=${width},height=${height}`;
    (from.open(url, `vigil ${name}`, place) ? opened : refused).push(name);
  }
  return { opened, refused };
}

/** As the desktop host names them (display-names.ts), so that a display keeps its orders on either host. */
export function nameOf({
  label,
  availLeft,
  availTop,
}: Pick<ScreenDetailed, 'label' | 'availLeft' | 'availTop'>): string {
  const plain = label
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, MAX_LABEL);
  return `${plain || 'Display'} ${availLeft},${availTop}`;
}
