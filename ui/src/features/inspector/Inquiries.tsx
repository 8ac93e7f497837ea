// Questions that take a moment: about one item, what each debt costs it, what would bring it forward, what its slip would do,
// why it moved; about one debt, what it costs in delay. Each is asked when its section is opened.
import { useId, useState, type ReactNode } from 'react';
import { useReply } from '../../backend/use';
import type { BaselineView, PastView, Since } from '../../bindings';
import { readDay } from '../../components/fields';
import { useSince } from '../../components/since';
import { EVERY_CHANGE } from '../../session/past';
import { useStart } from '../../session/start';
import { Asked } from './Asked';
import styles from './Inquiries.module.css';

/** The slip that is asked about first. */
const THREE_WEEKS = 21;
/** How many changes can be gone back to. */
const CHOICES = 40;

/** In days, debt by debt: below what the debts cost an item in all. */
export function DebtDays({ item }: { item: string }) {
  return (
    <Section title="Debt by debt, in days" testId="debts" inner>
      <Asked question={{ type: 'debts', item }} />
    </Section>
  );
}

export function Forward({ item }: { item: string }) {
  return (
    <Section title="What would bring it forward" testId="levers">
      <Asked question={{ type: 'levers', item }} />
    </Section>
  );
}

export function Slip({ item }: { item: string }) {
  return (
    <Section title="If it slips" testId="ripple">
      <Ripple item={item} />
    </Section>
  );
}

/** Since the chosen baseline; else since whatever is usual for the plan. */
export function Moved({ item, usual }: { item: string; usual: Since }) {
  return (
    <Section title="Why it moved" testId="moved">
      <Causes item={item} usual={usual} />
    </Section>
  );
}

export function DebtInquiries({ debt }: { debt: string }) {
  return (
    <div className={styles.inquiries}>
      <Section title="What it costs in delay" testId="delay">
        <Asked question={{ type: 'delay', debt }} />
      </Section>
    </div>
  );
}

function Section({ title, testId, inner, children }: { title: string; testId: string; inner?: true; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.section} data-inner={inner} data-testid={testId} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open ? children : null}
    </details>
  );
}

function Ripple({ item }: { item: string }) {
  const id = useId();
  const [text, setText] = useState(String(THREE_WEEKS));
  const [days, setDays] = useState(THREE_WEEKS);
  const commit = (): void => {
    const read = /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : 0;
    if (read > 0) setDays(read);
    else setText(String(days));
  };
  return (
    <>
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault();
          commit();
        }}
      >
        <label htmlFor={id}>By so many calendar days</label>
        <input id={id} inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} onBlur={commit} />
      </form>
      <Asked question={{ type: 'ripple', item, days }} />
    </>
  );
}

function Causes({ item, usual }: { item: string; usual: Since }) {
  const { viewing } = useStart();
  const { baselines, chosen } = useSince();
  const [picked, setPicked] = useState<Since | null>(null);
  const since: Since = picked ?? (chosen ? { type: 'baseline', id: chosen.id } : usual);
  const history = useReply({ type: 'history', filter: EVERY_CHANGE, skip: 0, limit: CHOICES }, ['plan']).value;
  if (!history) return null;
  if (viewing !== null) return <p className={styles.quiet}>Return to now to see why it moved since.</p>;
  // The oldest change is left out: nothing is known of the plan before its first.
  const changes = history.changes.slice(0, -1);
  if (changes.length === 0) return <p className={styles.quiet}>The plan has no earlier version yet.</p>;
  return (
    <>
      <SinceForm changes={changes} baselines={baselines} since={since} onSince={setPicked} />
      <Asked question={{ type: 'why', item, since }} />
    </>
  );
}

type SinceFormProps = { changes: PastView[]; baselines: BaselineView[]; since: Since; onSince: (since: Since) => void };

function SinceForm({ changes, baselines, since, onSince }: SinceFormProps) {
  const id = useId();
  const [text, setText] = useState('');
  const day = readDay(text.trim());
  const commit = (): void => {
    if (day !== undefined) onSince({ type: 'day', day });
  };
  return (
    <form
      className={styles.ask}
      data-stacked
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
    >
      <label htmlFor={`${id}-change`}>Since before</label>
      <select
        id={`${id}-change`}
        value={since.type === 'back' ? since.changes : since.type === 'baseline' ? since.id : 0}
        onChange={(event) => {
          setText('');
          const baseline = baselines.find(({ id }) => id === event.target.value);
          onSince(baseline ? { type: 'baseline', id: baseline.id } : { type: 'back', changes: Number(event.target.value) });
        }}
      >
        {since.type === 'back' || since.type === 'baseline' ? null : <option value={0}>the day below</option>}
        {baselines.map((baseline) => (
          <option key={baseline.id} value={baseline.id}>
            Baseline {baseline.name}, {baseline.made}
          </option>
        ))}
        {changes.map((change, index) => (
          <option key={`${index} ${change.at}`} value={index + 1}>
            {change.label}, {change.at}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-day`}>Or since the day</label>
      <input
        id={`${id}-day`}
        placeholder="YYYY-MM-DD"
        value={text}
        aria-invalid={text !== '' && day === undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
      />
    </form>
  );
}
