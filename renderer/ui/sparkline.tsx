interface Props {
  readonly values: readonly number[];
}

/** A line without axes: the shape of the last minutes, from nothing to its own largest. Stretches to its box. */
export function Sparkline({ values }: Props) {
  if (values.length < 2) return null;
  const top = Math.max(1, ...values);
  const points = values.map((value, index) => `${index},${(20 - (value / top) * 19).toFixed(2)}`);
  const last = values.length - 1;
  return (
    <svg className="sparkline" viewBox={`0 0 ${last} 20`} preserveAspectRatio="none" aria-hidden="true">
      <path className="sparkline-area" d={`M0,20L${points.join('L')}L${last},20z`} />
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
