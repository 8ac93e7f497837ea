// What imports that answer with a report have in common: what they would take in, and the word when they have.
import type { Reply, Report } from '../../bindings';
import { count } from '../../components/format';
import { useSessionActions } from '../../session/session';

/** One of something, and several. */
type Words = [one: string, several?: string];

/** What would be taken in, for a button: "3 new records, 1 correction"; empty if there is nothing. */
export function brings({ created, changed }: Report, made: Words, other: Words): string {
  const parts = [created.length > 0 ? count(created.length, ...made) : '', changed.length > 0 ? count(changed.length, ...other) : ''];
  return parts.filter(Boolean).join(', ');
}

/** The report that an import is answered with. */
export function reportOf(reply: Reply): Report {
  if (reply.type !== 'import') throw new Error('the import was answered by something else');
  return reply.value;
}

/** Says that something was imported, and offers to take it back. */
export function useImported(): (message: string) => void {
  const actions = useSessionActions();
  return (message) => {
    actions.toast({ kind: 'info', message, action: { label: 'Undo', run: () => void actions.undo() } });
    actions.announce(message);
  };
}
