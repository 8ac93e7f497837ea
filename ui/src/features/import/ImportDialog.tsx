// A file from elsewhere comes into the plan in two steps: what it would do, row by row, and then all of it as one change.
import { FileUp } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { Report, Source } from '../../bindings';
import { sentence } from '../../backend/backend';
import { useDoor } from '../../backend/context';
import { useLatest } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { count } from '../../components/format';
import { useSession, useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { fileName } from '../../session/files';
import { ReportView } from './ReportView';
import { readSource } from './source';
import styles from './import.module.css';

type Step =
  | { at: 'choose'; problem?: string | undefined }
  | { at: 'reading'; name: string }
  | { at: 'report'; name: string; source: Source; report: Report; problem?: string; applying?: boolean };

export function ImportDialog() {
  const { backend, call } = useDoor();
  const actions = useSessionActions();
  const { files } = useStart();
  const dropped = useSession((state) => state.importPath);
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const look = useLatest(async (name: string, find: () => Promise<Source>) => {
    setStep({ at: 'reading', name });
    try {
      const source = await find();
      const reply = await call({ type: 'import', source, apply: false });
      if (reply.type === 'import') setStep({ at: 'report', name, source, report: reply.value });
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
    const path = await backend.pickImport();
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

  const apply = async () => {
    if (step.at !== 'report') return;
    setStep({ ...step, applying: true });
    try {
      const reply = await call({ type: 'import', source: step.source, apply: true });
      actions.open(null);
      if (reply.type !== 'import') return;
      const message = `Imported ${step.name}: ${count(reply.value.created.length, 'entry', 'entries')} made, ${count(reply.value.changed.length, 'value')} changed`;
      actions.toast({ kind: 'info', message, action: { label: 'Undo', run: () => void actions.undo() } });
      actions.announce(message);
    } catch (error) {
      setStep({ at: 'report', name: step.name, source: step.source, report: step.report, problem: sentence(error) });
    }
  };

  const nothing = step.at === 'report' && step.report.created.length === 0 && step.report.changed.length === 0;
  const footer =
    step.at === 'report' ? (
      <>
        {step.problem !== undefined && (
          <p role="alert" className={styles.problem}>
            {step.problem}
          </p>
        )}
        <Button onPress={() => setStep({ at: 'choose' })}>Another file</Button>
        {nothing ? (
          <Button look="primary" onPress={() => actions.open(null)} data-testid="import-close">
            Done
          </Button>
        ) : (
          <Button look="primary" isDisabled={step.applying === true} onPress={() => void apply()} data-testid="import-apply">
            {step.applying ? 'Importing…' : `Import ${summary(step.report)}`}
          </Button>
        )}
      </>
    ) : undefined;

  return (
    <Dialog title={step.at === 'choose' ? 'Import' : `Import ${step.name}`} isOpen size="large" onClose={() => actions.open(null)} footer={footer}>
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
          <p>Drop a Jira CSV or a plan as JSON here, or</p>
          {/* The dialog is opened to choose a file. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <Button look="primary" autoFocus onPress={() => void choose()} data-testid="import-choose">
            Choose a file…
          </Button>
          <input
            ref={input}
            type="file"
            accept=".csv,.json,.txt,text/csv,application/json"
            hidden
            data-testid="import-file"
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <p className={styles.quiet}>
            First you see what it would do; nothing changes until you say so, and then it is one step to undo.
            {files ? '' : ' The file is read by the program that serves this page.'}
          </p>
          {step.problem !== undefined && (
            <p role="alert" className={styles.problem} data-testid="import-problem">
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
      {step.at === 'report' && <ReportView report={step.report} nothing={nothing} box={takeFocus} />}
    </Dialog>
  );
}

/** The button that had the focus is gone; what took its place gets it, so that keys still reach the dialog. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}

function summary(report: Report): string {
  const parts = [
    report.created.length > 0 ? count(report.created.length, 'new entry', 'new entries') : '',
    report.changed.length > 0 ? count(report.changed.length, 'change') : '',
  ];
  return parts.filter(Boolean).join(', ');
}
