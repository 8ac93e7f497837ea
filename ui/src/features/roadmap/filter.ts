// Which rows of the timeline are shown: by words, by team, by how they stand. What is above a shown row stays with it.
import type { LaneView, RowView } from '../../bindings';

export const STANDINGS = [
  { id: 'all', label: 'All items' },
  { id: 'flagged', label: 'With a flag' },
  { id: 'at_risk', label: 'At risk' },
  { id: 'unestimated', label: 'Not estimated' },
] as const;

export type Filter = { words: string; team: string; standing: (typeof STANDINGS)[number]['id'] };

/** The team's part of a filter: its id, nothing for items without a team, `*` for all. */
export const ALL_TEAMS = '*';

export function isOn(filter: Filter): boolean {
  return filter.words.trim() !== '' || filter.team !== ALL_TEAMS || filter.standing !== 'all';
}

function fits(row: RowView, { words, standing }: Filter): boolean {
  const needle = words.trim().toLowerCase();
  if (needle !== '' && !`${row.title} ${row.team} ${row.kind}`.toLowerCase().includes(needle)) return false;
  switch (standing) {
    case 'all':
      return true;
    case 'flagged':
      return row.flag !== null;
    case 'at_risk':
      return row.standing === 'watch' || row.standing === 'at_risk' || row.standing === 'blocked';
    case 'unestimated':
      return row.standing === 'unestimated';
  }
}

/** The lanes with what fits, and how many rows are left out. Lanes that were empty before stay only without a filter. */
export function filterLanes(lanes: readonly LaneView[], filter: Filter): { lanes: LaneView[]; hidden: number } {
  if (!isOn(filter)) return { lanes: [...lanes], hidden: 0 };
  let hidden = 0;
  const shown = lanes.map((lane) => {
    const rows = filter.team === ALL_TEAMS || filter.team === (lane.team ?? '') ? withParents(lane.rows, filter) : [];
    hidden += lane.rows.length - rows.length;
    return { ...lane, rows };
  });
  return { lanes: shown.filter((lane) => lane.rows.length > 0), hidden };
}

/** The rows that fit, each below the parents that stand above it. */
function withParents(rows: readonly RowView[], filter: Filter): RowView[] {
  const kept = new Set<RowView>();
  const above: RowView[] = [];
  for (const row of rows) {
    while (above.length > 0 && above.at(-1)!.depth >= row.depth) above.pop();
    if (fits(row, filter)) [...above, row].forEach((each) => kept.add(each));
    above.push(row);
  }
  return rows.filter((row) => kept.has(row));
}
