// The brief of an item as a page: six fixed stages, from the problem to what can go at the end; an empty slot is shown. Then what
// was asked of it.
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useReply } from '../../backend/use';
import type { BriefView, EntityId, Field, Stage } from '../../bindings';
import { Button } from '../../components/button/Button';
import { DrivenGroup, GroupDriver, KeyedField, PlanProvider, SlotField } from '../../components/fields';
import { ErrorNote, Loading } from '../../components/note/Note';
import { Slip, useSince } from '../../components/since';
import { sentence } from '../../components/words';
import { useOffer } from '../../session/commands';
import { useSessionActions } from '../../session/session';
import styles from './brief.module.css';
import { Questions } from './Questions';
import { Steps } from './Steps';
import { Updates } from './Updates';

const STAGES: Record<Stage, { title: string; fields: Field[] }> = {
  problem: { title: 'Problem', fields: ['problem', 'audience'] },
  bet: { title: 'Bet', fields: ['outcome', 'measure'] },
  build: { title: 'Build', fields: ['diagnosis', 'action_plan'] },
  roll_out: { title: 'Roll-out', fields: [] },
  measure: { title: 'Measure', fields: ['result'] },
  retire: { title: 'Retire', fields: ['removes'] },
};

export function BriefPage({ item }: { item: string }) {
  const { value: view, error } = useReply({ type: 'brief', item }, ['plan', 'forecast']);
  const { openBrief } = useSessionActions();
  const { chosen: baseline } = useSince();
  const back = useRef<HTMLDivElement>(null);
  useOffer([
    { id: 'brief_back', group: 'Go to', label: 'Leave the brief', keys: ['Escape'], enabled: true, run: () => openBrief(null) },
  ]);
  // The page begins where it is read from; the keys that opened it go on from here.
  const here = view !== undefined;
  useEffect(() => {
    if (here) back.current?.focus({ preventScroll: true });
  }, [here]);
  const leave = (
    <Button look="quiet" onPress={() => openBrief(null)} data-testid="brief-back">
      <ArrowLeft size={14} aria-hidden />
      Back
    </Button>
  );
  if (error) return <ErrorNote error={error} action={leave} />;
  if (!view) return <Loading what="Opening the brief…" />;
  return (
    <PlanProvider>
      <div className={styles.page} data-testid="brief" ref={back} tabIndex={-1}>
        <article className={styles.brief}>
          <p>{leave}</p>
          <h1 className={styles.title}>{view.title === '' ? 'Without a name' : view.title}</h1>
          <p className={styles.when} data-testid="brief-when">
            {view.when}
          </p>
          <p className={styles.quiet}>{sentence(view.stand)}</p>
          <Slip baseline={baseline} item={item} named />
          <Way view={view} />
          {view.stages.map(({ stage, now, missing }) => (
            <section key={stage} className={styles.stage} aria-labelledby={`stage-${stage}`} data-testid={`stage-${stage}`}>
              <DrivenGroup
                kind={stage === 'roll_out' ? 'step' : 'item'}
                fields={stage === 'roll_out' ? ['planned_on'] : STAGES[stage].fields}
              >
                <h2 id={`stage-${stage}`}>
                  {STAGES[stage].title}
                  {now ? <span className={styles.now}>Now</span> : null}
                  {missing === '' ? null : <span className={styles.missing}>{sentence(missing)}</span>}
                  <GroupDriver />
                </h2>
                <Content stage={stage} view={view} />
              </DrivenGroup>
            </section>
          ))}
          <Questions item={item} questions={view.questions} />
        </article>
      </div>
    </PlanProvider>
  );
}

/** The stages as one line, the present one marked. */
function Way({ view }: { view: BriefView }) {
  return (
    <ol className={styles.way} aria-label="Stages">
      {view.stages.map(({ stage, now, missing }) => (
        <li key={stage} aria-current={now ? 'step' : undefined} data-missing={missing !== '' || undefined}>
          <a
            href={`#stage-${stage}`}
            onClick={(event) => {
              event.preventDefault();
              document.getElementById(`stage-${stage}`)?.scrollIntoView({ block: 'start' });
            }}
          >
            {STAGES[stage].title}
          </a>
        </li>
      ))}
    </ol>
  );
}

function Content({ stage, view }: { stage: Stage; view: BriefView }) {
  const entity: EntityId = { kind: 'item', id: view.item };
  return (
    <>
      {STAGES[stage].fields.map((field) => (
        <SlotField key={field} entity={entity} field={field} placeholder="not written yet" />
      ))}
      {stage === 'build' ? <Updates view={view} /> : null}
      {stage === 'roll_out' ? <Steps item={view.item} steps={view.steps} /> : null}
      {stage === 'retire' ? <KeyedField entity={entity} field="incurs" /> : null}
    </>
  );
}
