import { useState } from 'react';
import type { ControlState, Playlist, Stamp } from '#contract/control.ts';
import type { SceneSummary } from '#contract/layout.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { takeState } from '#renderer/store/control-store.ts';
import { zoneCity } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { PlaylistForm } from './playlist-form.tsx';
import { takeBack } from './take-back.ts';
import type { Orders } from './use-orders.ts';

interface Props {
  readonly playlists: ControlState['playlists'];
  readonly scenes: readonly SceneSummary[];
  readonly timeZone: string;
  readonly orders: Orders;
  readonly mayOrder: boolean;
  readonly canRun: boolean;
  readonly running: ReadonlySet<string>;
}

/** Scenes that take turns by the clock: to run on the chosen displays, to make and to change. */
export function Playlists(props: Props) {
  const { playlists, scenes, orders, mayOrder, canRun, running } = props;
  const [edited, setEdited] = useState<Playlist & Partial<Stamp>>();
  const stored = playlists.find(({ id }) => id === edited?.id);
  const change = async (name: string, what: string, send: () => Promise<ControlState>) => {
    try {
      const state = await send();
      takeState(state);
      setEdited(undefined);
      tell(what, { label: t('desk.undo'), run: () => void takeBack(state.revision) });
    } catch (error) {
      tellError(name, error);
    }
  };
  const save = (playlist: Playlist) =>
    change(playlist.name, t('desk.saved.what', { what: playlist.name }), () =>
      actions.savePlaylist(playlist),
    );
  const remove = ({ id, name }: Playlist) =>
    change(name, `${t('desk.remove')}: ${name}`, () => actions.removePlaylist(id));
  const add = () => {
    const [first] = scenes;
    const id = `p-${Date.now().toString(36)}`;
    if (first) {
      setEdited({
        id,
        name: t('control.playlist.new'),
        timeZone: props.timeZone,
        entries: [{ scene: first.id, dwellSeconds: 60 }],
      });
    }
  };
  return (
    <section className="side-part" aria-label={t('control.playlists')}>
      <header>
        <h2>{t('control.playlists')}</h2>
        {mayOrder && !edited && (
          <button type="button" className="button button-quiet" onClick={add}>
            {t('control.playlist.new')}
          </button>
        )}
        {running.size > 0 && (
          <button
            type="button"
            className="button button-quiet"
            disabled={!mayOrder}
            onClick={() => orders.run(null, '')}
          >
            {t('control.playlist.stop')}
          </button>
        )}
      </header>
      {playlists.length === 0 && !edited && <p className="desk-fact">{t('control.playlists.empty')}</p>}
      <ul className="side-list">
        {playlists
          .filter(({ id }) => id !== edited?.id)
          .map((playlist) => (
            <li key={playlist.id}>
              <span className="side-list-main">
                <strong>{playlist.name}</strong>
                <span className="desk-fact">
                  {t('control.playlist.summary', {
                    count: playlist.entries.length,
                    zone: zoneCity(playlist.timeZone),
                  })}
                </span>
              </span>
              {mayOrder && (
                <>
                  <button
                    type="button"
                    className="button"
                    disabled={!canRun}
                    aria-pressed={running.has(playlist.id)}
                    aria-label={t('control.playlist.run.name', { name: playlist.name })}
                    onClick={() => orders.run(playlist.id, playlist.name)}
                  >
                    {t('control.playlist.run')}
                  </button>
                  <button
                    type="button"
                    className="button button-quiet"
                    aria-label={t('control.playlist.edit.name', { name: playlist.name })}
                    onClick={() => setEdited(playlist)}
                  >
                    {t('control.playlist.edit')}
                  </button>
                </>
              )}
            </li>
          ))}
      </ul>
      {edited && (
        <PlaylistForm
          key={edited.id}
          playlist={edited}
          scenes={scenes}
          stored={stored}
          onSave={(playlist) => void save(playlist)}
          onCancel={() => setEdited(undefined)}
          onRemove={() => void remove(edited)}
        />
      )}
    </section>
  );
}
