const QUOTE = 34;
const BACKSLASH = 92;

/** Whether JSON text has arrays and objects within each other deeper than so many levels. Goes over it once. */
export function isNestedDeeper(json: string, levels: number): boolean {
  // Each level takes two characters: nearly every record ends here.
  if (json.length <= levels * 2) return false;
  let depth = 0;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === QUOTE) i = stringEnd(json, i);
    // [ and {
    else if (code === 91 || code === 123) {
      if (++depth > levels) return true;
      // ] and }
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}

/** Where the string that opens at `open` closes. */
function stringEnd(json: string, open: number): number {
  for (let i = open + 1; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i;
  }
  return json.length;
}
