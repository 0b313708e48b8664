import { useState } from 'react';
import type { ControlState } from '#contract/control.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { refreshControl, takeState } from '#renderer/store/control-store.ts';
import { t } from '#renderer/text/text.ts';
import type { DisplayView } from './display-view.ts';
import { takeBack } from './take-back.ts';
import { freeWallId, inOneRow } from './wall-places.ts';

interface Props {
  readonly chosen: readonly DisplayView[];
  readonly walls: ControlState['walls'];
  /** Nobody knows yet how its displays hang. */
  readonly onMade: (wall: ControlState['walls'][number] | undefined) => void;
}

/** What only a single display can be: renamed, forgotten. What only several can: a wall. */
export function DisplayDetail(props: Props) {
  const { chosen } = props;
  const [only] = chosen;
  if (chosen.length === 1 && only) return <One key={only.display.name} view={only} />;
  if (chosen.length > 1) return <Several {...props} />;
  return <p className="desk-fact side-part">{t('control.selected.help')}</p>;
}

function One({ view: { display } }: { readonly view: DisplayView }) {
  const { name, label, online, width, height, scale, host } = display;
  // Undefined until something is typed: then another's new label must not take it away.
  const [typed, setTyped] = useState<string>();
  const draft = typed ?? label;
  const rename = async (to: string, undoTo?: string) => {
    const undo = undoTo === undefined ? undefined : { label: t('desk.undo'), run: () => void rename(undoTo) };
    try {
      await actions.rename(name, to);
      setTyped(undefined);
      tell(`${name}: ${to}`, undo);
      await refreshControl();
    } catch (error) {
      tellError(t('control.rename'), error);
    }
  };
  const forget = async () => {
    try {
      const state = await actions.forget(name);
      takeState(state);
      const undo = { label: t('desk.undo'), run: () => void takeBack(state.revision) };
      tell(`${t('control.forget')}: ${label}`, undo);
      await refreshControl();
    } catch (error) {
      tellError(t('control.forget'), error);
    }
  };
  return (
    <form
      className="side-part detail-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() !== label) void rename(draft.trim() || name, label);
      }}
    >
      <input
        type="text"
        value={draft}
        maxLength={64}
        aria-label={t('control.rename.label', { display: name })}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="button" disabled={draft.trim() === label}>
        {t('control.rename')}
      </button>
      <button
        type="button"
        className="button button-quiet"
        disabled={online}
        title={t('control.forget.help')}
        onClick={() => void forget()}
      >
        {t('control.forget')}
      </button>
      <span className="desk-fact">
        {width > 0 && `${Math.round(width * scale)} × ${Math.round(height * scale)} · `}
        {host}
      </span>
    </form>
  );
}

function Several({ chosen, walls, onMade }: Props) {
  const [name, setName] = useState('');
  const make = async () => {
    const id = freeWallId(name, new Set(walls.map((wall) => wall.id)));
    const displays = inOneRow(chosen.map(({ display }) => display));
    try {
      const state = await actions.saveWall({ id, name: name.trim(), bezel: 0, displays });
      takeState(state);
      setName('');
      const undo = { label: t('desk.undo'), run: () => void takeBack(state.revision) };
      tell(t('desk.saved.what', { what: name.trim() }), undo);
      onMade(state.walls.find((wall) => wall.id === id));
    } catch (error) {
      tellError(t('control.wall.new'), error);
    }
  };
  return (
    <form
      className="side-part detail-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void make();
      }}
    >
      <input
        type="text"
        value={name}
        maxLength={64}
        aria-label={t('control.wall.name')}
        placeholder={t('control.wall.name')}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button" disabled={name.trim() === ''}>
        {t('control.wall.new')}
      </button>
    </form>
  );
}
