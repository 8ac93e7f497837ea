// What the forecast says of what is selected, above its form, always in the same order.
import { useReply } from '../../backend/use';
import type { EntityId } from '../../bindings';
import { number } from '../../components/format';
import { sentence } from '../../components/words';
import styles from './Answers.module.css';
import { Decided } from './Decided';
import { DebtWays } from './DebtWays';
import { DebtInquiries } from './Inquiries';
import { ItemAnswers } from './ItemAnswers';

export function Answers({ entity }: { entity: EntityId }) {
  switch (entity.kind) {
    case 'item':
      return <ItemAnswers entity={entity} />;
    case 'debt':
      return <DebtAnswers id={entity.id} />;
    case 'component':
      return <ComponentAnswers id={entity.id} />;
    case 'team':
      return <TeamAnswers id={entity.id} />;
    case 'person':
      return <PersonAnswers id={entity.id} />;
    case 'plan':
    case 'waiver':
    case 'baseline':
    case 'scenario':
    case 'decision':
    case 'question':
    case 'step':
      return null;
  }
}

function DebtAnswers({ id }: { id: string }) {
  const debts = useReply({ type: 'debts' }, ['plan', 'forecast']).value;
  const row = debts?.rows.find((each) => each.id === id);
  if (!row) return null;
  const lines: Line[] = [
    ['Interest', `${number(row.per_week)} pd a week`, 'What it costs a week over the next four: drag on the work planned in its components, toil, and incidents by their chance, while it is unpaid'],
    ['To the horizon', `${number(row.to_horizon)} pd`, 'The same week by week to the horizon of the plan, growth included'],
    ['Made of', row.interest],
    ['Effort to pay off', row.state === 'paid' ? '' : row.effort === 0 ? 'unknown' : `${number(row.effort)} pd`, 'In the mean: of its paydown, or else its principal: more than the likely value where high lies further off than low'],
    ['Return to the horizon', row.roi, 'Interest saved to the horizon over the effort of paying, less 1; paid as planned or, if that is not planned, today'],
    ['Return to the plan\u2019s end', row.roi_end, 'The same to the day by which half the trials have finished the plan'],
    ['With its neighbours', row.roi_together, 'The return to the horizon, were the other debts of its components paid too: debts in one place hide each other'],
    ['Slows', row.slows],
    ['Paydown', row.paydown],
    ['Accepted', row.accepted],
    ['Review', row.review.words],
  ];
  return (
    <div className={styles.answers}>
      <p className={styles.sub}>{[row.components, row.category].filter(Boolean).join(' · ')}</p>
      {row.pays_back === '' ? null : <p className={styles.debt}>{sentence(/^(by|not) /.test(row.pays_back) ? `pays back ${row.pays_back}` : row.pays_back)}</p>}
      <Lines lines={lines} />
      {row.shortcut === '' ? null : <p data-testid="shortcut">{sentence(row.shortcut)}</p>}
      <DebtWays row={row} />
      <Decided entity={{ kind: 'debt', id }} />
      {row.state === 'paid' ? null : <DebtInquiries debt={id} />}
    </div>
  );
}

function ComponentAnswers({ id }: { id: string }) {
  const debts = useReply({ type: 'debts' }, ['plan', 'forecast']).value;
  const row = debts?.components.find((each) => each.id === id);
  if (!row) return null;
  return (
    <div className={styles.answers}>
      <p className={styles.sub}>{row.team === '' ? 'Owned by nobody' : `Owned by ${row.team}`}</p>
      <Lines
        lines={[
          ['Extra effort today', `${number(100 * row.drag, 0)}%`, 'm − 1 with m = 1 + 1.24 · (1 − e^(−D/1.24)), where D is the likely drag of its unpaid debts and of those above it'],
          ['Unpaid debts', number(row.debts)],
          ['Principal', `${number(row.principal)} pd`],
          ['Toil', `${number(row.toil)} h a week`],
          ['Open items', number(row.items)],
        ]}
      />
    </div>
  );
}

function TeamAnswers({ id }: { id: string }) {
  const capacity = useReply({ type: 'capacity' }, ['plan', 'forecast']).value;
  const team = capacity?.teams.find((each) => each.team === id);
  return team ? (
    <div className={styles.answers}>
      <p>{team.summary}</p>
      <ul className={styles.lines}>
        {[team.record.hits, team.record.promises, team.record.rate, team.record.drift]
          .filter((words) => words !== '')
          .map((words) => (
            <li key={words}>{sentence(words)}</li>
          ))}
      </ul>
    </div>
  ) : null;
}

function PersonAnswers({ id }: { id: string }) {
  const people = useReply({ type: 'people' }, ['plan', 'forecast']).value;
  const person = people?.people.find((each) => each.id === id);
  if (!person) return null;
  return (
    <div className={styles.answers}>
      <p className={styles.sub}>{[person.team, person.availability].filter(Boolean).join(' · ')}</p>
      {person.only_holder_of.length > 0 ? (
        <p className={styles.debt}>Only holder of {person.only_holder_of.join(', ')} on the team</p>
      ) : null}
      {person.leave === '' ? null : <p>{person.leave}</p>}
    </div>
  );
}

/** A label, its figure, and how that is reckoned where the label does not say. */
type Line = [string, string, string?];

function Lines({ lines }: { lines: Line[] }) {
  return (
    <dl className={styles.figures}>
      {lines
        .filter(([, text]) => text !== '')
        .map(([label, text, why]) => (
          <div key={label} title={why}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}
