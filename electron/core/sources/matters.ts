const EVE_ALERT = '"event_type":"alert"';
/** Emergency, alert, critical, error. */
const WORST_NOTE = 3;

/**
 * Whether a record is given up last: a sensor's alert, or syslog of severity error and worse. A glance, for it is
 * taken at every record of a feed that overflows.
 */
export function matters(text: string): boolean {
  if (text.charCodeAt(0) === 60) {
    const close = text.indexOf('>');
    if (close > 1 && close < 5 && (Number(text.slice(1, close)) & 7) <= WORST_NOTE) return true;
  }
  return text.includes(EVE_ALERT) || text.includes('"event_type": "alert"');
}
