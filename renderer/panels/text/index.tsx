import { t } from '#renderer/text/text.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import type { PanelProps } from '../panel.ts';
import type { TextSettings } from './settings.ts';
import './text.css';

/** React writes it as text, never as markup. */
export default function Text({ settings: { text, size, align } }: PanelProps<TextSettings>) {
  if (text.trim() === '') return <EmptyState what={t('text.empty')} why={t('text.empty.why')} />;
  return (
    <div className="note" data-size={size} data-align={align}>
      <p dir="auto">{text}</p>
    </div>
  );
}
