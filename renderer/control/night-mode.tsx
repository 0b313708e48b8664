import { useEffect, useState } from 'react';
import { type ControlState, Night } from '#contract/control.ts';
import { actions } from '#renderer/store/actions.ts';
import { zoneCity } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { SpanFields, ZoneField } from './day-span-fields.tsx';
import { FormEnd, TheirChange } from './form-parts.tsx';
import { type Issue, problemWords } from './form-problems.ts';
import { type RuleForm, RulePart } from './rule-part.tsx';

interface Props {
  readonly night: ControlState['night'];
  readonly timeZone: string;
  readonly mayOrder: boolean;
}

/** When the displays are dimmed and how far. */
export function NightPart({ night, timeZone, mayOrder }: Props) {
  return (
    <RulePart<Night | null>
      title={t('control.night')}
      letter="n"
      value={night}
      summary={summary(night)}
      mayOrder={mayOrder}
      call="night.save"
      send={actions.saveNight}
    >
      {(form) => <NightForm timeZone={timeZone} {...form} />}
    </RulePart>
  );
}

function summary(night: Night | null): string {
  if (!night) return t('control.night.none');
  const { when, brightness, timeZone } = night;
  const percent = Math.round(brightness * 100);
  return t('control.night.summary', { percent, from: when.from, to: when.to, zone: zoneCity(timeZone) });
}

interface FormProps extends RuleForm<Night | null> {
  readonly timeZone: string;
}

function NightForm({ value: night, timeZone, theirs, onSave, onCancel }: FormProps) {
  const [on, setOn] = useState(night !== null);
  const [draft, setDraft] = useState<Night>(
    night ?? { timeZone, when: { from: '22:00', to: '06:00' }, brightness: 0.5 },
  );
  useEffect(() => document.getElementById('night-enabled')?.focus(), []);
  const parsed = Night.safeParse(draft);
  const problems = on
    ? problemWords(
        { issues: parsed.error?.issues.map(inPercent) ?? [] },
        {
          brightness: t('control.night.brightness'),
          timeZone: t('control.playlist.zone'),
          'when.from': t('control.playlist.from'),
          'when.to': t('control.playlist.to'),
        },
      )
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

/** As the field has it: the contract's brightness is a share. */
function inPercent(issue: Issue): Issue {
  const { path, minimum, maximum } = issue;
  if (path[0] !== 'brightness') return issue;
  return {
    ...issue,
    ...(minimum !== undefined && { minimum: Number(minimum) * 100 }),
    ...(maximum !== undefined && { maximum: Number(maximum) * 100 }),
  };
}
