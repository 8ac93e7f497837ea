// A file dropped on the window: a plan is opened, anything else is offered to the import.
import { useEffect } from 'react';
import { useDoor } from '../backend/context';
import { useFiles } from '../session/files';
import { useSessionActions } from '../session/session';

export function useDroppedFiles(): void {
  const door = useDoor();
  const files = useFiles();
  const actions = useSessionActions();
  useEffect(
    () =>
      door.onShell((event) => {
        if (event.type === 'menu') {
          if (event.id.startsWith('open_path:')) void files.openPath(event.id.slice('open_path:'.length));
          return;
        }
        const [path] = event.paths;
        if (path === undefined) return;
        if (path.endsWith('.plimsoll')) void files.openPath(path);
        else actions.importFile(path);
      }),
    [door, files, actions],
  );
}
