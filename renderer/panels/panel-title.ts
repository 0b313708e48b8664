import { z } from 'zod';
import type { PanelPlacement } from '#contract/layout.ts';
import { t } from '#renderer/text/text.ts';
import { commonFields } from './panel.ts';
import { registry } from './registry.ts';

const Titled = z.object(commonFields);

/** The title that the placement was given, else the panel's own name. */
export function panelTitle({ panel, settings }: Pick<PanelPlacement, 'panel' | 'settings'>): string {
  const given = Titled.safeParse(settings).data?.title ?? '';
  if (given !== '') return given;
  const entry = registry.get(panel);
  return entry ? t(entry.title) : panel;
}
