// The foot of the window: what is saved, how far the forecast is, how many flags stand.
import { UserRoundPlus } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useReply } from '../backend/use';
import type { ForecastState, StatusView } from '../bindings';
import { count, number } from '../components/format';
import { SeverityGlyph } from '../components/status/Status';
import { useSessionActions } from '../session/session';
import { Sync } from './Sync';
import { TeamSync } from './TeamSync';
import styles from './StatusBar.module.css';

export function StatusBar() {
  const { value: status, error } = useReply({ type: 'status' }, ['plan', 'forecast']);
  const { open, showTab } = useSessionActions();
  return (
    <footer className={styles.bar} aria-label="Status">
      {error ? (
        <span className={styles.trouble} role="alert">
          {error.message}
        </span>
      ) : null}
      {status ? (
        <>
          <span data-testid="status-saved">{status.saved === null ? 'Saved' : `Saved ${status.saved}`}</span>
          <Sync />
          <TeamSync />
          {status.waiting !== '' || status.aside > 0 ? (
            <Button className={styles.sync!} data-testid="status-members" onPress={() => open('members')}>
              <UserRoundPlus size={12} strokeWidth={2} aria-hidden />
              {status.waiting !== '' ? status.waiting : `${count(status.aside, 'change')} kept aside`}
            </Button>
          ) : null}
          <span data-testid="status-forecast" data-state={status.forecast.type} title="Each run draws every effort, every interest and the pace of each team, and plays the weeks through; dates and chances are counted over all runs">
            {forecastWords(status.forecast)}
          </span>
          <Button className={styles.flags!} data-testid="status-flags" onPress={() => showTab('flags')}>
            <FlagCounts flags={status.flags} />
            {status.accepted > 0 ? <span className={styles.count}>{number(status.accepted)} accepted</span> : null}
          </Button>
        </>
      ) : null}
    </footer>
  );
}

/** "Forecast 10,000 runs · 0.4 s". */
export function forecastWords(state: ForecastState): string {
  switch (state.type) {
    case 'running':
      return 'Forecast running…';
    case 'preview':
      return `Forecast ${number(state.trials)} runs, refining…`;
    case 'full':
      return `Forecast ${number(state.trials)} runs · ${number(state.millis / 1000, state.millis < 95 ? 2 : 1)} s`;
  }
}

function FlagCounts({ flags }: Pick<StatusView, 'flags'>) {
  if (!flags) return <>Looking for flags…</>;
  const [critical, warning, note] = flags;
  if (critical + warning + note === 0) return <>No flags</>;
  return (
    <>
      {critical > 0 && (
        <span className={styles.count}>
          <SeverityGlyph severity="critical" size={11} /> {number(critical)} critical
        </span>
      )}
      {warning > 0 && (
        <span className={styles.count}>
          <SeverityGlyph severity="warning" size={11} /> {count(warning, 'warning')}
        </span>
      )}
      {note > 0 && (
        <span className={styles.count}>
          <SeverityGlyph severity="note" size={11} /> {count(note, 'note')}
        </span>
      )}
    </>
  );
}
