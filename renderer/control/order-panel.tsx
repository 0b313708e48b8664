import { t } from '#renderer/text/text.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import type { DisplayView } from './display-view.ts';
import { OFF, ON, type Orders, type Switch } from './use-orders.ts';

interface Props {
  readonly chosen: readonly DisplayView[];
  readonly orders: Orders;
  readonly mayOrder: boolean;
  readonly takeover: boolean;
  readonly onEndTakeover: () => void;
}

const SWITCHES: readonly (readonly [Switch, string, 'frozen' | 'blank' | 'muted'])[] = [
  ['freeze', 'F', 'frozen'],
  ['blank', 'B', 'blank'],
  ['mute', 'M', 'muted'],
];
/** What can be ordered of the chosen displays at once. */
export function OrderPanel({ chosen, orders, mayOrder, takeover, onEndTakeover }: Props) {
  const off = !mayOrder || chosen.length === 0;
  return (
    <section className="side-part" aria-label={t('control.orders')}>
      <header>
        <h2>{t('control.orders')}</h2>
        <span className="desk-fact" role="status">
          {chosen.length === 0
            ? t('control.selected.none')
            : chosen.length === 1
              ? chosen[0]?.display.label
              : t('control.selected', { count: chosen.length })}
        </span>
      </header>
      <div className="buttons">
        {SWITCHES.map(([what, key, field]) => {
          const on = chosen.length > 0 && chosen.every((view) => view[field]);
          return (
            <button
              key={what}
              type="button"
              className="button"
              aria-pressed={on}
              disabled={off}
              onClick={() => orders.turn(what)}
            >
              <KeyHint keys={key} /> {t(on ? OFF[what] : ON[what])}
            </button>
          );
        })}
        <button
          type="button"
          className="button"
          disabled={off}
          title={t('control.release.help')}
          onClick={() => orders.release()}
        >
          <KeyHint keys="R" /> {t('control.release')}
        </button>
        <button type="button" className="button" disabled={!mayOrder} onClick={() => orders.identify()}>
          <KeyHint keys="I" /> {t('control.identify')}
        </button>
        {takeover && (
          <button type="button" className="button" disabled={!mayOrder} onClick={onEndTakeover}>
            {t('control.takeover.end')}
          </button>
        )}
      </div>
    </section>
  );
}
