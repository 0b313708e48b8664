import { t } from '#renderer/text/text.ts';

export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly origin?: string | undefined;
  readonly minimum?: number | bigint | undefined;
  readonly maximum?: number | bigint | undefined;
  readonly inclusive?: boolean | undefined;
  readonly expected?: string | undefined;
}

/** What is wrong, each with the field's own label before it. */
export function problemWords(
  error: { readonly issues: readonly Issue[] } | undefined,
  labels: Readonly<Record<string, string>>,
): string[] {
  return (error?.issues ?? []).map((issue) => {
    const name = issue.path.map(String).join('.');
    return `${labels[name] ?? labels[String(issue.path[0])] ?? name}: ${wordsOf(issue)}`;
  });
}

/** The contract's own words are English: what comes as a code is told in the reader's language. */
function wordsOf({ code, path, message, origin, minimum, maximum, inclusive, expected }: Issue): string {
  const field = path.at(-1);
  switch (code) {
    case 'too_small':
      if (origin === 'string') return t('control.must.fill');
      return t(inclusive === false ? 'control.must.more' : 'control.must.least', { n: Number(minimum) });
    case 'too_big':
      return t(origin === 'string' ? 'control.must.chars' : 'control.must.most', { n: Number(maximum) });
    case 'invalid_type':
      if (expected === 'int') return t('control.must.whole');
      return expected === 'number' ? t('control.must.number') : message;
    case 'invalid_format':
      return field === 'from' || field === 'to' ? t('control.must.time') : message;
    case 'custom':
      return field === 'timeZone' ? t('control.must.zone') : message;
    default:
      return message;
  }
}
