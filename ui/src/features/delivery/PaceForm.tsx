// When will so many be done, how many by a day? Answered from the days on which the team's items were done, or from a list.
import { useId, useRef, useState } from 'react';
import { useReply } from '../../backend/use';
import type { Question } from '../../bindings';
import { Button } from '../../components/button/Button';
import { readDay } from '../../components/fields';
import { sentence } from '../../components/words';
import styles from './delivery.module.css';

export function PaceForm({ team }: { team: string }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState('');
  const [by, setBy] = useState('');
  const [asked, setAsked] = useState<Question | null>(null);
  const [list, setList] = useState<{ name: string; text: string } | null>(null);
  const remaining = /^\s*\d{1,5}\s*$/.test(left) ? Number(left) : null;
  const day = readDay(by.trim()) ?? null;
  const wrongLeft = left.trim() !== '' && remaining === null;
  const wrongDay = by.trim() !== '' && day === null;
  const ready = !wrongLeft && !wrongDay && (remaining !== null || day !== null);
  return (
    <form
      className={styles.pace}
      aria-label="When will so many be done?"
      data-testid={`pace-${team}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) setAsked({ type: 'pace', team, remaining, by: day, closed: list?.text ?? null });
      }}
    >
      <label htmlFor={`${id}-left`}>When will so many more be done</label>
      <input id={`${id}-left`} inputMode="numeric" size={4} value={left} aria-invalid={wrongLeft} onChange={(event) => setLeft(event.target.value)} />
      <label htmlFor={`${id}-by`}>and how many by</label>
      <input id={`${id}-by`} placeholder="YYYY-MM-DD" size={11} value={by} aria-invalid={wrongDay} onChange={(event) => setBy(event.target.value)} />
      <span title="A list is a text or CSV file with a date a line, or a column Closed, Resolved, Completed or Done">
        from {list === null ? 'what it finished' : list.name}
      </span>
      <Button look="quiet" onPress={() => input.current?.click()}>
        {list === null ? 'Take a list…' : 'Another list…'}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="A list of closing dates"
        accept=".csv,.tsv,.txt,text/plain,text/csv"
        onChange={async (event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) setList({ name: file.name, text: await file.text() });
        }}
      />
      <Button type="submit" isDisabled={!ready}>
        Answer
      </Button>
      {asked === null ? null : <Answered question={asked} />}
    </form>
  );
}

function Answered({ question }: { question: Question }) {
  const { value, error } = useReply({ type: 'ask', question }, ['plan', 'answers']);
  const problem = error?.message ?? value?.problem ?? '';
  if (problem !== '') {
    return (
      <p className={styles.problem} role="alert">
        {sentence(problem)}
      </p>
    );
  }
  const view = value?.answer?.type === 'pace' ? value.answer.value : null;
  if (view === null) {
    return (
      <p className={styles.answer} aria-busy>
        Working it out…
      </p>
    );
  }
  const quiet = [view.basis, view.record, ...view.notes].filter((words) => words !== '');
  return (
    <ul className={styles.answer} data-testid="pace-answer">
      {view.answers.map((words) => (
        <li key={words}>{sentence(words)}</li>
      ))}
      {quiet.map((words) => (
        <li key={words} className={styles.more}>
          {sentence(words)}
        </li>
      ))}
    </ul>
  );
}
