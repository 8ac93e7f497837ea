// A CSV of issues or a plan as JSON, taken into the plan.
import type { Report } from '../../bindings';
import { useDoor } from '../../backend/context';
import { count } from '../../components/format';
import { Incoming } from './Incoming';
import { ReportView } from './ReportView';
import { brings, reportOf, useImported } from './reported';

export function ImportDialog() {
  const { backend, call } = useDoor();
  const imported = useImported();
  const done = (report: Report, name: string): void =>
    imported(`Imported ${name}: ${count(report.created.length, 'entry', 'entries')} made, ${count(report.changed.length, 'value')} changed`);
  return (
    <Incoming
      verb="Import"
      doing="Importing…"
      name="import"
      invitation="Drop a CSV of issues (Jira, Linear, any with titles) or a plan as JSON here, or"
      promise="First you see what it would do; nothing changes until you say so, and then it is one step to undo."
      accept=".csv,.json,.txt,text/csv,application/json"
      pick={backend.pickImport}
      ask={async (source, apply) => reportOf(await call({ type: 'import', source, apply }))}
      done={done}
      summary={summary}
    >
      {(report, box) => <ReportView report={report} nothing={summary(report) === ''} box={box} />}
    </Incoming>
  );
}

function summary(report: Report): string {
  return brings(report, ['new entry', 'new entries'], ['change']);
}
