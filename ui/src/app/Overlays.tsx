// The layers above the frame; at most one is open. Each is loaded when it is first wanted.
import { Suspense } from 'react';
import type { Overlay } from '../session/store';
import { Boundary } from '../components/trouble/Boundary';
import { KeysDialog } from './KeysDialog';
import {
  AuthorDialog,
  DecisionsDialog,
  ExportDialog,
  HistoryDialog,
  ImportDialog,
  JoinDialog,
  MembersDialog,
  MergeDialog,
  NewScenarioDialog,
  Palette,
  ShareDialog,
  TeamDialog,
} from './pages';

export function Overlays({ overlay }: { overlay: Overlay }) {
  return (
    <Boundary key={overlay} what="This dialog" above>
      <Suspense fallback={null}>
        {overlay === 'palette' && <Palette />}
        {overlay === 'import' && <ImportDialog />}
        {overlay === 'import_history' && <HistoryDialog />}
        {overlay === 'merge' && <MergeDialog />}
        {overlay === 'export' && <ExportDialog />}
        {overlay === 'share' && <ShareDialog />}
        {overlay === 'join' && <JoinDialog />}
        {overlay === 'decisions' && <DecisionsDialog />}
        {overlay === 'team' && <TeamDialog />}
        {overlay === 'members' && <MembersDialog />}
        {overlay === 'author' && <AuthorDialog />}
        {overlay === 'author_new' && <AuthorDialog adding />}
        {overlay === 'scenario' && <NewScenarioDialog />}
        {overlay === 'keys' && <KeysDialog />}
      </Suspense>
    </Boundary>
  );
}
