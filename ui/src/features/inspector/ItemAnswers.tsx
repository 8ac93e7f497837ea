// What there is to say of an item, always in the same order: when, how it stands against its day, what the debt costs it, what
// would bring it forward, what its slip would force, why it moved, and when it is told of next. What takes longer to work
// out stands one press away, under its heading.
import type { ReactNode } from 'react';
import { useReply } from '../../backend/use';
import type { EntityId, ItemView } from '../../bindings';
import { number } from '../../components/format';
import { HealthMark, StandingMark } from '../../components/status/Status';
import { sentence } from '../../components/words';
import { Button } from '../../components/button/Button';
import { useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import styles from './Answers.module.css';
import { Decided } from './Decided';
import { DotPlot } from './DotPlot';
import { DebtDays, Forward, Moved, Slip } from './Inquiries';
import folds from './Inquiries.module.css';

export function ItemAnswers({ entity }: { entity: EntityId }) {
  const { value: view } = useReply({ type: 'item', id: entity }, ['plan', 'forecast']);
  const { openBrief } = useSessionActions();
  if (!view) return <div className={styles.waiting} aria-busy />;
  const { row } = view;
  const open = row.state !== 'done';
  return (
    <div className={styles.answers}>
      <p className={styles.sub}>{[row.team, row.kind, row.state].filter(Boolean).join(' · ')}</p>
      <div>
        <When view={view} />
        <Said title={row.due && !row.due.commitment ? 'Against its target' : 'Against its commitment'}>
          {row.due ? <StandingMark standing={row.due.standing} /> : null}
          <p data-testid="inspector-stand">{sentence(view.stand)}</p>
        </Said>
        {open ? (
          <>
            <Interest item={entity.id} view={view} />
            <Forward item={entity.id} />
            <Slip item={entity.id} />
          </>
        ) : null}
        <Moved item={entity.id} usual={view.since} />
        {open ? (
          <Said title="Next update">
            <p data-testid="inspector-next-update" className={view.next_update.overdue ? styles.overdue : undefined}>
              {sentence(view.next_update.words)}
            </p>
            {view.next_update.health === null ? null : (
              <p className={styles.sub}>
                The latest says <HealthMark health={view.next_update.health} />
              </p>
            )}
          </Said>
        ) : null}
      </div>
      <Decided entity={entity} />
      <p>
        <Button onPress={() => openBrief(entity.id)} data-testid="open-brief">
          Open the brief
        </Button>
      </p>
    </div>
  );
}

function Said({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={folds.section} aria-label={title}>
      <h3>{title}</h3>
      <div className={folds.said}>{children}</div>
    </section>
  );
}

function When({ view }: { view: ItemView }) {
  const { today } = useStart();
  const { row } = view;
  const finish = view.forecast?.outlook.as_planned;
  return (
    <Said title="When">
      <p className={styles.when} data-testid="inspector-when">
        {row.when.split(' · ').map((part) => (
          <span key={part}>{sentence(part)}</span>
        ))}
      </p>
      {finish && row.p50 !== null && row.state !== 'done' && new Set(finish.dots).size > 1 ? (
        <DotPlot dots={finish.dots} due={row.due?.day ?? null} standing={row.due?.standing ?? row.standing} today={today} />
      ) : null}
      {view.binds === '' ? null : <p className={styles.sub}>{sentence(view.binds)}</p>}
      <BeforeItStarts view={view} />
      {view.slips === '' ? null : (
        <p className={styles.sub} data-testid="inspector-slips">
          {sentence(view.slips)}
        </p>
      )}
    </Said>
  );
}

function BeforeItStarts({ view }: { view: ItemView }) {
  const lines = [view.waits, ...view.dependencies].filter((line) => line !== '');
  if (lines.length === 0) return null;
  return (
    <ul className={styles.lines} aria-label="What it waits for">
      {lines.map((line) => (
        <li key={line}>{sentence(line)}</li>
      ))}
    </ul>
  );
}

function Interest({ item, view }: { item: string; view: ItemView }) {
  const none = view.hidden_slip === '' && view.paydown_gain === '' && view.slowed_by.length === 0;
  return (
    <Said title="What the debt costs it">
      {view.hidden_slip === '' ? null : (
        <p className={styles.debt} data-testid="inspector-hidden-slip">
          {sentence(view.hidden_slip)}
        </p>
      )}
      {none ? <p>No debt slows it or makes it later.</p> : null}
      {view.paydown_gain === '' ? null : <p>{sentence(view.paydown_gain)}</p>}
      <SlowedBy view={view} />
      {view.effort === '' ? null : (
        <p className={styles.sub} title={sentence(view.rate)}>
          {sentence(view.effort)}
        </p>
      )}
      <DebtDays item={item} />
    </Said>
  );
}

function SlowedBy({ view }: { view: ItemView }) {
  const { select } = useSessionActions();
  if (view.slowed_by.length === 0) return null;
  return (
    <ul className={styles.slowed} aria-label={view.row.drag_words === '' ? 'Slowed by' : `Slowed by debt, ${view.row.drag_words.split(':')[0]}`}>
      {view.slowed_by.map((slowing) => (
        <li key={slowing.debt}>
          <button type="button" onClick={() => select({ kind: 'debt', id: slowing.debt })}>
            <span>{slowing.title}</span>
            <span>{number(slowing.drag)} pd</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
