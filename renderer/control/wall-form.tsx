import { useEffect, useState } from 'react';
import { type ControlState, type KnownDisplay, WallGroup } from '#contract/control.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { takeState } from '#renderer/store/control-store.ts';
import { t } from '#renderer/text/text.ts';
import { FormEnd, Theirs } from './form-parts.tsx';
import { problemWords } from './form-problems.ts';
import { takeBack } from './take-back.ts';
import { withDisplay } from './wall-places.ts';

const FIELDS = ['x', 'y', 'w', 'h'] as const;

/** The first two displays that hang over each other. */
export function overlapping({
  displays,
}: Pick<WallGroup, 'displays'>): readonly [string, string] | undefined {
  for (const [at, one] of displays.entries()) {
    const other = displays
      .slice(at + 1)
      .find(
        (two) =>
          one.x < two.x + two.w && two.x < one.x + one.w && one.y < two.y + two.h && two.y < one.y + one.h,
      );
    if (other) return [one.display, other.display];
  }
  return undefined;
}

type Wall = ControlState['walls'][number];

interface Props {
  /** As it stood when the form was opened. */
  readonly opened: Wall;
  /** As it stands now, whatever the form says; undefined once somebody has taken it apart. */
  readonly stored: Wall | undefined;
  readonly displays: readonly KnownDisplay[];
  readonly onDone: () => void;
}

/** Which displays a wall has, where each of them hangs, and the gap between their pictures. */
export function WallForm({ opened, stored, displays, onDone }: Props) {
  const [draft, setDraft] = useState<WallGroup>(opened);
  const known = new Map(displays.map((display) => [display.name, display]));
  const labelOf = (name: string) => known.get(name)?.label ?? name;
  const title = t('control.wall.edit.name', { name: (stored ?? opened).name });
  useEffect(() => document.getElementById('wall-name')?.focus(), []);
  const parsed = WallGroup.safeParse(draft);
  const problems = problemWords(parsed.error, {
    name: t('control.wall.name'),
    bezel: t('control.wall.bezel'),
    ...Object.fromEntries(
      draft.displays.flatMap(({ display }, n) =>
        FIELDS.map((field) => [
          `displays.${n}.${field}`,
          `${labelOf(display)}, ${t(`control.wall.${field}`)}`,
        ]),
      ),
    ),
  });
  const over = overlapping(draft);
  if (over) problems.push(t('control.wall.overlap', { a: labelOf(over[0]), b: labelOf(over[1]) }));
  const save = async (next: WallGroup) => {
    try {
      const state = await actions.saveWall(next);
      takeState(state);
      onDone();
      const undo = { label: t('desk.undo'), run: () => void takeBack(state.revision) };
      tell(t('desk.saved.what', { what: next.name }), undo);
    } catch (error) {
      tellError(next.name, error);
    }
  };
  return (
    <form
      className="side-part rule-form"
      aria-label={title}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.success && problems.length === 0) void save(parsed.data);
      }}
    >
      <h2>{title}</h2>
      <Theirs call="wall.remove" openedAt={opened.at} stored={stored} />
      <p className="desk-fact">
        {t('control.wall.unit')} {t('control.wall.unit.new')}
      </p>
      <div className="form-line">
        <label>
          {t('control.wall.name')}
          <input
            id="wall-name"
            type="text"
            value={draft.name}
            maxLength={64}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        </label>
        <label>
          {t('control.wall.bezel')}
          <input
            type="number"
            value={draft.bezel}
            onChange={(event) => setDraft({ ...draft, bezel: Number(event.target.value) })}
          />
        </label>
      </div>
      {draft.displays.map((one, n) => (
        <fieldset key={one.display} className="wall-member">
          <legend>{labelOf(one.display)}</legend>
          {FIELDS.map((field) => (
            <label key={field}>
              {t(`control.wall.${field}`)}{' '}
              <input
                type="number"
                value={one[field]}
                onChange={(event) => {
                  const moved = { ...one, [field]: Number(event.target.value) };
                  setDraft({ ...draft, displays: draft.displays.with(n, moved) });
                }}
              />
            </label>
          ))}
          {draft.displays.length > 1 && (
            <button
              type="button"
              className="button button-quiet"
              aria-label={t('control.wall.member.remove', { display: labelOf(one.display) })}
              onClick={() => {
                setDraft({ ...draft, displays: draft.displays.toSpliced(n, 1) });
                // Its button is gone with it: the keyboard goes on from the start of the form.
                document.getElementById('wall-name')?.focus();
              }}
            >
              ×
            </button>
          )}
        </fieldset>
      ))}
      <AddMember
        free={displays.filter(({ name }) => !draft.displays.some(({ display }) => display === name))}
        onAdd={(display) => setDraft({ ...draft, displays: withDisplay(draft.displays, display, known) })}
      />
      <FormEnd save={stored ? t('desk.save') : t('desk.make-again')} problems={problems} onCancel={onDone} />
    </form>
  );
}

interface AddProps {
  readonly free: readonly KnownDisplay[];
  readonly onAdd: (display: KnownDisplay) => void;
}

function AddMember({ free, onAdd }: AddProps) {
  const [name, setName] = useState('');
  const chosen = free.find((one) => one.name === name) ?? free[0];
  if (!chosen) return null;
  return (
    <span className="buttons">
      <select
        value={chosen.name}
        aria-label={t('control.wall.add')}
        onChange={(event) => setName(event.target.value)}
      >
        {free.map((one) => (
          <option key={one.name} value={one.name}>
            {one.label}
          </option>
        ))}
      </select>
      <button type="button" className="button" onClick={() => onAdd(chosen)}>
        {t('control.wall.add')}
      </button>
    </span>
  );
}
