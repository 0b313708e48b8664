import { useMemo, useState } from 'react';
import type { PanelPlacement } from '#contract/layout.ts';
import { registry } from '#renderer/panels/registry.ts';
import { t } from '#renderer/text/text.ts';
import { SettingField } from './setting-field.tsx';
import { settingsFields, withSetting } from './settings-shape.ts';

interface Props {
  readonly placement: PanelPlacement;
  readonly disabled: boolean;
  readonly onChange: (settings: PanelPlacement['settings']) => void;
}

/** Generated from the panel's schema. What the schema refuses is told and not taken over. */
export function SettingsForm({ placement, disabled, onChange }: Props) {
  const { panel, settings } = placement;
  const entry = registry.get(panel);
  const fields = useMemo(() => (entry ? settingsFields(entry) : []), [entry]);
  const [refused, setRefused] = useState<readonly string[]>([]);
  if (!entry) return <p className="desk-fact">{t('editor.settings.unknown', { panel })}</p>;
  const put = (name: string, value: unknown) => {
    const next = withSetting(settings, name, value);
    const parsed = entry.settings.safeParse(next);
    setRefused(
      parsed.success
        ? []
        : parsed.error.issues.map(({ path, message }) =>
            t('editor.settings.invalid', { where: path.join('.'), message }),
          ),
    );
    if (parsed.success) onChange(next);
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
          onChange={(value) => put(field.name, value)}
        />
      ))}
      {refused.length > 0 && (
        <ul className="form-problem" role="alert">
          {refused.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
