import { useEffect, useState } from 'react';
import type { ControlState, KnownDisplay, TakeoverRules } from '#contract/control.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { takeState } from '#renderer/store/control-store.ts';
import { zoneCity } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { onKey } from '#renderer/wall/keys.ts';
import { TakeoverForm } from './takeover-form.tsx';

const OFF: TakeoverRules = {
  enabled: false,
  minSeverity: 4,
  tenants: [],
  displays: [],
  minSeconds: 30,
  maxSeconds: 300,
};

interface Props {
  readonly rules: ControlState['takeover'];
  readonly displays: readonly KnownDisplay[];
  readonly timeZone: string;
  readonly mayOrder: boolean;
}

/** When a new incident takes displays over: as it stands, and to change. */
export function TakeoverPart({ rules, displays, timeZone, mayOrder }: Props) {
  const [base, setBase] = useState<TakeoverRules & { readonly at?: number }>();
  const now = rules ?? OFF;
  useEffect(() => (mayOrder ? onKey('e', () => setBase(now)) : undefined), [mayOrder, now]);
  const save = async (next: TakeoverRules, before: TakeoverRules | undefined) => {
    try {
      takeState(await actions.saveTakeover(next));
      setBase(undefined);
      const undo = before && { label: t('desk.undo'), run: () => void save(before, undefined) };
      tell(t('desk.saved.what', { what: t('control.takeover.rules') }), undo);
    } catch (error) {
      tellError(t('control.takeover.rules'), error);
    }
  };
  return (
    <section className="side-part" aria-label={t('control.takeover.rules')}>
      <header>
        <h2>{t('control.takeover.rules')}</h2>
        {mayOrder && !base && (
          <button
            type="button"
            className="button button-quiet"
            aria-label={`${t('desk.edit')}: ${t('control.takeover.rules')}`}
            onClick={() => setBase(now)}
          >
            {t('desk.edit')}
          </button>
        )}
      </header>
      {base ? (
        <TakeoverForm
          rules={base}
          displays={displays}
          timeZone={timeZone}
          theirs={rules && rules.at !== base.at ? rules : undefined}
          onSave={(next) => void save(next, now)}
          onCancel={() => setBase(undefined)}
        />
      ) : (
        <p className="desk-fact">{summary(now)}</p>
      )}
    </section>
  );
}

function summary({
  enabled,
  minSeverity,
  minSeconds,
  maxSeconds,
  tenants,
  displays,
  quiet,
}: TakeoverRules): string {
  if (!enabled) return t('control.takeover.none');
  const words = t('control.takeover.summary', {
    severity: t(`severity.${minSeverity}`),
    min: minSeconds,
    max: maxSeconds,
    tenants: tenants.length === 0 ? t('control.takeover.tenants.all') : tenants.join(', '),
    displays: displays.length === 0 ? t('control.target.all') : displays.join(', '),
  });
  if (!quiet) return words;
  const { from, to } = quiet.when;
  return `${words} · ${t('control.takeover.quiet.summary', { from, to, zone: zoneCity(quiet.timeZone) })}`;
}
