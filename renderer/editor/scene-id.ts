/** From the title's letters and digits, as the contract wants ids; numbered when taken. */
export function freeSceneId(title: string, taken: ReadonlySet<string>): string {
  let slug = '';
  for (const char of title.toLowerCase().slice(0, 50)) {
    if (/[a-z0-9]/.test(char)) slug += char;
    else if (slug !== '' && !slug.endsWith('-')) slug += '-';
  }
  const base = slug.replace(/-$/, '') || 'scene';
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}
