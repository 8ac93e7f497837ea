// Dependencies as lines, all in one picture; those of the selected item stand out. Lines that only pass by what is in sight
// tell nothing there, and a large plan has hundreds.
import { memo } from 'react';
import { barOf, linkPath, ROW_HEIGHT, widthOf, type Layout, type Scale } from './geometry';
import styles from './Timeline.module.css';

type LinksProps = {
  links: readonly [string, string][];
  layout: Layout;
  scale: Scale;
  today: string;
  selected: string | null;
  top: number;
  bottom: number;
};

const MIDDLE = 14;

export const Links = memo(function Links({ links, layout, scale, today, selected, top, bottom }: LinksProps) {
  const isNear = (y: number): boolean => y + ROW_HEIGHT >= top && y <= bottom;
  const lines = links.flatMap(([from, to]) => {
    const before = layout.rows.get(from);
    const after = layout.rows.get(to);
    if (!before || !after) return [];
    const strong = selected === from || selected === to;
    if (!strong && !isNear(before.y) && !isNear(after.y)) return [];
    const out = barOf(before.row, scale, today);
    const into = barOf(after.row, scale, today);
    if (!out || !into) return [];
    // The arrow ends where the bar begins to be seen: lines run beneath the bars.
    const end = { x: into.x - into.first, y: after.y + MIDDLE };
    const path = linkPath({ x: out.x + out.p50, y: before.y + MIDDLE }, end);
    return [{ key: `${from} ${to}`, path, strong, ...end }];
  });
  return (
    <svg className={styles.links} width={widthOf(scale)} height={layout.height} aria-hidden>
      {lines.map((line) => (
        <g key={line.key} className={line.strong ? styles.strongLink : undefined}>
          <path d={line.path} />
          <path className={styles.arrow} d={`M${line.x - 5} ${line.y - 3} L${line.x - 0.5} ${line.y} L${line.x - 5} ${line.y + 3} Z`} />
        </g>
      ))}
    </svg>
  );
});
