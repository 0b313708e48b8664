import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { roleAllows } from '#contract/api.ts';
import { type ControlState, type ListedDisplay, TAKEOVER_SCENE, type Target } from '#contract/control.ts';
import type { SceneSummary } from '#contract/layout.ts';
import { DeskHeader } from '#renderer/desk/desk-header.tsx';
import '#renderer/desk/desk.css';
import { DeskWait } from '#renderer/desk/desk-wait.tsx';
import { NoticeBar } from '#renderer/desk/notice-bar.tsx';
import { dismissNotice, noticeStore, tell, tellError } from '#renderer/desk/notices.ts';
import { sceneTitle } from '#renderer/desk/scene-title.ts';
import { actions } from '#renderer/store/actions.ts';
import { followControl, takeState } from '#renderer/store/control-store.ts';
import { useControl, useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatWhen } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { listenForKeys } from '#renderer/wall/keys.ts';
import { AuditList } from './audit-list.tsx';
import { DisplayDetail } from './display-detail.tsx';
import { displayViews, showableScenes, wallSections } from './display-view.ts';
import { Messages } from './messages.tsx';
import { NightPart } from './night-mode.tsx';
import { OrderPanel } from './order-panel.tsx';
import { labelList } from './label-list.ts';
import { isJust, orderStore } from './orders.ts';
import { Playlists } from './playlists.tsx';
import { SceneStrip } from './scene-strip.tsx';
import { takeBack } from './take-back.ts';
import { TakeoverPart } from './takeover-rules.tsx';
import { useControlKeys } from './use-control-keys.ts';
import { useOrders } from './use-orders.ts';
import { WallForm } from './wall-form.tsx';
import { WallList } from './wall-list.tsx';
import './control.css';

/** The supervisor's page: every display, what it shows, and what it is told to show. */
export default function Control() {
  useEffect(() => {
    const undo = [followControl(), listenForKeys(window)];
    return () => {
      for (const off of undo) off();
    };
  }, []);
  const state = useControl((data) => data.state);
  const displays = useControl((data) => data.displays);
  const scenes = useControl((data) => data.scenes);
  return (
    <div className="desk">
      <DeskHeader page="control" keys={keyHelp()}>
        {state && state.changed.at > 0 && <LastChange state={state} />}
      </DeskHeader>
      {state && displays && scenes ? (
        <Room state={state} displays={displays} scenes={scenes} />
      ) : (
        <DeskWait />
      )}
      <NoticeBar />
    </div>
  );
}

function LastChange({ state: { changed } }: { readonly state: ControlState }) {
  const nowMs = useSecond() * 1000;
  return (
    <span className="desk-fact">
      {t('desk.changed', { time: formatWhen(changed.at, nowMs), by: changed.by })}
    </span>
  );
}

interface RoomProps {
  readonly state: ControlState;
  readonly displays: readonly ListedDisplay[];
  readonly scenes: readonly SceneSummary[];
}

