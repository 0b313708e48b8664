const SLOTS = 16_384;

/**
 * One string for texts that are equal: what windows, lists and incidents keep of an event is then the same object for
 * all events of an address. Of two texts that fall into one slot the newer stays; nothing is ever wrong, at worst
 * something is kept twice.
 */
export class TextPool {
  readonly #slots: string[] = Array.from({ length: SLOTS }, () => '');

  of(text: string): string {
    const slot = slotOf(text);
    const known = this.#slots[slot] ?? '';
    if (known === text) return known;
    this.#slots[slot] = text;
    return text;
  }
}

/** By the end of the text: addresses of a network differ there. */
function slotOf(text: string): number {
  let hash = text.length;
  for (let i = Math.max(0, text.length - 12); i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x5bd1e995);
  }
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}
