// Where the names of bubbles stand: beside, above or below, where they cover neither each other nor a bubble.

export type Side = 'right' | 'left' | 'above' | 'below';

interface Label {
  id: string;
  x: number;
  y: number;
  /** Half the width of its bubble. */
  r: number;
  words: string;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Between a bubble and its name. */
const GAP = 2;
const HEIGHT = 18;
/** A letter is about so wide; a little more than it mostly is. */
const LETTER = 6.6;
const SIDES: readonly Side[] = ['right', 'left', 'above', 'below'];

/** A side for each label, in the order given; one that fits nowhere is left out. */
export function placeLabels(labels: readonly Label[], bubbles: readonly { x: number; y: number; r: number }[], within: { left: number; right: number; top: number }): Map<string, Side> {
  const taken: Box[] = bubbles.map(({ x, y, r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }));
  const places = new Map<string, Side>();
  for (const label of labels) {
    const found = SIDES.map((side) => ({ side, box: boxAt(label, side) })).find(
      ({ box }) => box.left >= within.left && box.right <= within.right && box.top >= within.top && !taken.some((other) => overlap(box, other)),
    );
    if (found === undefined) continue;
    places.set(label.id, found.side);
    taken.push(found.box);
  }
  return places;
}

function boxAt({ x, y, r, words }: Label, side: Side): Box {
  const length = words.length * LETTER;
  const off = r + GAP;
  const middle = { top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
  switch (side) {
    case 'right':
      return { left: x + off, right: x + off + length, ...middle };
    case 'left':
      return { left: x - off - length, right: x - off, ...middle };
    case 'above':
      return { left: x - length / 2, right: x + length / 2, top: y - off - HEIGHT, bottom: y - off };
    case 'below':
      return { left: x - length / 2, right: x + length / 2, top: y + off, bottom: y + off + HEIGHT };
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
