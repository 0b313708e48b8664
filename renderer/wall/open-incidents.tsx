import type { Severity } from '#contract/severity.ts';
import { useWall } from '#renderer/store/hooks.ts';
import { formatCount } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Digits } from '#renderer/ui/digits.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';

/** What a control room asks first; the calmer two are in the Incidents panel. */
const SHOWN: readonly Severity[] = [4, 3, 2];

export function OpenIncidents() {
  const open = useWall((state) => state.incidents?.open);
  return (
    <div className="open">
      <p className="open-caption">{t('alarm.open')}</p>
      <dl>
        {SHOWN.map((severity) => {
          const count = open?.[severity] ?? 0;
          return (
            <div key={severity} className={count > 0 ? 'open-some' : undefined} data-severity={severity}>
              <dt>
                <SeverityMark severity={severity} label={t(`severity.${severity}`)} />
              </dt>
              <dd>
                <Digits value={open ? formatCount(count) : '–'} />
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
