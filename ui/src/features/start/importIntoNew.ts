// Importing before there is a plan: a plan is made first, and what is imported goes into it.
import { useCall } from '../../backend/use';
import { useFiles } from '../../session/files';
import { useSessionActions } from '../../session/session';

export function useImportIntoNew(): () => Promise<void> {
  const files = useFiles();
  const call = useCall();
  const actions = useSessionActions();
  return async () => {
    await files.newPlan();
    const start = await call({ type: 'start' });
    // Nobody chose a place: nothing was made.
    if (start.type === 'start' && start.value.open !== null) actions.open('import');
  };
}
