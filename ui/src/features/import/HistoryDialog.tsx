// When work was created, begun and closed, or how reviews went, taken into the past of a team.
import type { Report } from '../../bindings';
import { useDoor } from '../../backend/context';
import { useReply } from '../../backend/use';
import { Chips } from '../../components/grid';
import { usePreference, useSessionActions } from '../../session/session';
import { Incoming } from './Incoming';
import { ReportView } from './ReportView';
import { brings, reportOf, useImported } from './reported';

export function HistoryDialog() {
  const { backend, call } = useDoor();
  const actions = useSessionActions();
  const imported = useImported();
  const teams = useReply({ type: 'delivery' }, ['plan']).value?.teams ?? [];
  const [wanted, setTeam] = usePreference('delivery.team', '');
  const team = teams.find((each) => each.team === wanted) ?? teams[0];
  const done = (report: Report, name: string): void => {
    imported(`Imported ${name}: ${summary(report)} of ${team?.title ?? 'the team'}`);
    actions.go('delivery');
  };
  return (
    <Incoming
      title="Import delivery history"
      verb="Import"
      doing="Importing…"
      name="history"
      invitation="Drop a CSV of closed work or of merged pull requests here, or"
      options={
        teams.length > 1 && team !== undefined ? (
          <Chips label="Team" chips={teams.map(({ team: id, title }) => ({ id, title: `Of ${title}` }))} chosen={team.team} onChoose={setTeam} />
        ) : undefined
      }
      promise="Any columns that say when work was created, begun and closed, or when a review was asked for, looked at and merged; Jira’s export and the JSON of gh too. First you see what it would do; then it is one step to undo."
      accept=".csv,.tsv,.json,.txt,text/csv,application/json"
      pick={backend.pickImport}
      ask={async (source, apply) => {
        if (team === undefined) throw new Error('there is no team yet: make one under Capacity first');
        return reportOf(await call({ type: 'import_history', source, team: team.team, apply }));
      }}
      done={done}
      summary={summary}
    >
      {(report, box) => <ReportView report={report} nothing={summary(report) === ''} box={box} />}
    </Incoming>
  );
}

function summary(report: Report): string {
  return brings(report, ['new record'], ['correction']);
}
