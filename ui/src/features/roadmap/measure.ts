// How wide a label will be, measured once a text.
const cache = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** Where nothing can be measured (no fonts, no canvas), a little more than the mean letter. */
const LETTER = 6.6;

export function labelWidth(text: string): number {
  const known = cache.get(text);
  if (known !== undefined) return known;
  if (context === undefined) {
    context = typeof CanvasRenderingContext2D === 'undefined' ? null : document.createElement('canvas').getContext('2d');
    if (context) context.font = "500 12px 'Inter Variable', system-ui, sans-serif";
  }
  const width = context ? context.measureText(text).width : text.length * LETTER;
  // Before the font has come, widths are another font's: they are not kept.
  if (!document.fonts || document.fonts.status === 'loaded') cache.set(text, width);
  return width;
}
