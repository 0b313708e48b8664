import { formatProblem } from '#core/base/problem.ts';
import { UsageError } from '#hosts/shared/usage-error.ts';

/** Lines of a page that are read from afar; the log has them all. */
const MAX_LINES = 10;
const MAX_LINE = 300;

export interface StartFailure {
  /** Each problem with its place, and what came of them. */
  readonly lines: readonly string[];
  /** A person has to mend something, as with every command of Vigil: not a fault inside. */
  readonly usage: boolean;
  readonly exitCode: number;
}

export function startFailure(error: unknown): StartFailure {
  const usage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  const lines = [...(usage ? error.problems.map(formatProblem) : []), message];
  return { lines, usage, exitCode: usage ? 2 : 1 };
}

const escape = (text: string) =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);

/** The address of a page that says so, where there is no core yet to serve one: no script, nothing from elsewhere. */
export function startFailurePage({ lines }: StartFailure, tryAgainSeconds: number): string {
  const more = lines.length > MAX_LINES ? [`and ${lines.length - MAX_LINES} more`] : [];
  const told = [...lines.slice(0, MAX_LINES).map((line) => line.slice(0, MAX_LINE)), ...more];
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Vigil could not start</title>
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>html{background:#0b0f14;color:#e6ebf0;font:3vh/1.4 sans-serif}body{margin:8vh 8vw}h1{font-size:8vh;line-height:1.2;margin:0}p{overflow-wrap:anywhere;margin:1vh 0}</style>
</head><body><h1>Vigil could not start</h1>${told.map((line) => `<p>${escape(line)}</p>`).join('\n')}
<p>It is tried again every ${tryAgainSeconds} seconds.</p></body></html>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
}
