// How a team delivers: how long things take, how many are closed in a week, what is under way, how reviews wait, how often
// its dates came true, and when so many more will be done.
import { FileUp } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useReply } from '../../backend/use';
import type { DeliveryView, TeamDelivery } from '../../bindings';
import { Button } from '../../components/button/Button';
import { Bar, Chips, Gap } from '../../components/grid';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import frame from '../../components/page.module.css';
import { usePreference, useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import styles from './delivery.module.css';
import { PaceForm } from './PaceForm';
import { Queue } from './Queue';
import { Record } from './Record';
import { Scatter } from './Scatter';
import { Throughput } from './Throughput';
import { Waits } from './Waits';

export function DeliveryPage() {
  const { value, error } = useReply({ type: 'delivery' }, ['plan', 'forecast']);
  if (value !== undefined) return <Delivery view={value} />;
  return error ? <ErrorNote error={error} /> : <Loading what="Looking back on what was delivered…" />;
}

function Delivery({ view }: { view: DeliveryView }) {
  const actions = useSessionActions();
  const { viewing } = useStart();
  const [wanted, setTeam] = usePreference('delivery.team', '');
  const team = view.teams.find((each) => each.team === wanted) ?? view.teams[0];
  if (team === undefined) {
    return (
      <Empty title="No teams yet" action={<Button look="primary" onPress={() => actions.go('capacity')}>Go to Capacity</Button>}>
        How long things take stands here for each team; teams are made under Capacity.
      </Empty>
    );
  }
  return (
    <section className={frame.page} aria-label="Delivery">
      <Bar label="Delivery">
        {view.teams.length > 1 && <Chips label="Team" chips={view.teams.map(({ team: id, title }) => ({ id, title }))} chosen={team.team} onChoose={setTeam} />}
        <Gap />
        <Button look="quiet" isDisabled={viewing !== null} onPress={() => actions.open('import_history')} data-testid="import-history">
          <FileUp size={14} aria-hidden /> Import history…
        </Button>
      </Bar>
      {/* The page is longer than its place: it must be reachable to be scrolled by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={`Delivery of ${team.title}`}>
        <Of key={team.team} team={team} />
      </div>
    </section>
  );
}

function Of({ team }: { team: TeamDelivery }) {
  return (
    <div data-testid={`delivery-${team.team}`}>
      {team.empty && <NoHistory title={team.title} />}
      <div className={styles.parts}>
        <div className={styles.column}>
          {team.cycle && (
            <Part title="How long things take" said={team.cycle.sentence}>
              <Scatter cycle={team.cycle} />
            </Part>
          )}
          <Part title="What is under way" said={team.queue.sentence}>
            <Queue queue={team.queue} />
          </Part>
          <Part title="When so many more are done">
            <PaceForm team={team.team} />
          </Part>
        </div>
        <div className={styles.column}>
          {team.throughput && (
            <Part title="What is closed" said={team.throughput.sentence}>
              <Throughput of={team.throughput} />
            </Part>
          )}
          {team.reviews && (
            <Part title="How reviews wait" said={team.reviews.sentence} risk={team.reviews.slow}>
              <Waits reviews={team.reviews} />
            </Part>
          )}
          <Part title="How its dates came true">
            <Record record={team.record} />
          </Part>
        </div>
      </div>
    </div>
  );
}

function NoHistory({ title }: { title: string }) {
  const actions = useSessionActions();
  return (
    <Empty
      title={`Nothing is known of what ${title} closed`}
      action={
        <Button look="primary" onPress={() => actions.open('import_history')} data-testid="delivery-import">
          <FileUp size={14} aria-hidden /> Import history…
        </Button>
      }
    >
      How long things take, how many are closed a week and how long reviews wait stand here, once a file says when work was created, begun and closed.
    </Empty>
  );
}

interface PartProps {
  title: string;
  /** What there is to see, in a sentence. */
  said?: string;
  /** Whether the sentence tells of something wrong. */
  risk?: boolean;
  children: ReactNode;
}

function Part({ title, said, risk = false, children }: PartProps) {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {said !== undefined && (
        <p className={styles.said} data-risk={risk || undefined}>
          {said}
        </p>
      )}
      {children}
    </section>
  );
}
