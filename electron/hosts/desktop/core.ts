import type { Config } from '#core/config/config.ts';
import type { PageFile } from '#hosts/shared/page-files.ts';
import type { Home } from './home.ts';
import type { Language } from './status-text.ts';

/** The core behind the windows: this process' own, or that of a node host. */
export interface Core {
  readonly home: Home;
  readonly kiosk: Config['kiosk'];
  /** What this process serves itself. */
  readonly files: ReadonlyMap<string, PageFile>;
  /** How it is, for the status page. */
  words(language: Language): string;
  /** Begins to serve the pages in the windows. @param displayOf as PortsOptions has it */
  serve(displayOf: (contentsId: number) => string | undefined): void;
  stop(): Promise<void>;
}
