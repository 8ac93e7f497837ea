// Decision records, taken into the plan in two steps: what the files would do, and then all of it as one change.
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { sentence } from '../../backend/backend';
import { useDoor } from '../../backend/context';
import type { Report, Source } from '../../bindings';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { count } from '../../components/format';
import { useSessionActions } from '../../session/session';
import { ReportView } from './ReportView';
import { brings, reportOf, useImported } from './reported';
import { readSource } from './source';
import styles from './import.module.css';

export function DecisionsDialog() {
  const { backend, call } = useDoor();
  const actions = useSessionActions();
  const imported = useImported();
  const input = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<{ sources: Source[]; report: Report }>();
  const [problem, setProblem] = useState('');
  const close = (): void => actions.open(null);

  const ask = async (sources: Source[], apply: boolean): Promise<void> => {
    setProblem('');
    try {
      const report = reportOf(await call({ type: 'import_decisions', sources, apply }));
      if (!apply) return setFound({ sources, report });
      close();
      imported(`Imported ${count(sources.length, 'source')}: ${summary(report)}`);
    } catch (error) {
      setProblem(sentence(error));
    }
  };
  const choose = async (): Promise<void> => {
    if (!backend.desktop) return input.current?.click();
    const path = await backend.pickFolder('Import decision records');
    if (path !== null) await ask([{ type: 'path', path }], false);
  };
  const take = async (files: FileList | null): Promise<void> => {
    const chosen = [...(files ?? [])];
    if (chosen.length > 0) await ask(await Promise.all(chosen.map(readSource)), false);
  };

  const brings = found === undefined ? '' : summary(found.report);
  const footer =
    found === undefined ? undefined : (
      <>
        <Button onPress={() => setFound(undefined)}>Other files</Button>
        {brings === '' ? (
          <Button look="primary" onPress={close}>
            Done
          </Button>
        ) : (
          <Button look="primary" onPress={() => void ask(found.sources, true)} data-testid="decisions-apply">
            Import {brings}
          </Button>
        )}
      </>
    );
  return (
    <Dialog title="Import decision records" isOpen size="large" onClose={close} footer={footer}>
      {found === undefined ? (
        <div className={styles.choose}>
          <FileUp size={24} aria-hidden="true" className={styles.mark} />
          <p>Markdown files in the form of MADR, as they lie beside the code.</p>
          {/* The dialog is opened to choose files. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <Button look="primary" autoFocus onPress={() => void choose()} data-testid="decisions-choose">
            {backend.desktop ? 'Choose their folder…' : 'Choose files…'}
          </Button>
          <input ref={input} type="file" accept=".md,text/markdown" multiple hidden data-testid="decisions-file" onChange={(event) => void take(event.target.files)} />
          <p className={styles.quiet}>First you see what they would do; nothing changes until you say so, and then it is one step to undo.</p>
        </div>
      ) : (
        <ReportView report={found.report} nothing={brings === ''} unit="file" box={(element) => element?.focus()} />
      )}
      {problem === '' ? null : (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </Dialog>
  );
}

function summary(report: Report): string {
  return brings(report, ['new decision'], ['change']);
}
