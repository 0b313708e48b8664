import { useState } from 'react';
import { type ControlState, type DaySpan, Playlist, type Stamp } from '#contract/control.ts';
import type { SceneSummary } from '#contract/layout.ts';
import { sceneTitle } from '#renderer/desk/scene-title.ts';
import { t } from '#renderer/text/text.ts';
import { SpanFields, ZoneField } from './day-span-fields.tsx';
import { Theirs } from './form-parts.tsx';
import { problemWords } from './form-problems.ts';

interface Props {
  /** As it stood when the form was opened; a new one has no stamp. */
  readonly playlist: Playlist & Partial<Stamp>;
  /** As it stands now. */
  readonly stored: ControlState['playlists'][number] | undefined;
  readonly scenes: readonly SceneSummary[];
  readonly onSave: (playlist: Playlist) => void;
  readonly onCancel: () => void;
  readonly onRemove: () => void;
}

type Entry = Playlist['entries'][number];

/** An entry and a name of its own, so that a row keeps its fields and the focus when it moves. */
interface Row {
  readonly key: number;
  readonly entry: Entry;
}

/** What is wrong is said where it stands; the core would refuse it with the same words. */
export function PlaylistForm({ playlist, stored, scenes, onSave, onCancel, onRemove }: Props) {
  const [draft, setDraft] = useState(playlist);
  const [rows, setRows] = useState<readonly Row[]>(() =>
    playlist.entries.map((entry, key) => ({ key, entry })),
  );
  const parsed = Playlist.safeParse({ ...draft, entries: rows.map(({ entry }) => entry) });
  const problems = problemWords(parsed.error, labelsOf(rows.length));
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    setRows([...rows, { key, entry: { scene: scenes[0]?.id ?? '', dwellSeconds: 60 } }]);
  };
  return (
    <form
      className="playlist-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.success) onSave(parsed.data);
      }}
    >
      <Theirs call="playlist.remove" openedAt={playlist.at} stored={stored} />
      <div className="form-line">
        <label>
          {t('control.playlist.name')}
          <input
            type="text"
            value={draft.name}
            maxLength={64}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        </label>
        <ZoneField
          id="playlist-zones"
          value={draft.timeZone}
          onChange={(timeZone) => setDraft({ ...draft, timeZone })}
        />
      </div>
      {rows.map(({ key, entry }, index) => (
        <fieldset key={key}>
          <legend>{t('control.playlist.entry', { n: index + 1 })}</legend>
          <EntryFields
            entry={entry}
            scenes={scenes}
            onChange={(next) => setRows(rows.with(index, { key, entry: next }))}
          />
          <span className="form-tools">
            {index > 0 && (
              <button
                type="button"
                className="button button-quiet"
                aria-label={`${t('control.playlist.up')} ${index + 1}`}
                onClick={() => setRows(movedUp(rows, index))}
              >
                ↑
              </button>
            )}
            {rows.length > 1 && (
              <button
                type="button"
                className="button button-quiet"
                aria-label={`${t('desk.remove')} ${index + 1}`}
                onClick={() => setRows(rows.toSpliced(index, 1))}
              >
                ×
              </button>
            )}
          </span>
        </fieldset>
      ))}
      {problems.length > 0 && (
        <p className="form-problem" role="alert">
          {problems[0]}
        </p>
      )}
      <div className="buttons">
        <button type="button" className="button" onClick={add} disabled={rows.length >= 50}>
          {t('control.playlist.add')}
        </button>
        <button type="submit" className="button button-main" disabled={!parsed.success}>
          {t('desk.save')}
        </button>
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {t('desk.cancel')}
        </button>
        {stored && (
          <button type="button" className="button button-quiet" onClick={onRemove}>
            {t('desk.remove')}
          </button>
        )}
      </div>
    </form>
  );
}

function labelsOf(rows: number): Record<string, string> {
  const labels: Record<string, string> = {
    name: t('control.playlist.name'),
    timeZone: t('control.playlist.zone'),
  };
  for (let n = 0; n < rows; n++) {
    const row = t('control.playlist.entry', { n: n + 1 });
    labels[`entries.${n}.dwellSeconds`] = `${row}, ${t('control.playlist.dwell')}`;
    labels[`entries.${n}.when.from`] = `${row}, ${t('control.playlist.from')}`;
    labels[`entries.${n}.when.to`] = `${row}, ${t('control.playlist.to')}`;
  }
  return labels;
}

function movedUp(rows: readonly Row[], index: number): readonly Row[] {
  const moved = rows[index];
  return moved && index > 0 ? rows.toSpliced(index, 1).toSpliced(index - 1, 0, moved) : rows;
}

interface EntryProps {
  readonly entry: Entry;
  readonly scenes: readonly SceneSummary[];
  readonly onChange: (entry: Entry) => void;
}

function EntryFields({ entry, scenes, onChange }: EntryProps) {
  const { scene, dwellSeconds, when } = entry;
  const timed = (span: DaySpan | undefined) =>
    onChange(span ? { scene, dwellSeconds, when: span } : { scene, dwellSeconds });
  return (
    <>
      <select
        value={scene}
        aria-label={t('control.playlist.scene')}
        onChange={(event) => onChange({ ...entry, scene: event.target.value })}
      >
        {!scenes.some(({ id }) => id === scene) && <option value={scene}>{scene}</option>}
        {scenes.map((one) => (
          <option key={one.id} value={one.id}>
            {sceneTitle(one)}
          </option>
        ))}
      </select>
      <input
        type="number"
        min={5}
        max={86_400}
        value={dwellSeconds}
        aria-label={t('control.playlist.dwell')}
        title={t('control.playlist.dwell')}
        onChange={(event) => onChange({ ...entry, dwellSeconds: Number(event.target.value) })}
      />
      <label>
        <input
          type="checkbox"
          checked={!when}
          onChange={(event) => timed(event.target.checked ? undefined : { from: '08:00', to: '18:00' })}
        />
        {t('control.playlist.always')}
      </label>
      {when && <SpanFields span={when} onChange={timed} />}
    </>
  );
}
