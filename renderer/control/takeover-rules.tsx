import type { ControlState, KnownDisplay, TakeoverRules } from '#contract/control.ts';
import { actions } from '#renderer/store/actions.ts';
import { zoneCity } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { RulePart } from './rule-part.tsx';
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

/** When a new incident takes displays over. */
export function TakeoverPart({ rules, displays, timeZone, mayOrder }: Props) {
  const value = rules ?? OFF;
  return (
    <RulePart<TakeoverRules>
      title={t('control.takeover.rules')}
      letter="e"
      value={value}
      summary={summary(value)}
      mayOrder={mayOrder}
      call="takeover.save"
      send={actions.saveTakeover}
    >
      {(form) => <TakeoverForm displays={displays} timeZone={timeZone} {...form} />}
    </RulePart>
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
