// The ticket that lets others in: its text to hand over, how many it is for and for how long.
import { Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import type { InvitationView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { useCopy } from '../../session/copy';
import type { Ask } from './ShareDialog';
import styles from './live.module.css';

const LIFETIMES = [
  { minutes: 10, label: '10 minutes' },
  { minutes: 60, label: 'an hour' },
  { minutes: 24 * 60, label: 'a day' },
];

const USES = [1, 2, 3, 5, 10];

export function Invitation({ invitation, ask }: { invitation: InvitationView | null; ask: Ask }) {
  return (
    <section className={styles.part} aria-label="Ticket">
      {invitation === null ? null : <Ticket invitation={invitation} />}
      <NewTicket first={invitation === null} ask={ask} />
    </section>
  );
}

function Ticket({ invitation: { ticket, holds, sentence } }: { invitation: InvitationView }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const { copied, copy } = useCopy(ticket, 'the ticket', () => box.current?.select());
  return (
    <>
      <label className={styles.field}>
        <span>Ticket</span>
        <textarea ref={box} className={styles.ticket} rows={4} readOnly value={ticket} data-spent={!holds || undefined} data-testid="ticket" onFocus={(event) => event.target.select()} />
      </label>
      <div className={styles.line}>
        <span className={styles.quiet} data-testid="ticket-holds">
          {sentence}
        </span>
        <Button onPress={() => void copy()} data-testid="copy-ticket">
          <Copy size={14} aria-hidden />
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </>
  );
}

function NewTicket({ first, ask }: { first: boolean; ask: Ask }) {
  const [uses, setUses] = useState(1);
  const [minutes, setMinutes] = useState(60);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    await ask({ type: 'share', uses, minutes });
    setBusy(false);
  };
  return (
    <div className={styles.line}>
      <span className={styles.choices}>
        <label>
          For{' '}
          <select value={uses} onChange={(event) => setUses(Number(event.target.value))} aria-label="How many people it lets in">
            {USES.map((each) => (
              <option key={each} value={each}>
                {each === 1 ? '1 person' : `${each} people`}
              </option>
            ))}
          </select>
        </label>
        <label>
          within{' '}
          <select value={minutes} onChange={(event) => setMinutes(Number(event.target.value))} aria-label="How long it holds">
            {LIFETIMES.map((each) => (
              <option key={each.minutes} value={each.minutes}>
                {each.label}
              </option>
            ))}
          </select>
        </label>
      </span>
      <Button look={first ? 'primary' : 'plain'} isPending={busy} onPress={() => void make()} data-testid="make-ticket">
        {first ? (busy ? 'Sharing…' : 'Share') : 'New ticket'}
      </Button>
    </div>
  );
}
