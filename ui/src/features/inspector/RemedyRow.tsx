// A way out: looked at first, with its measured effect, then taken in one step that undo takes back.
import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { sentence } from '../../backend/backend';
import { useCall } from '../../backend/use';
import type { Effect, Op, Remedy } from '../../bindings';
import { Button } from '../../components/button/Button';
import { useSession, useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import styles from './Flags.module.css';

type RemedyRowProps = {
  remedy: Remedy;
  previewKey: string;
  first: boolean;
  /** What is known of it already, above its steps; why it helps is then folded away. */
  known?: ReactNode;
  /** That is its effect in words: a preview adds the flags. */
  isTold?: boolean;
};

export function RemedyRow({ remedy, previewKey, first, known, isTold = false }: RemedyRowProps) {
  const actions = useSessionActions();
  const { viewing } = useStart();
  const { action } = remedy;
  return (
    <div className={styles.remedy}>
      <p>
        <b>{remedy.label}</b> {known === undefined ? <span>{remedy.why}</span> : null}
      </p>
      {known}
      {known === undefined ? null : (
        <details className={styles.more}>
          <summary>
            <ChevronRight size={12} aria-hidden /> Why it helps
          </summary>
          {remedy.why}
        </details>
      )}
      {viewing ? null : action.type === 'apply' ? (
        <Steps label={remedy.label} op={action.op} previewKey={previewKey} first={first} isTold={isTold} />
      ) : (
        <Button onPress={() => actions.select(action.entity, action.field)} data-testid="remedy-open">
          Open
        </Button>
      )}
    </div>
  );
}

type StepsProps = { label: string; op: Op; previewKey: string; first: boolean; isTold: boolean };

function Steps({ label, op, previewKey, first, isTold }: StepsProps) {
  const call = useCall();
  const actions = useSessionActions();
  const preview = useSession((state) => (state.preview?.key === previewKey ? state.preview : null));
  const [asking, setAsking] = useState(false);

  const look = async (): Promise<void> => {
    if (preview) return actions.showPreview(null);
    setAsking(true);
    try {
      const reply = await call({ type: 'preview', op });
      if (reply.type === 'preview') {
        actions.showPreview({ key: previewKey, label, op, view: reply.value });
        actions.announce(reply.value.effect.sentence);
      }
    } catch (error) {
      actions.toast({ kind: 'error', message: sentence(error) });
    } finally {
      setAsking(false);
    }
  };
  const apply = async (): Promise<void> => {
    if (await actions.act(op, { undoable: true })) actions.showPreview(null);
  };
  return (
    <>
      {preview ? <EffectWords effect={preview.view.effect} isTold={isTold} /> : null}
      <div className={styles.steps}>
        <Button isPending={asking} aria-pressed={preview !== null} onPress={() => void look()} data-testid="remedy-preview">
          {preview ? 'Leave preview' : 'Preview'}
        </Button>
        <Button look={first || preview ? 'primary' : 'plain'} onPress={() => void apply()} data-testid="remedy-apply">
          Apply
        </Button>
      </div>
    </>
  );
}

function EffectWords({ effect, isTold }: { effect: Effect; isTold: boolean }) {
  if (isTold && effect.cleared.length + effect.raised.length === 0) return null;
  return (
    <div className={styles.effect} data-testid="remedy-effect">
      {isTold ? null : <p>{effect.sentence}</p>}
      <FlagList title="Clears" flags={effect.cleared} />
      <FlagList title="Raises" flags={effect.raised} />
    </div>
  );
}

function FlagList({ title, flags }: { title: string; flags: Effect['cleared'] }) {
  if (flags.length === 0) return null;
  return (
    <>
      <p className={styles.effectHead}>{title}</p>
      <ul>
        {flags.map((flag) => (
          <li key={`${flag.rule} ${flag.subject_key}`}>{flag.sentence}</li>
        ))}
      </ul>
    </>
  );
}
