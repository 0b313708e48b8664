/** Those of the asked zones that this browser knows; a wrong name must not take the clock down. */
export function knownZones(zones: readonly string[]): readonly string[] {
  return zones.filter((zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  });
}
