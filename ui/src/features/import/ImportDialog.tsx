// A Jira export or a plan as JSON, taken into the plan.
import type { Report } from '../../bindings';
import { useDoor } from '../../backend/context';
import { count } from '../../components/format';
import { useSessionActions } from '../../session/session';
import { Incoming } from './Incoming';
import { ReportView } from './ReportView';

export function ImportDialog() {
  const { backend, call } = useDoor();
  const actions = useSessionActions();
  const done = (report: Report, name: string): void => {
    const message = `Imported ${name}: ${count(report.created.length, 'entry', 'entries')} made, ${count(report.changed.length, 'value')} changed`;
    actions.toast({ kind: 'info', message, action: { label: 'Undo', run: () => void actions.undo() } });
    actions.announce(message);
  };
  return (
    <Incoming
      verb="Import"
      doing="Importing…"
      name="import"
      invitation="Drop a Jira CSV or a plan as JSON here, or"
      promise="First you see what it would do; nothing changes until you say so, and then it is one step to undo."
      accept=".csv,.json,.txt,text/csv,application/json"
      pick={backend.pickImport}
      ask={async (source, apply) => {
        const reply = await call({ type: 'import', source, apply });
        if (reply.type !== 'import') throw new Error('the import was answered by something else');
        return reply.value;
      }}
      done={done}
      summary={summary}
    >
      {(report, box) => <ReportView report={report} nothing={summary(report) === ''} box={box} />}
    </Incoming>
  );
}

function summary(report: Report): string {
  const parts = [
    report.created.length > 0 ? count(report.created.length, 'new entry', 'new entries') : '',
    report.changed.length > 0 ? count(report.changed.length, 'change') : '',
  ];
  return parts.filter(Boolean).join(', ');
}
