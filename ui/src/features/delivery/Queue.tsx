// What is under way, stage by stage, the oldest first; and the review step, which no item shows, in words.
import type { QueueView } from '../../bindings';
import { Slip, useSince } from '../../components/since';
import { useSession, useSessionActions } from '../../session/session';
import styles from './delivery.module.css';

export function Queue({ queue }: { queue: QueueView }) {
  const actions = useSessionActions();
  const { chosen: baseline } = useSince();
  const selected = useSession((state) => (state.selected?.kind === 'item' ? state.selected.id : undefined));
  return (
    <div data-testid="queue">
      {queue.stages.map(({ title, items }) => (
        <section key={title} className={styles.stage} aria-label={title}>
          <h3>{title}</h3>
          <ul>
            {items.map((item) => (
              <li key={item.id} className={styles.queued} data-waits={item.waits || undefined}>
                <button type="button" data-selected={item.id === selected || undefined} onClick={() => actions.select({ kind: 'item', id: item.id })}>
                  {item.title}
                </button>
                <span className={styles.track} aria-hidden>
                  <i style={{ width: `${item.share * 100}%` }} />
                </span>
                <span className={styles.age}>
                  {[item.words, item.until].filter(Boolean).join(' · ')} <Slip baseline={baseline} item={item.id} named />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {queue.review !== '' && (
        <section className={styles.stage} aria-label="In review">
          <h3>In review</h3>
          <p className={styles.said}>{queue.review}</p>
        </section>
      )}
    </div>
  );
}
