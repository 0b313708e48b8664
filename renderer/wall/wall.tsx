import { type ReactNode, useEffect } from 'react';
import { useWall } from '#renderer/store/hooks.ts';
import { t } from '#renderer/text/text.ts';
import { currentDensity } from '#renderer/theme/apply.ts';
import { EmptyState, LoadingState } from '#renderer/ui/states.tsx';
import { AlarmBanner } from './alarm-banner.tsx';
import { barsOf, DirectiveLayer, DirectiveMessages, usePixelShift, viewportStyle } from './directive.tsx';
import { ErrorBoundary } from '#renderer/ui/error-boundary.tsx';
import './fresh-page.css';
import { KeysHelp } from './keys-help.tsx';
import { listenForKeys, zoomKey } from './keys.ts';
import { PanelHost } from './panel-host.tsx';
import { PinOverlay } from './pin-overlay.tsx';
import { StatusBar } from './status-bar.tsx';
import { liveUnattended } from './unattended.ts';
import { useScene, type SceneView } from './use-scene.ts';
import { fullscreenKey, hideIdlePointer } from './window-habits.ts';
import { WindowsNote } from './windows-note.tsx';
import './wall.css';

/**
 * Banner above, scene between, status below: places that no scene and no event moves. Where one scene spans several
 * displays they stand at the wall's edges only, so that nothing lies between its rows.
 */
export function Wall() {
  const display = useWall((state) => state.display);
  const view = useScene(display);
  const viewport = useWall((state) => state.directive?.viewport ?? undefined);
  const shift = usePixelShift();
  const bars = barsOf(viewport, currentDensity());
  useEffect(() => {
    const undo = [
      listenForKeys(window),
      hideIdlePointer(document.documentElement),
      fullscreenKey(),
      liveUnattended(window),
      zoomKey(),
    ];
    return () => {
      for (const off of undo) off();
    };
  }, []);
  return (
    <div className={viewport ? 'wall wall-span' : 'wall'} style={shift}>
      <Part className="banner">
        <AlarmBanner inner={!bars.banner} />
      </Part>
      <div className="scene-port">
        <main className="scene" style={viewportStyle(viewport)}>
          <SceneBody view={view} display={display} />
        </main>
      </div>
      <Part className="status">
        <DirectiveMessages />
      </Part>
      <Part className="status">{bars.status && <StatusBar />}</Part>
      <KeysHelp />
      <WindowsNote />
      <Part className="status">
        <DirectiveLayer />
      </Part>
      <PinOverlay />
    </div>
  );
}

/** A fault in one of the wall's own parts leaves the others standing. */
function Part({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  return (
    <ErrorBoundary
      renderBroken={(seconds) => (
        <section className={`${className} status-alert`} role="alert">
          {t('state.broken')}. {t('state.broken.retry', { seconds })}
        </section>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}

function SceneBody({
  view: { scene, problem },
  display,
}: {
  readonly view: SceneView;
  readonly display: string;
}) {
  if (scene && scene.panels.length > 0) {
    return scene.panels.map((placement) => (
      <PanelHost key={placement.id} placement={placement} scene={scene.id} />
    ));
  }
  return (
    <div className="scene-message">
      {scene ? (
        <EmptyState what={t('state.empty-scene', { title: scene.title })} why="" />
      ) : problem === '' ? (
        <LoadingState label={t('state.loading')} />
      ) : (
        <EmptyState
          what={t('state.no-scene', { display })}
          why={t('state.no-scene.retry', { reason: problem })}
        />
      )}
    </div>
  );
}
