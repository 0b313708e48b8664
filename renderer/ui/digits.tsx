interface Props {
  readonly value: string;
  readonly unit?: string;
}

/** A number to be read from afar, its unit said once and smaller. */
export function Digits({ value, unit }: Props) {
  return (
    <span className="digits">
      {value}
      {unit !== undefined && <span className="digits-unit">{unit}</span>}
    </span>
  );
}
