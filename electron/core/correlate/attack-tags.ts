/** MITRE ATT&CK enterprise tactics, as Sigma tags write them (with - or _). */
const TACTICS: ReadonlyMap<string, string> = new Map([
  ['reconnaissance', 'TA0043'],
  ['resource-development', 'TA0042'],
  ['initial-access', 'TA0001'],
  ['execution', 'TA0002'],
  ['persistence', 'TA0003'],
  ['privilege-escalation', 'TA0004'],
  // Its name until v19, which took impairment out of it.
  ['defense-evasion', 'TA0005'],
  ['stealth', 'TA0005'],
  ['defense-impairment', 'TA0112'],
  ['credential-access', 'TA0006'],
  ['discovery', 'TA0007'],
  ['lateral-movement', 'TA0008'],
  ['collection', 'TA0009'],
  ['command-and-control', 'TA0011'],
  ['exfiltration', 'TA0010'],
  ['impact', 'TA0040'],
]);

/** Splits a rule's `attack.*` tags into technique ids (upper case) and tactic ids; other tags are left out. */
export function attackTags(tags: readonly string[]): {
  readonly techniques: string[];
  readonly tactics: string[];
} {
  const techniques: string[] = [];
  const tactics: string[] = [];
  for (const tag of tags) {
    const [, word] = /^attack\.(.+)$/i.exec(tag) ?? [];
    if (word === undefined) continue;
    const tactic = TACTICS.get(word.toLowerCase().replaceAll('_', '-'));
    if (tactic !== undefined) tactics.push(tactic);
    else if (/^t\d{4}(?:\.\d{3})?$/i.test(word)) techniques.push(word.toUpperCase());
    else if (/^ta\d{4}$/i.test(word)) tactics.push(word.toUpperCase());
  }
  return { techniques, tactics };
}
