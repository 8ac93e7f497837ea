// Quarters, months and, close up, Mondays; stays in sight at the top, with the chip of today.
import { memo } from 'react';
import { axisOf, startOf, widthOf, type Scale } from './geometry';
import styles from './Timeline.module.css';

/** What "Q1 2027" takes; a quarter of which less is shown goes without its name. */
const LABEL_WIDTH = 64;

export const Axis = memo(function Axis({ scale, today }: { scale: Scale; today: string }) {
  const { quarters, months, weeks } = axisOf(scale);
  return (
    <div className={styles.axis} style={{ width: widthOf(scale) }} aria-hidden>
      {quarters.map((quarter) => (
        <div key={quarter.key} className={styles.quarter} style={{ left: quarter.x, width: quarter.width }}>
          {quarter.width < LABEL_WIDTH ? null : <span>{quarter.label}</span>}
        </div>
      ))}
      {months.map((month) => (
        <div key={month.key} className={styles.month} style={{ left: month.x, width: month.width }}>
          {month.label}
        </div>
      ))}
      {weeks.map((week) => (
        <div key={week.key} className={styles.week} style={{ left: week.x }}>
          {Number(week.label) > 6 && Number(week.label) < 27 ? week.label : ''}
        </div>
      ))}
      <div className={styles.today} style={{ left: startOf(scale, today) }}>
        Today
      </div>
    </div>
  );
});

/** The lines of months and quarters behind the rows, and today's. */
export const Ground = memo(function Ground({ scale, today }: { scale: Scale; today: string }) {
  const { months } = axisOf(scale);
  return (
    <div className={styles.ground} aria-hidden>
      {months.slice(1).map((month) => (
        <div
          key={month.key}
          className={['01', '04', '07', '10'].includes(month.key.slice(5, 7)) ? styles.quarterLine : styles.monthLine}
          style={{ left: month.x }}
        />
      ))}
      <div className={styles.todayLine} style={{ left: startOf(scale, today) }} />
    </div>
  );
});
