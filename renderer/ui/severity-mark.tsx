import { SHAPE_BOX, severityShapes, type SeverityIndex } from '#renderer/theme/severity-shapes.ts';

interface Props {
  readonly severity: SeverityIndex;
  /** Said by screen readers; leave out where the text beside it says it. */
  readonly label?: string;
  readonly blink?: boolean;
}

/** The one mark for a severity: shape and colour. Sized by the font around it. */
export function SeverityMark({ severity, label, blink = false }: Props) {
  return (
    <svg
      className={blink ? 'mark mark-blink' : 'mark'}
      data-severity={severity}
      viewBox={`0 0 ${SHAPE_BOX} ${SHAPE_BOX}`}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={severityShapes[severity]} fillRule="evenodd" />
    </svg>
  );
}
