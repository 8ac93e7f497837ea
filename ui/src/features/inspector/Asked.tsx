// A question and what is known of its answer: asked again when the plan changes, shown as far as it has come meanwhile. An
// answer that is no longer true stays in its place, pale and without effect, until the next is there.
import { useState } from 'react';
import { useCall, useReply } from '../../backend/use';
import type { Answer, AskedView, Question } from '../../bindings';
import { Button } from '../../components/button/Button';
import { sentence } from '../../components/words';
import styles from './Inquiries.module.css';
import { DebtDaysAnswer } from './DebtDaysAnswer';
import { DelayAnswer } from './DelayAnswer';
import { LeversAnswer } from './LeversAnswer';
import { MovedAnswer } from './MovedAnswer';
import { RippleAnswer } from './RippleAnswer';

export function Asked({ question }: { question: Question }) {
  const { value, error } = useReply({ type: 'ask', question }, ['plan', 'answers']);
  const call = useCall();
  const [last, setLast] = useState<Answer | null>(null);
  if (value?.complete && value.answer !== last) setLast(value.answer);
  if (error) {
    return (
      <p className={styles.problem} role="alert">
        {sentence(error.message)}
      </p>
    );
  }
  const complete = value?.complete ?? false;
  const stale = !complete && last !== null;
  const shown = stale ? last : (value?.answer ?? null);
  return (
    <div className={styles.answer} aria-busy={!complete}>
      {complete ? null : (
        <div className={styles.working} data-again={stale || undefined}>
          {stale ? null : <Progress asked={value} />}
          <Button look="quiet" onPress={() => void call({ type: 'stop_asking' })}>
            Stop
          </Button>
        </div>
      )}
      {value === undefined || value.stopped || value.problem === '' ? null : <p className={styles.problem}>{sentence(value.problem)}</p>}
      {value?.stopped ? (
        <div className={styles.working}>
          <span>Stopped before the end</span>
          <Button look="quiet" onPress={() => void call({ type: 'ask_again' })}>
            Work it out
          </Button>
        </div>
      ) : null}
      {shown ? (
        <div className={styles.answer} data-stale={stale || undefined} inert={stale}>
          <Body answer={shown} />
        </div>
      ) : null}
    </div>
  );
}

function Progress({ asked }: { asked: AskedView | undefined }) {
  if (asked === undefined || asked.of === 0) return <span>Working it out…</span>;
  return <progress aria-label="Forecasts made" max={asked.of} value={asked.done} />;
}

function Body({ answer }: { answer: Answer }) {
  switch (answer.type) {
    case 'levers':
      return <LeversAnswer view={answer.value} />;
    case 'debts':
      return <DebtDaysAnswer rows={answer.value} />;
    case 'delay':
      return <DelayAnswer view={answer.value} />;
    case 'pace':
    case 'scenario':
      // Asked under Capacity and under Scenarios, and shown there.
      return null;
    case 'remedies':
      // Asked with the flags, and shown there.
      return null;
    case 'ripple':
      return <RippleAnswer view={answer.value} />;
    case 'why':
      return <MovedAnswer view={answer.value} />;
  }
}
