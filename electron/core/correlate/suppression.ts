import { stringify } from 'yaml';

/** An analyst's word that a rule's hits with these values are not to be told. */
export interface Suppression {
  /** Of the filter itself, a UUID. */
  readonly id: string;
  /** The rule's id or name. */
  readonly rule: string;
  /** Fields, as the rule's logsource names them, and the values that are suppressed together. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  readonly reason: string;
  readonly author: string;
  /** Wall clock, ms; undefined: until somebody takes the file away. */
  readonly expires: number | undefined;
}

/**
 * Writes a suppression as a Sigma filter, to be saved beside the rules. Values are taken literally whatever wildcards
 * they hold. The key `expires` is Vigil's own. Throws nothing; at least one field must be given, or all hits go.
 */
export function suppressionText({ id, rule, fields, reason, author, expires }: Suppression): string {
  const selection = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? literal(value) : value]),
  );
  return stringify(
    {
      title: `Suppress ${rule}: ${Object.keys(fields).join(', ')}`,
      id,
      description: reason,
      author,
      ...(expires === undefined ? {} : { expires: new Date(expires).toISOString() }),
      filter: { rules: [rule], selection, condition: 'not selection' },
    },
    // Quoted, no line breaks or blanks at the ends of a value are lost.
    { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 },
  );
}

function literal(text: string): string {
  return text.replaceAll(/[\\*?]/g, '\\$&');
}
