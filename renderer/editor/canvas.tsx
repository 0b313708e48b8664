import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import ReactGridLayout, { getCompactor } from 'react-grid-layout';
import { createScaledStrategy } from 'react-grid-layout/core';
import type { PanelPlacement, Scene } from '#contract/layout.ts';
import { panelTitle } from '#renderer/panels/registry.ts';
import { t } from '#renderer/text/text.ts';
import { spaces } from '#renderer/theme/metrics.ts';
import { themeProperties } from '#renderer/theme/apply.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useSize } from '#renderer/ui/use-size.ts';
import { PanelHost } from '#renderer/wall/panel-host.tsx';
import { GRID, type Rect } from './grid-rules.ts';

interface Props {
  readonly scene: Scene;
  readonly title: string;
  readonly selected: string | undefined;
  readonly disabled: boolean;
  readonly onSelect: (id: string) => void;
  readonly onPlace: (id: string, to: Rect) => void;
  readonly onResize: (id: string, to: Rect) => void;
  /** @returns whether the key meant something */
  readonly onKey: (id: string, event: KeyboardEvent) => boolean;
}

/** Where a panel is let go, grid-rules.ts decides; until then it may lie over others. */
const FREE = getCompactor(null, true);
const HANDLES = ['n', 'e', 's', 'w', 'ne', 'se', 'sw', 'nw'] as const;

/** The scene at the size of a display that is as large as this window, scaled to the room there is. */
export function Canvas(props: Props) {
  const { scene, title } = props;
  const box = useRef<HTMLDivElement>(null);
  const room = useSize(box);
  const glass = useGlass();
  const scale = Math.min(room.width / glass.width, room.height / glass.height);
  return (
    <div className="canvas-room" ref={box} style={{ aspectRatio: glass.width / glass.height }}>
      {scene.panels.length === 0 && (
        <div className="canvas-empty">
          <EmptyState what={t('editor.canvas.empty')} why={t('editor.canvas.empty.why')} />
        </div>
      )}
      {scale > 0 && (
        <div
          className="canvas-port"
          style={{ width: glass.width * scale, height: glass.height * scale }}
          role="group"
          aria-label={t('editor.canvas', { title })}
        >
          <Glass {...props} {...glass} scale={scale} />
        </div>
      )}
    </div>
  );
}

/** What a wall of this window's size leaves to its scene, in CSS pixels. */
function useGlass(): { readonly width: number; readonly height: number; readonly gutter: number } {
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    const measure = () => setSize({ width: window.innerWidth, height: window.innerHeight });
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const vh = size.height / 100;
  const gutter = spaces.gutter.wall * vh;
  return {
    width: size.width - 2 * gutter,
    height: size.height - (spaces.banner.wall + spaces.status.wall) * vh,
    gutter,
  };
}

interface GlassProps extends Props {
  readonly width: number;
  readonly height: number;
  readonly gutter: number;
  readonly scale: number;
}

function Glass(props: GlassProps) {
  const { scene, selected, disabled, width, height, gutter, scale, onSelect, onPlace, onResize, onKey } =
    props;
  const glass = useRef<HTMLDivElement>(null);
  // Counts what was let go: the grid library keeps its own layout until ours differs.
  const [drops, setDrops] = useState(0);
  useLayoutEffect(() => {
    // The panels are drawn with the wall's sizes, whatever the page around them has.
    for (const [name, size] of themeProperties('wall')) glass.current?.style.setProperty(name, size);
  }, []);
  const layout = useMemo(
    () =>
      // The greatest height does not bind, the grid has 12 rows: it only makes the layout another one.
      scene.panels.map(({ id, x, y, w, h }) => ({ i: id, x, y, w, h, maxH: GRID + (drops % 2) })),
    [scene.panels, drops],
  );
  const gridConfig = useMemo(
    () => ({
      cols: GRID,
      maxRows: GRID,
      rowHeight: (height - (GRID - 1) * gutter) / GRID,
      margin: [gutter, gutter] as const,
      containerPadding: [0, 0] as const,
    }),
    [height, gutter],
  );
  const strategy = useMemo(() => createScaledStrategy(scale), [scale]);
  const settle =
    (put: Props['onPlace']) => (_: unknown, __: unknown, item: ({ i: string } & Rect) | null) => {
      if (item) put(item.i, { x: item.x, y: item.y, w: item.w, h: item.h });
      setDrops((count) => count + 1);
    };
  return (
    <div className="canvas-glass" ref={glass} style={{ width, height, transform: `scale(${scale})` }}>
      <ReactGridLayout
        width={width}
        autoSize={false}
        style={{ height }}
        layout={layout}
        gridConfig={gridConfig}
        compactor={FREE}
        positionStrategy={strategy}
        dragConfig={{ enabled: !disabled, bounded: true }}
        resizeConfig={{ enabled: !disabled, handles: HANDLES }}
        onDragStop={settle(onPlace)}
        onResizeStop={settle(onResize)}
      >
        {scene.panels.map((placement) => (
          <div
            key={placement.id}
            className={placement.id === selected ? 'tile tile-selected' : 'tile'}
            data-tile={placement.id}
            // The library gives it its place; a group that takes the keys, like a figure in a drawing program.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            role="group"
            aria-label={tileName(placement)}
            aria-current={placement.id === selected}
            onFocus={() => onSelect(placement.id)}
            onKeyDown={(event) => {
              if (onKey(placement.id, event)) event.preventDefault();
            }}
          >
            <div className="tile-panel" inert>
              <PanelHost placement={placement} />
            </div>
          </div>
        ))}
      </ReactGridLayout>
    </div>
  );
}

function tileName(placement: PanelPlacement): string {
  const { x, y, w, h } = placement;
  return t('editor.tile', { panel: panelTitle(placement), x: x + 1, y: y + 1, w, h });
}
