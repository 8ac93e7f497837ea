// Where the names of bubbles stand: beside, above or below, where they cover neither each other nor a bubble.

export type Side = 'right' | 'left' | 'above' | 'below';

interface Label {
  id: string;
  x: number;
  y: number;
  words: string;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const RADIUS = 12;
const GAP = 14;
const HEIGHT = 18;
/** A letter is about so wide; a little more than it mostly is. */
const LETTER = 6.6;
const SIDES: readonly Side[] = ['right', 'left', 'above', 'below'];

/** A side for each label, in the order given; one that fits nowhere is left out. */
export function placeLabels(labels: readonly Label[], bubbles: readonly { x: number; y: number }[], width: number): Map<string, Side> {
  const taken: Box[] = bubbles.map(({ x, y }) => ({ left: x - RADIUS, right: x + RADIUS, top: y - RADIUS, bottom: y + RADIUS }));
  const places = new Map<string, Side>();
  for (const label of labels) {
    const found = SIDES.map((side) => ({ side, box: boxAt(label, side) })).find(
      ({ box }) => box.left >= 0 && box.right <= width && !taken.some((other) => overlap(box, other)),
    );
    if (found === undefined) continue;
    places.set(label.id, found.side);
    taken.push(found.box);
  }
  return places;
}

function boxAt({ x, y, words }: Label, side: Side): Box {
  const length = words.length * LETTER;
  const middle = { top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
  switch (side) {
    case 'right':
      return { left: x + GAP, right: x + GAP + length, ...middle };
    case 'left':
      return { left: x - GAP - length, right: x - GAP, ...middle };
    case 'above':
      return { left: x - length / 2, right: x + length / 2, top: y - GAP - HEIGHT, bottom: y - GAP };
    case 'below':
      return { left: x - length / 2, right: x + length / 2, top: y + GAP, bottom: y + GAP + HEIGHT };
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
