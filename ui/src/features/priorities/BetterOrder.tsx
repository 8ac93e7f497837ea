// The search for a better order: how far it is, what it found, and the step that does it. It runs behind the door, so it
// goes on while other views are open.
import { ProgressBar } from 'react-aria-components';
import { sentence } from '../../backend/backend';
import { useCall, useReply } from '../../backend/use';
import type { Op, ReorderStepView, Request } from '../../bindings';
import { Button } from '../../components/button/Button';
import { useSession, useSessionActions } from '../../session/session';
import styles from './better.module.css';

/** Long enough for a plan of fifty items, short enough to wait for; whoever has enough earlier takes what there is. */
const SEARCH: Request = { type: 'start_reorder', seconds: 20, orders: 10000 };
const PREVIEW_KEY = 'better-order';

function useAsk(): (request: Request) => Promise<void> {
  const call = useCall();
  const actions = useSessionActions();
  return async (request) => {
    try {
      await call(request);
    } catch (error) {
      actions.toast({ kind: 'error', message: sentence(error) });
    }
  };
}

/** Starts the search. */
export function FindBetterOrder() {
  const { value } = useReply({ type: 'reorder' }, ['reorder', 'plan', 'start']);
  const ask = useAsk();
  return (
    <Button look="quiet" isDisabled={value?.type === 'running'} onPress={() => void ask(SEARCH)} data-testid="find-better-order">
      Find a better order
    </Button>
  );
}

/** The search while it runs, and what it found; nothing if there was none. */
export function BetterOrder() {
  const { value } = useReply({ type: 'reorder' }, ['reorder', 'plan', 'start']);
  const ask = useAsk();
  if (value === undefined || value.type === 'nothing') return null;
  const forget = () => void ask({ type: 'end_reorder', keep: false });
  if (value.type === 'running') {
    return (
      <section className={styles.panel} aria-label="Better order" data-testid="better-order">
        <ProgressBar aria-label="Searching a better order" value={value.share * 100} className={styles.progress!}>
          {({ percentage }) => (
            <>
              <span>{value.sentence}</span>
              <span className={styles.track}>
                <span className={styles.fill} style={{ width: `${percentage ?? 0}%` }} />
              </span>
            </>
          )}
        </ProgressBar>
        <div className={styles.actions}>
          <Button isDisabled={value.share >= 1} onPress={() => void ask({ type: 'end_reorder', keep: true })}>
            Take the best so far
          </Button>
          <Button onPress={forget}>Cancel</Button>
        </div>
      </section>
    );
  }
  return (
    <section className={styles.panel} aria-label="Better order" data-testid="better-order">
      <p className={styles.words} role="status">
        <Gain sentence={value.sentence} />
        <span>{value.stale ? 'The plan has changed since: search again.' : value.basis}</span>
      </p>
      {value.steps.length > 0 ? <Steps steps={value.steps} /> : null}
      <div className={styles.actions}>
        {value.op !== null && !value.stale ? <Take op={value.op} onTaken={forget} /> : null}
        {value.stale ? <Button look="primary" onPress={() => void ask(SEARCH)}>Search again</Button> : null}
        <Button onPress={forget}>Dismiss</Button>
      </div>
    </section>
  );
}

/** The gain stands out; what it is made of follows. */
function Gain({ sentence: whole }: { sentence: string }) {
  const [gain, ...parts] = whole.split(': ');
  return (
    <span className={styles.gain}>
      <b>{gain}</b>
      {parts.length === 0 ? null : `: ${parts.join(': ')}`}
    </span>
  );
}

function Steps({ steps }: { steps: ReorderStepView[] }) {
  const actions = useSessionActions();
  return (
    <ol className={styles.steps} aria-label="What it changes">
      {steps.map((step) => (
        <li key={`${step.what} ${step.about.kind} ${step.about.id}`}>
          <span>{step.what}</span>
          <Button look="quiet" className={styles.title!} onPress={() => actions.point(step.about)}>
            {step.title}
          </Button>
          <span className={styles.places}>{places(step)}</span>
        </li>
      ))}
    </ol>
  );
}

function places({ from, to }: ReorderStepView): string {
  if (to === null) return '';
  return from === null ? `as number ${to}` : `${from} → ${to}`;
}

/** Looked at first on the roadmap, or taken at once: one step that undo takes back. */
function Take({ op, onTaken }: { op: Op; onTaken: () => void }) {
  const call = useCall();
  const actions = useSessionActions();
  const shown = useSession((state) => state.preview?.key === PREVIEW_KEY);
  const label = op.type === 'all' ? op.label : 'Better order';
  const look = async (): Promise<void> => {
    if (shown) return actions.showPreview(null);
    try {
      const reply = await call({ type: 'preview', op });
      if (reply.type !== 'preview') return;
      actions.showPreview({ key: PREVIEW_KEY, label, op, view: reply.value, onTaken });
      actions.announce(reply.value.effect.sentence);
      actions.go('roadmap');
    } catch (error) {
      actions.toast({ kind: 'error', message: sentence(error) });
    }
  };
  const apply = async (): Promise<void> => {
    if (!(await actions.act(op, { undoable: true }))) return;
    if (shown) actions.showPreview(null);
    onTaken();
  };
  return (
    <>
      <Button look="primary" onPress={() => void apply()} data-testid="apply-better-order">
        Apply
      </Button>
      <Button aria-pressed={shown} onPress={() => void look()}>
        {shown ? 'Leave preview' : 'Preview on the roadmap'}
      </Button>
    </>
  );
}
