// What was asked of the item, answered in place. Who asks and who answers, and the day, come from who is at the keyboard.
import { Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { QuestionView } from '../../bindings';
import { Button, IconButton } from '../../components/button/Button';
import { useSessionActions } from '../../session/session';
import styles from './brief.module.css';
import { SayForm } from './SayForm';
import { useSay } from './say';

export function Questions({ item, questions }: { item: string; questions: QuestionView[] }) {
  return (
    <section className={styles.stage} aria-labelledby="questions" data-testid="questions">
      <h2 id="questions">Questions</h2>
      {questions.length === 0 ? <p className={styles.empty}>Nobody has asked anything. Who asks when is answered by the forecast at once.</p> : null}
      <ol className={styles.entries}>
        {questions.map((question) => (
          <Question key={question.id} question={question} />
        ))}
      </ol>
      <AskForm item={item} />
    </section>
  );
}

function Question({ question }: { question: QuestionView }) {
  const { act } = useSessionActions();
  return (
    <li data-testid="question">
      <p className={styles.asked}>
        <b>{question.text}</b>
        <IconButton
          label="Delete the question"
          onPress={() => void act({ type: 'delete', entity: { kind: 'question', id: question.id } }, { undoable: true })}
          data-testid="question-delete"
        >
          <Trash2 size={14} aria-hidden />
        </IconButton>
      </p>
      <p className={styles.by}>{question.asked}</p>
      {question.answer === '' ? (
        <AnswerForm id={question.id} />
      ) : (
        <div className={styles.answer} data-testid="answer">
          <p className={styles.text}>{question.answer}</p>
          <p className={styles.by}>{question.answered}</p>
        </div>
      )}
    </li>
  );
}

function AskForm({ item }: { item: string }) {
  const id = useId();
  const { problem, busy, say } = useSay();
  const [text, setText] = useState('');
  const [when, setWhen] = useState(false);
  return (
    <SayForm
      problem={problem}
      onSay={() => {
        void say({ type: 'put_question', item, text, asks_when: when ? true : null }).then((done) => {
          if (!done) return;
          setText('');
          setWhen(false);
        });
      }}
    >
      <label htmlFor={id}>Ask something</label>
      <textarea id={id} rows={2} value={text} onChange={(event) => setText(event.target.value)} data-testid="question-text" />
      <div className={styles.row}>
        <label className={styles.check}>
          <input type="checkbox" checked={when} onChange={(event) => setWhen(event.target.checked)} />
          It asks when: let the forecast answer
        </label>
        <Button type="submit" isDisabled={busy || text.trim() === ''} data-testid="question-ask">
          Ask
        </Button>
      </div>
    </SayForm>
  );
}

function AnswerForm({ id }: { id: string }) {
  const { problem, busy, say } = useSay();
  const [text, setText] = useState('');
  return (
    <SayForm
      problem={problem}
      onSay={() => {
        void say({ type: 'answer_question', id, text });
      }}
    >
      <div className={styles.row}>
        <input aria-label="Answer" placeholder="answer…" className={styles.wide} value={text} onChange={(event) => setText(event.target.value)} data-testid="answer-text" />
        <Button type="submit" isDisabled={busy || text.trim() === ''} data-testid="answer-save">
          Answer
        </Button>
      </div>
    </SayForm>
  );
}
