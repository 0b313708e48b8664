/** What a panel shows instead of, or over, its content. All text comes from the caller. */

export function LoadingState({ label }: { readonly label: string }) {
  return (
    <div className="state state-loading" role="status" aria-label={label}>
      <i />
      <i />
      <i />
    </div>
  );
}

interface SayProps {
  readonly what: string;
  readonly why: string;
}

export function EmptyState({ what, why }: SayProps) {
  return (
    <div className="state state-say">
      <p className="state-what">{what}</p>
      <p className="state-why">{why}</p>
    </div>
  );
}

export function BrokenState({ what, why }: SayProps) {
  return (
    <div className="state state-say state-broken" role="alert">
      <p className="state-what">{what}</p>
      <p className="state-why">{why}</p>
    </div>
  );
}

/** Over content that stays readable: hatch, and the age in large type. */
export function StaleVeil({ cause, age }: { readonly cause: string; readonly age: string }) {
  return (
    <div className="stale-veil">
      <p className="stale-age">
        <span>{cause}</span> <strong>{age}</strong>
      </p>
    </div>
  );
}
