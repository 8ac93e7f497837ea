// How well a title answers what was typed: as a start of words first, then anywhere, then letter by letter in order.

/** Higher is better; `null` if the words are not in it. */
export function matches(title: string, typed: string): number | null {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const hay = title.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const at = hay.indexOf(word);
    if (at === 0) sum += 100;
    else if (at > 0) sum += /[\s:–/-]/.test(hay[at - 1]!) ? 80 : 50;
    else if (inOrder(hay, word)) sum += 10;
    else return null;
  }
  // Of two that fit alike the shorter is meant more often.
  return sum - hay.length / 100;
}

function inOrder(hay: string, word: string): boolean {
  if (word.length < 3) return false;
  let from = 0;
  for (const letter of word) {
    from = hay.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
