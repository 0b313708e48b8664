import { memo, useEffect, useMemo, useState } from 'react';
import type { PanelPlacement } from '#contract/layout.ts';
import { panelTitle, registry, type PanelEntry } from '#renderer/panels/registry.ts';
import { freshness, type Freshness } from '#renderer/store/freshness.ts';
import { TrafficContext, useSecond, useTrafficState, useView, useWall } from '#renderer/store/hooks.ts';
import { formatAge } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { ErrorBoundary } from '#renderer/ui/error-boundary.tsx';
import { PanelFrame } from '#renderer/ui/panel-frame.tsx';
import { BrokenState, LoadingState, StaleAge } from '#renderer/ui/states.tsx';
import { useDraw, useDrawEnd } from './draw-state.ts';
import { onKey } from './keys.ts';
import { modeBadge } from './status-view.ts';

const WHOLE_SCENE = { gridArea: '1 / 1 / -1 / -1' };
const ANSWERS = 'button, a, input, select, textarea, [role="button"]';

interface HostProps {
  readonly placement: PanelPlacement;
  /** Id of the scene it is a part of. */
  readonly scene?: string;
}

/** One placement of the scene, or for as long as somebody wants all of it: frame, loading, stale and broken states; the panel itself fills the body. */
export const PanelHost = memo(function PanelHost({ placement, scene = '' }: HostProps) {
  const { panel, x, y, w, h } = placement;
  const entry = registry.get(panel);
  const title = panelTitle(placement);
  useDrawEnd(placement.id);
  const [zoomed, setZoomed] = useState(false);
  const [zoomedIn, setZoomedIn] = useState(scene);
  // Scenes share ids, so the panel stays. What was seen whole in the last scene must not cover an incident that takes over.
  if (zoomedIn !== scene) {
    setZoomedIn(scene);
    setZoomed(false);
  }
  useEffect(() => (zoomed ? onKey('Escape', () => setZoomed(false)) : undefined), [zoomed]);
  const toggle = () => setZoomed((before) => !before);
  return (
    <div
      className={zoomed ? 'cell cell-zoomed' : 'cell'}
      data-panel={panel}
      style={zoomed ? WHOLE_SCENE : { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }}
      onDoubleClick={(event) => {
        // Two clicks on something that answers to one are not about the panel.
        if (!(event.target instanceof Element) || !event.target.closest(ANSWERS)) toggle();
      }}
    >
      {entry ? (
        // Another kind in its place is another panel: settings of the one are nothing to the other's code.
        <KnownPanel key={panel} placement={placement} entry={entry} title={title} />
      ) : (
        <PanelFrame title={title}>
          <Broken id={placement.id} why={t('state.unknown-panel', { panel })} />
        </PanelFrame>
      )}
      <button
        type="button"
        className="cell-zoom"
        aria-pressed={zoomed}
        aria-label={t(zoomed ? 'panel.unzoom' : 'panel.zoom', { panel: title })}
        onClick={toggle}
      >
        {zoomed ? '×' : '⤢'}
      </button>
    </div>
  );
});

interface KnownProps {
  readonly placement: PanelPlacement;
  readonly entry: PanelEntry;
  readonly title: string;
}

function KnownPanel({ placement, entry, title }: KnownProps) {
  const settings = useMemo(() => entry.settings.safeParse(placement.settings), [entry, placement.settings]);
  const mode = useWall((state) => modeBadge(state.status));
  const fresh = useFreshness(entry.about);
  return (
    <PanelFrame
      title={title}
      badges={mode && entry.about === 'events' && <Badge tone="quiet">{t(mode)}</Badge>}
      stale={fresh.stale && <StaleAge cause={t(`state.stale.${fresh.cause}`)} age={formatAge(fresh.ageMs)} />}
    >
      {settings.success ? (
        <ErrorBoundary
          renderBroken={(seconds) => <Broken id={placement.id} why={t('state.broken.retry', { seconds })} />}
        >
          <Counted entry={entry} id={placement.id} settings={settings.data} />
        </ErrorBoundary>
      ) : (
        <Broken
          id={placement.id}
          why={t('state.broken.settings', {
            reason: settings.error.issues
              .map(({ path, message }) => `${path.join('.')}: ${message}`)
              .join('; '),
          })}
        />
      )}
    </PanelFrame>
  );
}

function Loading({ id }: { readonly id: string }) {
  useDraw(id, 'loading');
  return <LoadingState label={t('state.loading')} />;
}

interface BrokenProps {
  readonly id: string;
  readonly what?: string;
  readonly why: string;
}

function Broken({ id, what = t('state.broken'), why }: BrokenProps) {
  useDraw(id, 'broken');
  return <BrokenState what={what} why={why} />;
}

/** Beside the panel, so that it tells nothing of one that broke as it was drawn. */
function Drawn({ id }: { readonly id: string }) {
  useDraw(id, 'drawn');
  return null;
}

interface ContentProps {
  readonly entry: PanelEntry;
  readonly id: string;
  readonly settings: unknown;
}

type Loaded = Awaited<ReturnType<PanelEntry['load']>>;
type Load = { readonly module: Loaded } | { readonly error: unknown } | undefined;

/** Gives the panel what it counts by: the wall's own counts, or those of what its filter lets pass. */
function Counted(props: ContentProps) {
  const { entry, id, settings } = props;
  const traffic = useView(useMemo(() => entry.view?.(settings), [entry, settings]));
  if (!traffic) return <Loading id={id} />;
  return (
    <TrafficContext value={traffic}>
      <Content {...props} />
    </TrafficContext>
  );
}

/** Inside the boundary, so that a chunk that failed to load is asked for again at the next try. */
function Content({ entry, id, settings }: ContentProps) {
  const loaded = useWall((state) => state.loaded);
  const counted = useTrafficState((state) => state.loaded);
  const problem = useTrafficState((state) => state.problem);
  const [load, setLoad] = useState<Load>();
  useEffect(() => {
    let gone = false;
    entry.load().then(
      (module) => !gone && setLoad({ module }),
      (error: unknown) => !gone && setLoad({ error }),
    );
    return () => {
      gone = true;
    };
  }, [entry]);
  if (load && 'error' in load) throw load.error;
  if (problem !== '') return <Broken id={id} what={t('state.uncounted')} why={problem} />;
  if (!load || (!(loaded && counted) && entry.about !== 'nothing')) return <Loading id={id} />;
  const Panel = load.module.default;
  return (
    <>
      <Panel id={id} settings={settings} />
      <Drawn id={id} />
    </>
  );
}

const ALWAYS_FRESH: Freshness = { stale: false };

function useFreshness(about: PanelEntry['about']): Freshness {
  const now = useSecond() * 1000;
  const link = useWall((state) => state.link);
  const linkSince = useWall((state) => state.linkSince);
  const loaded = useWall((state) => state.loaded);
  const status = useWall((state) => state.status);
  // By the second, or this would render at every frame.
  const frameSecond = useWall((state) => Math.floor(state.frameAt / 1000));
  if (about === 'nothing') return ALWAYS_FRESH;
  return freshness({ link, linkSince, loaded, status, frameAt: frameSecond * 1000 }, now, about);
}
