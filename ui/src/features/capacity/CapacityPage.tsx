// Where capacity goes, team by team and week by week: a strip a week for the accounts, how full it is, and who is there.
import { useRef } from 'react';
import type { CapacityView } from '../../bindings';
import { useAct, useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { refusal } from '../../components/fields';
import { Bar, Chips, Gap, NewLine } from '../../components/grid';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import frame from '../../components/page.module.css';
import { newEntity } from '../../session/ids';
import { usePreference, useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { ACCOUNTS } from './accounts';
import styles from './capacity.module.css';
import { TeamTable } from './TeamTable';

export function CapacityPage() {
  const { value, error } = useReply({ type: 'capacity' }, ['plan', 'forecast']);
  if (value !== undefined) return <Capacity view={value} />;
  return error ? <ErrorNote error={error} /> : <Loading what="Adding up the capacity…" />;
}

function Capacity({ view }: { view: CapacityView }) {
  const { today } = useStart();
  const act = useAct();
  const actions = useSessionActions();
  const [team, setTeam] = usePreference('capacity.team', '');
  const line = useRef<HTMLInputElement>(null);
  const chosen = view.teams.some((each) => each.team === team) ? team : '';
  const shown = view.teams.filter((each) => chosen === '' || each.team === chosen);

  const create = async (title: string) => {
    const entity = newEntity('team');
    const refused = await refusal(act({ type: 'create', entity, values: [{ field: 'title', key: '', value: { type: 'text', value: title } }] }));
    if (refused === undefined) actions.select(entity, 'focus');
    return refused;
  };

  return (
    <section className={frame.page} aria-label="Capacity" data-stale={view.stale || undefined}>
      <Bar label="Capacity">
        {view.teams.length > 1 && (
          <Chips label="Team" chosen={chosen} onChoose={setTeam} chips={[{ id: '', title: 'All teams' }, ...view.teams.map(({ team: id, title }) => ({ id, title }))]} />
        )}
        <Gap />
        {view.teams.length > 0 && (
          <ul className={styles.legend} aria-label="Where capacity goes">
            {ACCOUNTS.map(({ id, word, means }) => (
              <li key={id} title={means}>
                <i className={styles.swatch} data-account={id} aria-hidden="true" />
                {word}
              </li>
            ))}
          </ul>
        )}
      </Bar>
      {view.teams.length === 0 ? (
        <Empty title="No teams yet" action={<Button look="primary" onPress={() => line.current?.focus()}>New team</Button>}>
          Who does the work stands here, week by week, with what is left after leave, support and debt.
        </Empty>
      ) : (
        // The table is wider than its place: it must be reachable to be scrolled by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles.scroll} tabIndex={0} role="region" aria-label="Capacity week by week">
          {shown.map((each) => (
            <TeamTable key={each.team} team={each} today={today} />
          ))}
        </div>
      )}
      <div className={styles.foot}>
        <NewLine label="New team" onCreate={create} box={line} testId="new-team" />
      </div>
    </section>
  );
}
