// The window: the start page while no plan is open, else the frame around one.
import { Suspense } from 'react';
import { AskAnew } from '../backend/context';
import { useReply } from '../backend/use';
import type { StartView } from '../bindings';
import { Button } from '../components/button/Button';
import { ErrorNote, Loading } from '../components/note/Note';
import { Boundary } from '../components/trouble/Boundary';
import { CommandsProvider } from '../session/commands';
import { LiveProvider } from '../session/live';
import { SessionProvider, useSession } from '../session/session';
import { StartProvider } from '../session/start';
import { VIEWS, type SessionState, type View } from '../session/store';
import { Announcer, Toasts } from './Messages';
import { Frame } from './Frame';
import { Overlays } from './Overlays';
import { StartPage } from './pages';
import { Ready } from './Ready';
import { useAppearance } from './appearance';
import { useAppCommands } from './commands';
import { useDroppedFiles } from './dropped';

export function App() {
  return (
    <Boundary what="Plimsoll">
      <Whole />
    </Boundary>
  );
}

function Whole() {
  const start = useReply({ type: 'start' }, ['start']);
  if (start.value) {
    return (
      <StartProvider value={start.value}>
        <SessionProvider initial={remembered(start.value.preferences)}>
          <CommandsProvider>
            <LiveProvider>
              <Window start={start.value} />
            </LiveProvider>
          </CommandsProvider>
        </SessionProvider>
      </StartProvider>
    );
  }
  if (start.error) {
    return <ErrorNote error={start.error} action={<Button onPress={() => window.location.reload()}>Try again</Button>} />;
  }
  return <Loading what="Starting Plimsoll…" />;
}

function Window({ start }: { start: StartView }) {
  useAppearance();
  useDroppedFiles();
  useAppCommands(start);
  const overlay = useSession((state) => state.overlay);
  return (
    <>
      <Suspense fallback={<Loading what="Starting Plimsoll…" />}>
        {start.open === null ? (
          <>
            <StartPage />
            <Ready />
          </>
        ) : (
          <AskAnew key={start.open}>
            <Frame />
          </AskAnew>
        )}
      </Suspense>
      <Overlays overlay={start.author === null && (start.open !== null || overlay === 'join') ? 'author' : overlay} />
      <Toasts />
      <Announcer />
    </>
  );
}

/** The session as it was when the window was last closed. */
function remembered(preferences: Record<string, string>): Partial<SessionState> {
  const view = VIEWS.find((view: View) => view === preferences['view']);
  const inspector = preferences['inspector'] ?? (window.innerWidth >= 1200 ? 'open' : 'closed');
  return {
    preferences,
    view: view ?? 'roadmap',
    tab: preferences['inspector.tab'] === 'item' ? 'item' : 'flags',
    inspector: inspector === 'open',
  };
}
