// One decision as a page: who answers for it, what was weighed and chosen, what it touches, and the forecast of that day.
import { ArrowLeft, Clock, Trash2 } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { BaselineView, DecisionView, EntityId, Field, NamedView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { KeyedField, SlotField } from '../../components/fields';
import { SinceSelect, Slip, useSince } from '../../components/since';
import { DecisionMark } from '../../components/status/DecisionMark';
import { useOffer } from '../../session/commands';
import { usePast } from '../../session/past';
import { useSessionActions } from '../../session/session';
import styles from './decisions.module.css';

const PROSE: { field: Field; title: string; placeholder: string }[] = [
  { field: 'context', title: 'Context', placeholder: 'What makes it necessary?' },
  { field: 'option', title: 'Options weighed', placeholder: '' },
  { field: 'chosen', title: 'Decision', placeholder: 'Which option, and why?' },
  { field: 'consequences', title: 'Consequences', placeholder: 'What follows from it, good and bad?' },
  { field: 'more', title: 'More', placeholder: 'Links, and how it will be checked' },
];

export function DecisionPage({ row, onOpen }: { row: DecisionView; onOpen: (id: string) => void }) {
  const actions = useSessionActions();
  const past = usePast();
  const since = useSince();
  const baseline = since.chosen;
  const page = useRef<HTMLElement>(null);
  const entity: EntityId = { kind: 'decision', id: row.id };
  const leave = (): void => onOpen('');
  useOffer([{ id: 'decision_back', group: 'Go to', label: 'Leave the decision', keys: ['Escape'], enabled: true, run: leave }]);
  // The page begins where it is read from, with no field under the next key.
  useEffect(() => page.current?.focus({ preventScroll: true }), []);
  const remove = async (): Promise<void> => {
    if (await actions.act({ type: 'delete', entity }, { undoable: true })) leave();
  };
  const go = (to: EntityId): void => (to.kind === 'decision' ? onOpen(to.id) : actions.select(to));
  const { accepted_by: change } = row;
  return (
    <article ref={page} tabIndex={-1} className={styles.record} aria-label={row.title} data-testid="decision-page">
      <header className={styles.head}>
        <Button look="quiet" onPress={leave} data-testid="all-decisions">
          <ArrowLeft size={14} aria-hidden /> All decisions
        </Button>
        <DecisionMark standing={row.standing} />
        {row.superseded_by ? (
          <span>
            by <Link to={row.superseded_by} onGo={go} />
          </span>
        ) : null}
        <span className={styles.gap} />
        <SinceSelect since={since} />
        {change ? (
          <Button onPress={() => void past.stepBack({ type: 'change', change })} data-testid="plan-of-that-day">
            <Clock size={14} aria-hidden /> View the plan of that day
          </Button>
        ) : null}
      </header>
      <div className={styles.title}>
        <SlotField entity={entity} field="title" bare />
      </div>
      <div className={styles.facts}>
        {(['state', 'decided_on', 'accountable', 'delegated_to'] as const).map((field) => (
          <SlotField key={field} entity={entity} field={field} />
        ))}
      </div>
      {PROSE.map(({ field, title, placeholder }) => (
        <Section key={field} title={title}>
          {field === 'option' ? (
            <div className={styles.options}>
              <KeyedField entity={entity} field={field} label={title} />
            </div>
          ) : <SlotField entity={entity} field={field} placeholder={placeholder} bare />}
        </Section>
      ))}
      <Section title="What it touches">
        <Touches row={row} baseline={baseline} onGo={go} />
        <details className={styles.links}>
          <summary>Change what it touches</summary>
          {(['shapes', 'creates', 'retires', 'supersedes'] as const).map((field) => (
            <KeyedField key={field} entity={entity} field={field} />
          ))}
        </details>
      </Section>
      <Section title="Forecast of that day">
        {row.forecast.length === 0 ? (
          <p className={styles.quiet}>
            {row.standing === 'proposed' ? 'When it is accepted, the dates of the items that it shapes are kept here.' : 'No dates were kept with it.'}
          </p>
        ) : (
          <ul className={styles.dates} data-testid="decision-dates">
            {row.forecast.map(({ item, title, dates, now }) => (
              <li key={item}>
                <Link to={{ entity: { kind: 'item', id: item }, title }} onGo={go} />
                <span>{dates}</span>
                <span className={styles.quiet}>{now}</span>
                <Slip baseline={baseline} item={item} named />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <footer className={styles.end}>
        <Button look="danger" onPress={() => void remove()}>
          <Trash2 size={14} aria-hidden /> Delete decision
        </Button>
      </footer>
    </article>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Touches({ row, baseline, onGo }: { row: DecisionView; baseline: BaselineView | undefined; onGo: (to: EntityId) => void }) {
  const groups: [string, NamedView[]][] = [
    ['Shapes', row.shapes],
    ['Creates', row.creates],
    ['Retires', row.retires],
    ['Supersedes', row.supersedes],
  ];
  const shown = groups.filter(([, named]) => named.length > 0);
  if (shown.length === 0) return <p className={styles.quiet}>Nothing yet: no item, no debt, no earlier decision.</p>;
  return (
    <dl className={styles.touches}>
      {shown.map(([word, named]) => (
        <div key={word}>
          <dt>{word}</dt>
          {named.map((each) => (
            <dd key={each.entity.id}>
              <Link to={each} onGo={onGo} />
              {each.entity.kind === 'item' ? <Slip baseline={baseline} item={each.entity.id} named /> : null}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function Link({ to, onGo }: { to: NamedView; onGo: (to: EntityId) => void }) {
  return (
    <button type="button" className={styles.link} onClick={() => onGo(to.entity)}>
      {to.title}
    </button>
  );
}
