// What each team's own past says of its dates: how often they came true, what was learned from that, and
// when so many more will be done at that pace.
import { useState } from 'react';
import type { Question, TeamCapacity } from '../../bindings';
import { sentence } from '../../components/words';
import { useSessionActions } from '../../session/session';
import styles from './capacity.module.css';
import { PaceForm } from './PaceForm';

export function Delivery({ teams }: { teams: TeamCapacity[] }) {
  const [asked, setAsked] = useState<Question | null>(null);
  return (
    <>
      {teams.map((team) => (
        <Record key={team.team} team={team} asked={asked} onAsk={setAsked} />
      ))}
    </>
  );
}

interface RecordProps {
  team: TeamCapacity;
  asked: Question | null;
  onAsk: (question: Question) => void;
}

function Record({ team, asked, onAsk }: RecordProps) {
  const actions = useSessionActions();
  const { record } = team;
  const lines: [string, string, string][] = [
    [record.hits, record.other_hits, 'An item keeps the 85% of its estimate if it took no more than the range says with that chance. Few items say little: with twenty, three more or fewer are luck'],
    [record.promises, '', 'Finished items that were promised, and were done by that day'],
    [record.rate, '', 'The median of actual over likely effort of its finished items; it multiplies every estimate of the team in the forecast'],
    [record.drift, '', 'How far plans as a whole run faster or slower than estimated. It is the drift that would have made 85% of the team’s past forecasts come true, drawn towards what is typical while there are few'],
  ];
  return (
    <section className={styles.team} aria-label={`Delivery of ${team.title}`} data-testid={`delivery-${team.team}`}>
      <header className={styles.head}>
        <button type="button" className={styles.name} onClick={() => actions.select({ kind: 'team', id: team.team }, 'focus')} title="Edit the team">
          {team.title}
        </button>
      </header>
      <ul className={styles.record}>
        {lines
          .filter(([words]) => words !== '')
          .map(([words, more, why]) => (
            <li key={words} title={why}>
              {sentence(words)}
              {more === '' ? null : <span className={styles.more}> {sentence(more)}</span>}
            </li>
          ))}
      </ul>
      <PaceForm team={team.team} asked={asked} onAsk={onAsk} />
    </section>
  );
}
