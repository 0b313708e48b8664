interface Refusal {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** What is wrong, each with the field's own label before it. */
export function problemWords(error: Refusal | undefined, labels: Readonly<Record<string, string>>): string[] {
  return (error?.issues ?? []).map(({ path, message }) => {
    const name = path.map(String).join('.');
    return `${labels[name] ?? labels[String(path[0])] ?? name}: ${message}`;
  });
}
