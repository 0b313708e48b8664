import type { SeverityIndex } from '#renderer/theme/severity-shapes.ts';

interface Props {
  /** 0..1 of the longest bar. */
  readonly length: number;
  readonly severity: SeverityIndex;
}

export function Bar({ length, severity }: Props) {
  const share = Math.min(1, Math.max(0, length));
  return (
    <span className="bar" aria-hidden="true">
      <span className="bar-fill" data-severity={severity} style={{ transform: `scaleX(${share})` }} />
    </span>
  );
}
