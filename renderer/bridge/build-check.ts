/** Reload when the core serves another build, but never in a circle: once for each foreign build id. */
const KEY = 'vigil.reloaded-for';

export interface ReloadPage {
  readonly ownBuild: string;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** A person is in the middle of something; asked again after a while. */
  busy(): boolean;
  reload(): void;
  later(run: () => void): void;
}

/** @returns whether a reload is due, now or later. */
export function checkBuild(coreBuild: string, page: ReloadPage): boolean {
  if (page.ownBuild === '' || coreBuild === '' || coreBuild === page.ownBuild) return false;
  if (page.storage.getItem(KEY) === coreBuild) return false;
  const attempt = () => {
    if (page.busy()) {
      page.later(attempt);
      return;
    }
    page.storage.setItem(KEY, coreBuild);
    page.reload();
  };
  attempt();
  return true;
}
