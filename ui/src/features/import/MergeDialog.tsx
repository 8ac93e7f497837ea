// A colleague's copy of this plan, merged into it.
import { useRef } from 'react';
import type { MergeView, NewMember } from '../../bindings';
import { useDoor } from '../../backend/context';
import { count } from '../../components/format';
import { useSessionActions } from '../../session/session';
import { Incoming } from './Incoming';
import { MergeReport } from './MergeReport';

export function MergeDialog() {
  const { backend, call } = useDoor();
  const actions = useSessionActions();
  const admitted = useRef<NewMember[]>([]);
  const done = (view: MergeView, name: string): void => {
    const collide = view.conflicts.length > 0 ? `; ${count(view.conflicts.length, 'field')} to settle` : '';
    const message = `Merged ${summary(view)} from ${name}${collide}`;
    const settle = { label: 'Settle', run: () => actions.showTab('flags') };
    actions.toast({ kind: 'info', message, ...(collide === '' ? {} : { action: settle }) });
    actions.announce(message);
  };
  return (
    <Incoming
      verb="Merge"
      doing="Merging…"
      name="merge"
      invitation="Drop a colleague’s copy of this plan here, or"
      promise="First you see who changed what, and where the two collide. Nobody’s change is lost: where both changed one field, the later value is shown and the other is kept until you settle it."
      accept=".plimsoll"
      pick={backend.pickMerge}
      ask={async (source, apply) => {
        const reply = await call({ type: 'merge', source, admit: admitted.current, apply });
        if (reply.type !== 'merge') throw new Error('the merge was answered by something else');
        return reply.value;
      }}
      done={done}
      summary={summary}
    >
      {(view, box, again) => {
        const choose = (members: NewMember[]): void => {
          admitted.current = members;
          again();
        };
        const others = (key: string) => admitted.current.filter((member) => member.key !== key);
        const admitting = {
          admitted: admitted.current,
          admit: (member: NewMember) => choose([...others(member.key), member]),
          leave: (key: string) => choose(others(key)),
        };
        return <MergeReport view={view} box={box} admitting={admitting} />;
      }}
    </Incoming>
  );
}

function summary(view: MergeView): string {
  const changes = view.changes.length + view.more;
  return changes === 0 ? '' : count(changes, 'change');
}
