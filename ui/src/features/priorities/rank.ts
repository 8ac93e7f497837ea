// Where an item lands when it is moved within what is shown. What is hidden by a filter keeps its place.

/** Before which item of the whole list `moved` goes so that it stands at `to` among the shown ones; `null` for last. */
export function landsBefore(all: readonly string[], shown: readonly string[], moved: string, to: number): string | null {
  const others = shown.filter((id) => id !== moved);
  const next = others[to];
  if (next !== undefined) return next;
  // Behind the last shown one, not behind all the hidden ones.
  const last = others.at(-1);
  const rest = all.filter((id) => id !== moved);
  return last === undefined ? null : (rest[rest.indexOf(last) + 1] ?? null);
}

/** The place among the others for something dropped before the shown row `before`. */
export function placeAmongOthers(shown: readonly string[], moved: string, before: number): number {
  const from = shown.indexOf(moved);
  return from >= 0 && from < before ? before - 1 : before;
}
