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

/** In the title line, where it hides nothing: what did not come, and for how long. */
export function StaleAge({ cause, age }: { readonly cause: string; readonly age: string }) {
  return (
    <p className="stale-age">
      <span>{cause}</span> <strong>{age}</strong>
    </p>
  );
}
