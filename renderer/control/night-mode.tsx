import { useEffect, useState } from 'react';
import { type ControlState, Night, type Stamp } from '#contract/control.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { takeState } from '#renderer/store/control-store.ts';
import { zoneCity } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { onKey } from '#renderer/wall/keys.ts';
import { SpanFields, ZoneField } from './day-span-fields.tsx';
import { FormEnd, TheirChange } from './form-parts.tsx';
import { problemWords } from './form-problems.ts';

interface Props {
  readonly night: ControlState['night'];
  readonly timeZone: string;
  readonly mayOrder: boolean;
}

/** When the displays are dimmed and how far: as it stands, and to change. */
export function NightPart({ night, timeZone, mayOrder }: Props) {
  const [base, setBase] = useState<{ readonly night: ControlState['night'] }>();
  useEffect(() => (mayOrder ? onKey('n', () => setBase({ night })) : undefined), [mayOrder, night]);
  const save = async (next: Night | null, before: Night | null | undefined) => {
    try {
      takeState(await actions.saveNight(next));
      setBase(undefined);
      const undo =
        before === undefined ? undefined : { label: t('desk.undo'), run: () => void save(before, undefined) };
      tell(t('desk.saved.what', { what: t('control.night') }), undo);
    } catch (error) {
      tellError(t('control.night'), error);
    }
  };
  return (
    <section className="side-part" aria-label={t('control.night')}>
      <header>
        <h2>{t('control.night')}</h2>
        {mayOrder && !base && (
          <button
            type="button"
            className="button button-quiet"
            aria-label={`${t('desk.edit')}: ${t('control.night')}`}
            onClick={() => setBase({ night })}
          >
            {t('desk.edit')}
          </button>
        )}
      </header>
      {base ? (
        <NightForm
          night={base.night}
          timeZone={timeZone}
          theirs={night && night.at !== base.night?.at ? night : undefined}
          onSave={(next) => void save(next, night)}
          onCancel={() => setBase(undefined)}
        />
      ) : (
        <p className="desk-fact">{summary(night)}</p>
      )}
    </section>
  );
}

function summary(night: Night | null): string {
  if (!night) return t('control.night.none');
  const { when, brightness, timeZone } = night;
  const percent = Math.round(brightness * 100);
  return t('control.night.summary', { percent, from: when.from, to: when.to, zone: zoneCity(timeZone) });
}

interface FormProps {
  readonly night: Night | null;
  readonly timeZone: string;
  readonly theirs: Stamp | undefined;
  readonly onSave: (night: Night | null) => void;
  readonly onCancel: () => void;
}

function NightForm({ night, timeZone, theirs, onSave, onCancel }: FormProps) {
  const [on, setOn] = useState(night !== null);
  const [draft, setDraft] = useState<Night>(
    night ?? { timeZone, when: { from: '22:00', to: '06:00' }, brightness: 0.5 },
  );
  useEffect(() => document.getElementById('night-enabled')?.focus(), []);
  const parsed = Night.safeParse(draft);
  const problems = on
    ? problemWords(parsed.error, {
        brightness: t('control.night.brightness'),
        timeZone: t('control.playlist.zone'),
        'when.from': t('control.playlist.from'),
        'when.to': t('control.playlist.to'),
      })
    : [];
  return (
    <form
      className="rule-form"
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      onSubmit={(event) => {
        event.preventDefault();
        if (!on) onSave(null);
        else if (parsed.success) onSave(parsed.data);
      }}
    >
      <TheirChange theirs={theirs} />
      <label>
        <input
          id="night-enabled"
          type="checkbox"
          checked={on}
          onChange={(event) => setOn(event.target.checked)}
        />
        {t('control.night.enabled')}
      </label>
      {on && (
        <fieldset>
          <SpanFields span={draft.when} onChange={(when) => setDraft({ ...draft, when })} />
          <ZoneField
            id="night-zones"
            value={draft.timeZone}
            onChange={(zone) => setDraft({ ...draft, timeZone: zone })}
          />
          <label>
            {t('control.night.brightness')}
            <input
              type="number"
              value={Math.round(draft.brightness * 100)}
              onChange={(event) => setDraft({ ...draft, brightness: Number(event.target.value) / 100 })}
            />
          </label>
        </fieldset>
      )}
      <p className="desk-fact">{t('control.night.hint')}</p>
      <FormEnd problems={problems} onCancel={onCancel} />
    </form>
  );
}
