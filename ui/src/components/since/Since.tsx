// The baseline that dates are held against: chosen once, for the timeline and the lists alike.
import { useReply } from '../../backend/use';
import type { BaselineView } from '../../bindings';
import { usePreference } from '../../session/session';
import styles from './Since.module.css';

/** The baselines, the chosen one, and how to choose. `undefined` while none is chosen, or it is gone. */
export function useSince(): { baselines: BaselineView[]; chosen: BaselineView | undefined; choose: (id: string) => void } {
  const baselines = useReply({ type: 'baselines' }, ['plan', 'forecast']).value?.baselines ?? [];
  const [id, choose] = usePreference('baseline', '');
  return { baselines, chosen: baselines.find((baseline) => baseline.id === id), choose };
}

export function SinceSelect({ since: { baselines, chosen, choose } }: { since: ReturnType<typeof useSince> }) {
  if (baselines.length === 0) return null;
  return (
    <select className={styles.since} aria-label="Slip since a baseline" value={chosen?.id ?? ''} onChange={(event) => choose(event.target.value)} data-testid="since">
      <option value="">Since no baseline</option>
      {baselines.map((baseline) => (
        <option key={baseline.id} value={baseline.id}>
          Since {baseline.name}
        </option>
      ))}
    </select>
  );
}
