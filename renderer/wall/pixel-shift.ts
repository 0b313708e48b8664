/** Where the picture stands after so many steps: it walks around a square, one pixel a step, so that nobody sees it go. */
export function shiftAt(step: number, side: number): readonly [x: number, y: number] {
  if (side <= 0) return [0, 0];
  const at = step % (4 * side);
  const edge = Math.floor(at / side);
  const along = at % side;
  if (edge === 0) return [along, 0];
  if (edge === 1) return [side, along];
  if (edge === 2) return [side - along, side];
  return [0, side - along];
}
