import { useEffect, useState } from 'react';
import { type KnownDisplay, TakeoverRules } from '#contract/control.ts';
import { t } from '#renderer/text/text.ts';
import { SpanFields, ZoneField } from './day-span-fields.tsx';
import { FormEnd, TheirChange } from './form-parts.tsx';
import { problemWords } from './form-problems.ts';
import type { RuleForm } from './rule-part.tsx';

const SEVERITIES = [0, 1, 2, 3, 4] as const;

interface Props extends RuleForm<TakeoverRules> {
  readonly displays: readonly KnownDisplay[];
  readonly timeZone: string;
}

export function TakeoverForm({ value: rules, displays, timeZone, theirs, onSave, onCancel }: Props) {
  const [draft, setDraft] = useState(rules);
  const [tenants, setTenants] = useState(rules.tenants.join('\n'));
  useEffect(() => document.getElementById('takeover-enabled')?.focus(), []);
  const names = tenants.split('\n').flatMap((name) => name.trim() || []);
  const parsed = TakeoverRules.safeParse({ ...draft, tenants: names });
  const problems = problemWords(parsed.error, labels());
  if (draft.maxSeconds < draft.minSeconds) problems.push(t('control.takeover.order'));
  const known = new Set([...displays.map(({ name }) => name), ...rules.displays]);
  const { quiet, ...loud } = draft;
  const turn = (name: string) => {
    const allowed = draft.displays.filter((one) => one !== name);
    setDraft({ ...draft, displays: allowed.length < draft.displays.length ? allowed : [...allowed, name] });
  };
  return (
    <form
      className="rule-form"
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.success && problems.length === 0) onSave(parsed.data);
      }}
    >
      <TheirChange theirs={theirs} />
      <label>
        <input
          id="takeover-enabled"
          type="checkbox"
          checked={draft.enabled}
          onChange={(event) => setDraft({ ...draft, enabled: event.target.checked })}
        />
        {t('control.takeover.enabled')}
      </label>
      <div className="form-line form-line-three">
        <label>
          {t('control.takeover.severity')}
          <select
            value={draft.minSeverity}
            onChange={(event) => {
              const minSeverity = SEVERITIES[Number(event.target.value)];
              if (minSeverity !== undefined) setDraft({ ...draft, minSeverity });
            }}
          >
            {SEVERITIES.map((level) => (
              <option key={level} value={level}>
                {t(`severity.${level}`)}
              </option>
            ))}
          </select>
        </label>
        {(['minSeconds', 'maxSeconds'] as const).map((field) => (
          <label key={field}>
            {labels()[field]}
            <input
              type="number"
              value={draft[field]}
              onChange={(event) => setDraft({ ...draft, [field]: Number(event.target.value) })}
            />
          </label>
        ))}
      </div>
      <div className="form-line form-line-one">
        <label>
          {t('control.takeover.tenants')}
          <textarea
            rows={2}
            spellCheck={false}
            value={tenants}
            onChange={(event) => setTenants(event.target.value)}
          />
        </label>
      </div>
      <fieldset>
        <legend>{t('control.takeover.displays')}</legend>
        {[...known].map((name) => (
          <label key={name}>
            <input type="checkbox" checked={draft.displays.includes(name)} onChange={() => turn(name)} />
            {displays.find((one) => one.name === name)?.label ?? name}
          </label>
        ))}
      </fieldset>
      <label>
        <input
          type="checkbox"
          checked={quiet !== undefined}
          onChange={(event) =>
            setDraft(
              event.target.checked
                ? { ...loud, quiet: { timeZone, when: { from: '22:00', to: '06:00' } } }
                : loud,
            )
          }
        />
        {t('control.takeover.quiet')}
      </label>
      {quiet && (
        <fieldset>
          <SpanFields
            span={quiet.when}
            onChange={(when) => setDraft({ ...draft, quiet: { ...quiet, when } })}
          />
          <ZoneField
            id="takeover-zones"
            value={quiet.timeZone}
            onChange={(zone) => setDraft({ ...draft, quiet: { ...quiet, timeZone: zone } })}
          />
        </fieldset>
      )}
      <FormEnd problems={problems} onCancel={onCancel} />
    </form>
  );
}

function labels(): Record<string, string> {
  return {
    minSeconds: t('control.takeover.min'),
    maxSeconds: t('control.takeover.max'),
    tenants: t('control.takeover.tenants'),
    quiet: t('control.takeover.quiet'),
    'quiet.timeZone': t('control.playlist.zone'),
    'quiet.when.from': t('control.playlist.from'),
    'quiet.when.to': t('control.playlist.to'),
  };
}
