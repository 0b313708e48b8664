import { useMemo, useState } from 'react';
import type { PanelPlacement } from '#contract/layout.ts';
import { registry } from '#renderer/panels/registry.ts';
import { t } from '#renderer/text/text.ts';
import { isMissing, type Refusal, within } from './problems.ts';
import { SettingField } from './setting-field.tsx';
import { settingsFields, withSetting } from './settings-shape.ts';

interface Props {
  readonly placement: PanelPlacement;
  readonly disabled: boolean;
  /** @param run what is being typed; empty for a step of its own, see undo.ts */
  readonly onChange: (settings: PanelPlacement['settings'], run: string) => void;
}

/** Generated from the panel's schema. What the schema refuses is told and not taken over. */
export function SettingsForm({ placement, disabled, onChange }: Props) {
  const { panel, settings } = placement;
  const entry = registry.get(panel);
  const fields = useMemo(() => (entry ? settingsFields(entry) : []), [entry]);
  const [{ refused, over }, setRefused] = useState<Refused>(NOTHING_REFUSED);
  if (!entry) return <p className="desk-fact">{t('editor.settings.unknown', { panel })}</p>;
  // An undo came between: what was refused is not there any more.
  const told = over === settings ? refused : [];
  const put = (name: string, value: unknown, run: string) => {
    const next = withSetting(settings, name, value);
    const parsed = entry.settings.safeParse(next);
    const issues = parsed.success ? [] : parsed.error.issues;
    const now = issues.map(({ path, message }) => ({
      path,
      message: isMissing(next, path) ? t('editor.settings.needed') : message,
    }));
    const others = told.filter(({ path: [first] }) => first !== name);
    setRefused(
      parsed.success ? { refused: others, over: next } : { refused: [...others, ...now], over: settings },
    );
    if (parsed.success) onChange(next, run);
  };
  return (
    <div className="settings">
      {fields.some(({ name }) => name === 'tenants') && (
        <p className="desk-fact">
          {t(entry.view ? 'editor.settings.view-hint' : 'editor.settings.filter-hint')}
        </p>
      )}
      {fields.map((field) => (
        <SettingField
          key={field.name}
          panel={panel}
          field={field}
          value={Object.hasOwn(settings, field.name) ? settings[field.name] : undefined}
          disabled={disabled}
          refused={within(told, field.name)}
          onChange={(value, run) => put(field.name, value, run)}
        />
      ))}
    </div>
  );
}

interface Refused {
  readonly refused: readonly Refusal[];
  /** The settings that stood when it was. */
  readonly over: PanelPlacement['settings'] | undefined;
}

const NOTHING_REFUSED: Refused = { refused: [], over: undefined };
