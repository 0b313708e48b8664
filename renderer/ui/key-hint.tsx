/** The key that does what the text beside it says. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return <kbd className="key-hint">{keys}</kbd>;
}
