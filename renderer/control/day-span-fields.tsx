import type { DaySpan } from '#contract/control.ts';
import { language, t } from '#renderer/text/text.ts';

const ZONES = Intl.supportedValuesOf('timeZone');
/** 2026-11-22 was a Sunday. */
const A_SUNDAY = Date.UTC(2026, 10, 22);
const DAY_MS = 86_400_000;

interface ZoneProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (timeZone: string) => void;
}

export function ZoneField({ id, value, onChange }: ZoneProps) {
  return (
    <label>
      {t('control.playlist.zone')}
      <input type="text" list={id} value={value} onChange={(event) => onChange(event.target.value)} />
      <datalist id={id}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </label>
  );
}

interface TimeProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (time: string) => void;
}

/** Not the browser's own: that says 10:00 PM wherever its language does. */
function TimeField({ label, value, onChange }: TimeProps) {
  return (
    <input
      type="text"
      className="clock-time"
      inputMode="numeric"
      maxLength={5}
      value={value}
      aria-label={label}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => onChange(clockTime(value))}
    />
  );
}

/** 730 and 7:30 as they are stored, 07:30; anything else as it is. */
export function clockTime(text: string): string {
  const [, hour, minute] = /^(\d{1,2}):?(\d{2})$/.exec(text.trim()) ?? [];
  return hour && minute ? `${hour.padStart(2, '0')}:${minute}` : text;
}

export function SpanFields({
  span,
  onChange,
}: {
  readonly span: DaySpan;
  readonly onChange: (s: DaySpan) => void;
}) {
  const names = new Intl.DateTimeFormat(language(), { weekday: 'short', timeZone: 'UTC' });
  const days = span.weekdays ?? [0, 1, 2, 3, 4, 5, 6];
  const turn = (day: number) => {
    const next = days.includes(day)
      ? days.filter((one) => one !== day)
      : [...days, day].sort((a, b) => a - b);
    const { weekdays: _, ...times } = span;
    // All seven is what saying nothing means; none would never be.
    if (next.length > 0) onChange(next.length === 7 ? times : { ...times, weekdays: next });
  };
  return (
    <>
      <TimeField
        label={t('control.playlist.from')}
        value={span.from}
        onChange={(from) => onChange({ ...span, from })}
      />
      <span aria-hidden="true">–</span>
      <TimeField
        label={t('control.playlist.to')}
        value={span.to}
        onChange={(to) => onChange({ ...span, to })}
      />
      <span className="weekdays" role="group" aria-label={t('control.playlist.days')}>
        {[1, 2, 3, 4, 5, 6, 0].map((day) => (
          <button
            key={day}
            type="button"
            className="button button-quiet"
            aria-pressed={days.includes(day)}
            onClick={() => turn(day)}
          >
            {names.format(A_SUNDAY + day * DAY_MS)}
          </button>
        ))}
      </span>
    </>
  );
}
