// What has to happen outside the team, below the bar: a mark where its day is, filled once it was done, in risk colour when it
// is late. Marks that would lie on one another are one, with their count.
import { Megaphone, Users, Wrench, type LucideIcon } from 'lucide-react';
import type { Area, RolloutView } from '../../bindings';
import { clusters, COARSE, type Scale } from './geometry';
import styles from './Rollout.module.css';

export const AREA_GLYPHS: Record<Area, LucideIcon> = { adoption: Users, operations: Wrench, marketing: Megaphone };

export function RolloutMarks({ rollout, scale }: { rollout: RolloutView; scale: Scale }) {
  if (scale.perDay < COARSE) return null;
  return clusters(rollout.marks, scale).map(({ x, marks }) => {
    const [first] = marks;
    const Glyph = AREA_GLYPHS[first!.area];
    return (
      <span
        key={first!.id}
        className={styles.mark}
        style={{ transform: `translateX(${x}px)` }}
        data-done={marks.every((mark) => mark.done) || undefined}
        data-late={marks.some((mark) => mark.late) || undefined}
        title={marks.map((mark) => mark.words).join('\n')}
        data-testid="step-mark"
      >
        {marks.length === 1 ? <Glyph size={9} strokeWidth={2.5} aria-hidden /> : marks.length}
      </span>
    );
  });
}
