// One team: its sentence, the sum to the horizon, and a column a week.
import type { PersonCapacity, TeamCapacity, WeekCapacity } from '../../bindings';
import { number, shortDay } from '../../components/format';
import { useSession, useSessionActions } from '../../session/session';
import { ACCOUNTS, shareWords, utilStep } from './accounts';
import styles from './capacity.module.css';

export function TeamTable({ team, today }: { team: TeamCapacity; today: string }) {
  const actions = useSessionActions();
  const selected = useSession((state) => state.selected);
  const gross = ACCOUNTS.reduce((sum, { id }) => sum + team.total[id], 0);
  return (
    <section className={styles.team} aria-label={team.title} data-testid={`capacity-team-${team.team}`}>
      <header className={styles.head} data-selected={(selected?.kind === 'team' && selected.id === team.team) || undefined}>
        <button type="button" className={styles.name} onClick={() => actions.select({ kind: 'team', id: team.team }, 'focus')} title="Edit focus, support, reserve and the limit of work in progress">
          {team.title}
        </button>
        <p className={styles.summary} title="Booked: what is not idle, to the horizon. Interest: drag, toil and incidents, as a share of what remains after meetings and the rest. Unserved: support and toil that find nobody left">
          {team.summary.split(' · ').map((part, index) => (
            <span key={part} className={part.startsWith('interest') ? styles.interest : undefined}>
              {index > 0 && ' · '}
              {part}
            </span>
          ))}
        </p>
      </header>
      {gross > 0 && (
        <ul className={styles.shares} aria-label={`Where ${team.title}'s capacity goes to the horizon`}>
          {ACCOUNTS.filter(({ id }) => team.total[id] > 0).map(({ id, word }) => (
            <li key={id} data-interest={['drag', 'toil', 'incidents'].includes(id) || undefined}>
              <i className={styles.swatch} data-account={id} aria-hidden="true" />
              {word} <strong>{shareWords(team.total[id], gross)}</strong>
            </li>
          ))}
        </ul>
      )}
      {team.weeks.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.corner}>
                Week of
              </th>
              {team.weeks.map((week, index) => (
                <th key={week.monday} scope="col" className={styles.week}>
                  <span aria-hidden="true">
                    {month(week.monday, team.weeks[index - 1]?.monday)}
                    <br />
                    {Number(week.monday.slice(8))}
                  </span>
                  <span className="spoken">{shortDay(week.monday, today)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className={styles.strips}>
              <th scope="row">Where it goes</th>
              {team.weeks.map((week) => (
                <td key={week.monday}>
                  <Strip week={week} today={today} />
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">Booked, %</th>
              {team.weeks.map((week) => (
                <Util key={week.monday} week={week} />
              ))}
            </tr>
            {team.people.map((person) => (
              <Person key={person.id} person={person} weeks={team.weeks} selected={selected?.kind === 'person' && selected.id === person.id} />
            ))}
          </tbody>
        </table>
      )}
      {team.people.length === 0 && <p className={styles.nobody}>▲ Nobody is on this team: its items never finish. Add people in the People view.</p>}
    </section>
  );
}

function Strip({ week, today }: { week: WeekCapacity; today: string }) {
  if (week.gross <= 0) return <div className={styles.strip} data-off title={`Week of ${shortDay(week.monday, today)}: nobody is there`} />;
  const parts = ACCOUNTS.filter(({ id }) => week.accounts[id] > 0);
  const words = parts.map(({ id, word }) => `${word} ${number(week.accounts[id])} pd, ${shareWords(week.accounts[id], week.gross)}`);
  return (
    <div className={styles.strip} title={`Week of ${shortDay(week.monday, today)} · ${number(week.gross)} pd\n${words.join('\n')}`}>
      <span className="spoken">{words.join('; ')}</span>
      {parts.map(({ id }) => (
        <i key={id} data-account={id} aria-hidden="true" style={{ flexGrow: week.accounts[id] }} />
      ))}
    </div>
  );
}

function Util({ week }: { week: WeekCapacity }) {
  if (week.gross <= 0) return <td className={styles.cell}>–</td>;
  const step = utilStep(week.utilisation);
  const idle = week.accounts.idle;
  return (
    <td className={styles.cell} title={`${number(week.gross)} pd there, ${number(idle)} pd idle; above 100 where support and toil find nobody left`} data-over={step === 4 || undefined} style={{ background: `var(--util-${step})`, color: `var(--on-util-${step})` }}>
      {number(week.utilisation * 100, 0)}
    </td>
  );
}

function Person({ person, weeks, selected }: { person: PersonCapacity; weeks: WeekCapacity[]; selected: boolean }) {
  const actions = useSessionActions();
  return (
    <tr>
      <th scope="row" data-selected={selected || undefined}>
        <button type="button" className={styles.person} onClick={() => actions.select({ kind: 'person', id: person.id })}>
          {person.title}
        </button>
      </th>
      {weeks.map((week, index) => {
        const days = person.weeks[index] ?? 0;
        return (
          <td key={week.monday} className={styles.cell} data-presence={days <= 0 ? 'away' : days < 3 ? 'little' : days < 4.9 ? 'part' : 'full'}>
            {days <= 0 ? (
              <>
                <span aria-hidden="true">–</span>
                <span className="spoken">away</span>
              </>
            ) : (
              number(days)
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** The month of a Monday, where it is another than the week's before. */
function month(monday: string, before: string | undefined): string {
  return before?.slice(0, 7) === monday.slice(0, 7) ? '' : shortDay(monday, monday).split(' ')[1]!;
}
