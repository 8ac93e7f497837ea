// A question and what is known of its answer: asked again when the plan changes, shown as far as it has come meanwhile.
import { useCall, useReply } from '../../backend/use';
import type { Answer, AskedView, Question } from '../../bindings';
import { Button } from '../../components/button/Button';
import { sentence } from '../../components/words';
import styles from './Inquiries.module.css';
import { DebtDaysAnswer } from './DebtDaysAnswer';
import { LeversAnswer } from './LeversAnswer';
import { MovedAnswer } from './MovedAnswer';
import { RippleAnswer } from './RippleAnswer';

export function Asked({ question }: { question: Question }) {
  const { value, error } = useReply({ type: 'ask', question }, ['plan', 'answers']);
  const call = useCall();
  if (error) {
    return (
      <p className={styles.problem} role="alert">
        {sentence(error.message)}
      </p>
    );
  }
  if (!value) return <p className={styles.working}>Reckoning…</p>;
  return (
    <div className={styles.answer} aria-busy={!value.complete}>
      {value.complete ? null : (
        <div className={styles.working}>
          <Progress asked={value} />
          <Button look="quiet" onPress={() => void call({ type: 'stop_asking' })}>
            Stop
          </Button>
        </div>
      )}
      {value.problem === '' ? null : <p className={styles.problem}>{sentence(value.problem)}</p>}
      {value.answer ? <Body answer={value.answer} /> : null}
    </div>
  );
}

function Progress({ asked }: { asked: AskedView }) {
  if (asked.of === 0) return <span>Reckoning…</span>;
  return <progress aria-label="Forecasts made" max={asked.of} value={asked.done} />;
}

function Body({ answer }: { answer: Answer }) {
  switch (answer.type) {
    case 'levers':
      return <LeversAnswer view={answer.value} />;
    case 'debts':
      return <DebtDaysAnswer rows={answer.value} />;
    case 'ripple':
      return <RippleAnswer view={answer.value} />;
    case 'why':
      return <MovedAnswer view={answer.value} />;
  }
}
