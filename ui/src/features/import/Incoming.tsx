// A file from elsewhere comes into the plan in two steps: what it would do, and then all of it as one change.
import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import type { Source } from '../../bindings';
import { sentence } from '../../backend/backend';
import { useDoor } from '../../backend/context';
import { useLatest } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { useSession, useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { fileName } from '../../session/files';
import { readSource } from './source';
import styles from './import.module.css';

type IncomingProps<R> = {
  /** What the dialog is called before a file is chosen, if not by its verb. */
  title?: string;
  /** What is done, and what it is called while it is done. */
  verb: string;
  doing: string;
  /** Before the names of its parts in tests. */
  name: string;
  /** What may be dropped here. */
  invitation: string;
  /** What else is to be said before a file is chosen. */
  options?: ReactNode;
  /** What happens to it. */
  promise: string;
  accept: string;
  /** Asks for a file in the system's own dialog. */
  pick: () => Promise<string | null>;
  /** What the file would do, or, with `apply`, what it did. */
  ask: (source: Source, apply: boolean) => Promise<R>;
  /** Says that it is done. */
  done: (report: R, name: string) => void;
  /** What would be taken in, for the button; empty if there is nothing. */
  summary: (report: R) => string;
  /** What the file would do, and the way to ask it again after something was chosen. */
  children: (report: R, box: Ref<HTMLElement>, again: () => void) => ReactNode;
};

type Step<R> =
  | { at: 'choose'; problem?: string | undefined }
  | { at: 'reading'; name: string }
  | { at: 'report'; name: string; source: Source; report: R; problem?: string; applying?: boolean };

export function Incoming<R>({ title, verb, doing, name: part, invitation, options, promise, accept, pick, ask, done, summary, children }: IncomingProps<R>) {
  const { backend } = useDoor();
  const actions = useSessionActions();
  const { files } = useStart();
  const dropped = useSession((state) => state.importPath);
  const [step, setStep] = useState<Step<R>>({ at: 'choose' });
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const look = useLatest(async (name: string, find: () => Promise<Source>) => {
    setStep({ at: 'reading', name });
    try {
      const source = await find();
      setStep({ at: 'report', name, source, report: await ask(source, false) });
    } catch (error) {
      setStep({ at: 'choose', problem: sentence(error) });
    }
  });
  const lookAtPath = (path: string) => look(fileName(path), () => Promise.resolve({ type: 'path', path }));

  useEffect(() => {
    if (dropped !== null) void look(fileName(dropped), () => Promise.resolve({ type: 'path', path: dropped }));
  }, [dropped, look]);

  const choose = async () => {
    if (!backend.desktop) return input.current?.click();
    const path = await pick();
    if (path !== null) void lookAtPath(path);
  };
  const take = (file: File | undefined) => {
    if (file !== undefined) void look(file.name, () => readSource(file));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  const again = useLatest(async () => {
    if (step.at !== 'report') return;
    try {
      setStep({ at: 'report', name: step.name, source: step.source, report: await ask(step.source, false) });
    } catch (error) {
      setStep({ ...step, problem: sentence(error) });
    }
  });
  const apply = async () => {
    if (step.at !== 'report') return;
    setStep({ ...step, applying: true });
    try {
      const report = await ask(step.source, true);
      actions.open(null);
      done(report, step.name);
    } catch (error) {
      setStep({ at: 'report', name: step.name, source: step.source, report: step.report, problem: sentence(error) });
    }
  };

  const brings = step.at === 'report' ? summary(step.report) : '';
  const footer =
    step.at === 'report' ? (
      <>
        {step.problem !== undefined && (
          <p role="alert" className={styles.problem}>
            {step.problem}
          </p>
        )}
        <Button onPress={() => setStep({ at: 'choose' })}>Another file</Button>
        {brings === '' ? (
          <Button look="primary" onPress={() => actions.open(null)} data-testid={`${part}-close`}>
            Done
          </Button>
        ) : (
          <Button look="primary" isDisabled={step.applying === true} onPress={() => void apply()} data-testid={`${part}-apply`}>
            {step.applying ? doing : `${verb} ${brings}`}
          </Button>
        )}
      </>
    ) : undefined;

  return (
    <Dialog title={step.at === 'choose' ? (title ?? verb) : `${verb} ${step.name}`} isOpen size="large" onClose={() => actions.open(null)} footer={footer}>
      {step.at === 'choose' && (
        <div
          className={styles.choose}
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <FileUp size={24} aria-hidden="true" className={styles.mark} />
          {options}
          <p>{invitation}</p>
          {/* The dialog is opened to choose a file. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <Button look="primary" autoFocus onPress={() => void choose()} data-testid={`${part}-choose`}>
            Choose a file…
          </Button>
          <input
            ref={input}
            type="file"
            accept={accept}
            hidden
            data-testid={`${part}-file`}
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <p className={styles.quiet}>
            {promise}
            {files ? '' : ' The file is read by the program that serves this page.'}
          </p>
          {step.problem !== undefined && (
            <p role="alert" className={styles.problem} data-testid={`${part}-problem`}>
              {step.problem}
            </p>
          )}
        </div>
      )}
      {step.at === 'reading' && (
        <output ref={takeFocus} tabIndex={-1} className={styles.choose}>
          Reading {step.name}…
        </output>
      )}
      {step.at === 'report' && children(step.report, takeFocus, () => void again())}
    </Dialog>
  );
}

/** The button that had the focus is gone; what took its place gets it, so that keys still reach the dialog. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
