import type { Context2D } from './canvas.ts';

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** As much of a text as fits, its end replaced by an ellipsis; nothing where not even that fits. */
export function cutText(context: Pick<Context2D, 'measureText'>, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const ends = [...letters.segment(text)].map(({ index }) => index).slice(1);
  for (const end of ends.toReversed()) {
    const cut = `${text.slice(0, end).trimEnd()}…`;
    if (context.measureText(cut).width <= width) return cut;
  }
  return '';
}
