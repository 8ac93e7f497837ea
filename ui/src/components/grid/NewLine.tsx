// The last line of a list: a title typed into it makes something new, and the line is ready for the next.
import { Plus } from 'lucide-react';
import { type Ref, useId, useState } from 'react';
import styles from './NewLine.module.css';

interface NewLineProps {
  /** "New item". */
  label: string;
  /** Makes it; answers with the sentence of a refusal, or nothing. */
  onCreate: (title: string) => Promise<string | undefined>;
  /** So that an empty view can send the focus here. */
  box?: Ref<HTMLInputElement>;
  testId?: string;
}

export function NewLine({ label, onCreate, box, testId }: NewLineProps) {
  const id = useId();
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState<string>();
  const create = async () => {
    const words = title.trim();
    if (words === '') return;
    setTitle('');
    const refused = await onCreate(words);
    setProblem(refused);
    if (refused !== undefined) setTitle((next) => (next === '' ? words : next));
  };
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Plus size={14} aria-hidden="true" />
      <input
        ref={box}
        className={styles.input}
        value={title}
        placeholder={`${label}…`}
        aria-label={label}
        aria-describedby={problem === undefined ? undefined : id}
        aria-invalid={problem !== undefined || undefined}
        data-slot={title === '' ? 'rest' : 'typing'}
        data-testid={testId}
        autoComplete="off"
        onChange={(event) => {
          setTitle(event.target.value);
          setProblem(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setTitle('');
          setProblem(undefined);
          event.currentTarget.blur();
        }}
      />
      {problem !== undefined && (
        <p id={id} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