function Room({ state, displays, scenes }: RoomProps) {
  const nowMs = useSecond() * 1000;
  const role = useWall((wall) => wall.role);
  const link = useWall((wall) => wall.link);
  const status = useWall((wall) => wall.status);
  const layouts = useControl((data) => data.layouts);
  const takeoverLayout = useControl((data) => data.takeoverLayout);
  const problem = useControl((data) => data.problem);
  const owing = useControl((data) => data.owing);
  const inFlight = useStore(orderStore, (orders) => orders.inFlight);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [pin, setPin] = useState(false);
  const [span, setSpan] = useState(true);
  const [editedWall, setEditedWall] = useState<ControlState['walls'][number]>();
  const history = useControl((data) => data.history);

  const supervises = roleAllows(role, 'supervisor');
  const mayOrder = supervises && link === 'up';
  const views = useMemo(
    () => displayViews({ state, displays, owing, inFlight, nowMs }),
    [state, displays, owing, inFlight, nowMs],
  );
  const chosen = views.filter(({ display }) => selected.has(display.name));
  const orders = useOrders(state, views, selected, mayOrder);
  const showable = useMemo(() => showableScenes(scenes), [scenes]);
  const titles = useMemo(() => new Map(scenes.map((scene) => [scene.id, sceneTitle(scene)])), [scenes]);
  const labels = useMemo(() => new Map(displays.map(({ name, label }) => [name, label])), [displays]);
  const titleOf = (id: string, otherwise = '') =>
    titles.get(id) ?? (otherwise || (id === TAKEOVER_SCENE ? t('scene.focus') : id));
  const picked = chosen.map(({ display }) => display.name);
  const wall = state.walls.find((one) => isJust(one, picked));
  const timeZone = status?.timeZones[0] ?? 'UTC';
  const names = displays.map(({ name }) => name);
  const pickAll = (all: readonly string[]) =>
    setSelected((before) => (all.every((name) => before.has(name)) ? new Set() : new Set(all)));
  useControlKeys({
    orders,
    pickAll: () => pickAll(names),
    turnPin: () => setPin((before) => !before),
    undo: undoLast,
  });
  const stale = link !== 'up' || (status !== undefined && nowMs - status.lastEventAt > status.staleAfterMs);
  return (
    <>
      <main className="room" aria-label={t('control.displays')}>
        <div className="room-head">
          <h2>{t('control.displays')}</h2>
          <span className="desk-fact">{summary(displays)}</span>
          {displays.length > 1 && (
            <button type="button" className="button button-quiet" onClick={() => pickAll(names)}>
              {chosen.length === names.length ? t('control.select-none') : t('control.select-all')}
            </button>
          )}
          {problem !== '' && link === 'up' && (
            <p className="desk-note" role="status">
              {t('control.problem', { reason: problem })}
            </p>
          )}
          {!supervises && (
            <p className="desk-note">{t('desk.read-only', { role: t(`desk.role.${role}`) })}</p>
          )}
        </div>
        <WallList
          sections={wallSections(state.walls, views)}
          layouts={layouts}
          takeoverLayout={takeoverLayout}
          titleOf={titleOf}
          playlistNames={new Map(state.playlists.map(({ id, name }) => [id, name]))}
          selected={selected}
          stale={stale}
          nowMs={nowMs}
          mayOrder={mayOrder}
          onPick={(name) => setSelected((before) => toggled(before, name))}
          onPickAll={pickAll}
          onEdit={(id) => setEditedWall(state.walls.find((one) => one.id === id))}
          onTakeApart={(id) => {
            if (editedWall?.id === id) setEditedWall(undefined);
            void takeApart(state.walls.find((one) => one.id === id));
          }}
        />
        <AuditList page={history} nowMs={nowMs} titleOf={titleOf} labels={labels} />
      </main>
      <aside className="side" aria-label={t('control.orders')}>
        <OrderPanel
          chosen={chosen}
          orders={orders}
          mayOrder={mayOrder}
          takeover={views.some(({ cause }) => cause === 'takeover')}
          onEndTakeover={endTakeover}
        />
        {supervises && editedWall && (
          <WallForm
            key={`${editedWall.id} ${editedWall.at}`}
            opened={editedWall}
            stored={state.walls.find(({ id }) => id === editedWall.id)}
            displays={displays}
            onDone={() => setEditedWall(undefined)}
          />
        )}
        {mayOrder && <DisplayDetail chosen={chosen} walls={state.walls} onMade={setEditedWall} />}
        <SceneStrip
          scenes={showable}
          layouts={layouts}
          chosen={chosen}
          mayOrder={mayOrder}
          pin={pin}
          onPin={setPin}
          span={wall && span}
          onSpan={setSpan}
          onShow={(scene) => orders.show(scene.id, sceneTitle(scene), pin, span ? wall?.id : undefined)}
        />
        <Playlists
          playlists={state.playlists}
          scenes={showable}
          timeZone={timeZone}
          orders={orders}
          mayOrder={mayOrder}
          canRun={mayOrder && chosen.length > 0}
          running={new Set(chosen.flatMap(({ playlist }) => playlist ?? []))}
        />
        <Messages
          banners={state.banners}
          mayOrder={mayOrder}
          canSend={chosen.length > 0}
          nowMs={nowMs}
          nameOf={(target) => targetName(target, state.walls, labels)}
          onSend={orders.message}
        />
        <TakeoverPart rules={state.takeover} displays={displays} timeZone={timeZone} mayOrder={mayOrder} />
        <NightPart night={state.night} timeZone={timeZone} mayOrder={mayOrder} />
      </aside>
    </>
  );
}

/** As the button in the notice bar: once. */
function undoLast(): void {
  const action = noticeStore.getState().notice?.action;
  if (!action) return;
  dismissNotice();
  action.run();
}

function endTakeover(): void {
  actions.endTakeover().catch((error: unknown) => tellError(t('control.takeover.end'), error));
}

async function takeApart(wall: ControlState['walls'][number] | undefined): Promise<void> {
  if (!wall) return;
  try {
    const state = await actions.removeWall(wall.id);
    takeState(state);
    tell(`${t('control.wall.remove')}: ${wall.name}`, {
      label: t('desk.undo'),
      run: () => void takeBack(state.revision),
    });
  } catch (error) {
    tellError(t('control.wall.remove'), error);
  }
}

function targetName(
  target: Target,
  walls: ControlState['walls'],
  labels: ReadonlyMap<string, string>,
): string {
  if ('all' in target) return t('control.target.all');
  if ('display' in target) return labels.get(target.display) ?? target.display;
  if ('displays' in target) return labelList(target.displays, labels);
  return walls.find(({ id }) => id === target.wall)?.name ?? target.wall;
}

function toggled(before: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(name)) after.add(name);
  return after;
}

function summary(displays: readonly ListedDisplay[]): string {
  const online = displays.filter((display) => display.online).length;
  const gone = displays.length - online;
  return `${online} ${t('control.online')}${gone > 0 ? ` · ${gone} ${t('control.offline')}` : ''}`;
}

function keyHelp(): [string, string][] {
  return [
    ['Space', t('control.key.select')],
    ['←↑↓→', t('control.key.arrows')],
    ['D', t('control.key.displays')],
    ['A', t('control.key.all')],
    ['S', t('control.key.scenes')],
    ['F', t('control.key.freeze')],
    ['B', t('control.key.blank')],
    ['M', t('control.key.mute')],
    ['P', t('control.key.pin')],
    ['R', t('control.key.release')],
    ['U', t('control.key.undo')],
    ['I', t('control.key.identify')],
    ['T', t('control.key.message')],
    ['E', t('control.key.rules')],
    ['N', t('control.key.night')],
    ['H', t('control.key.history')],
  ];
}
