// The frame around an open plan: title bar, sidebar, the view, inspector, status bar.
import { Suspense, useEffect, useRef } from 'react';
import { useDoor } from '../backend/context';
import { useReply } from '../backend/use';
import { Loading } from '../components/note/Note';
import { Boundary } from '../components/trouble/Boundary';
import { Inspector } from '../features/inspector';
import { usePreference, useSession, useSessionActions } from '../session/session';
import styles from './Frame.module.css';
import { BriefPage, PAGES } from './pages';
import { PastBanner } from './PastBanner';
import { Ready } from './Ready';
import { ScenarioBanner } from './ScenarioBanner';
import { Resizer } from './Resizer';
import { Sidebar } from './Sidebar';
import { StatusBar } from './StatusBar';
import { TitleBar } from './TitleBar';
import { VIEW_NAMES } from './commands';
import { useCopiesBeside } from './copies';

const MIN_INSPECTOR = 260;
const MAX_INSPECTOR = 480;

export function Frame() {
  const view = useSession((state) => state.view);
  const brief = useSession((state) => state.brief);
  const inspector = useSession((state) => state.inspector);
  const [width, setWidth] = usePreference('inspector.width', '296');
  const pane = useRef<HTMLElement>(null);
  const Page = PAGES[view];
  const clamped = Math.min(MAX_INSPECTOR, Math.max(MIN_INSPECTOR, Number(width) || 296));

  // A preview is of the plan as it was: an edit makes it another question.
  const door = useDoor();
  const { showPreview } = useSessionActions();
  useEffect(() => door.onChanged(['plan'], () => showPreview(null)), [door, showPreview]);

  useCopiesBeside();

  return (
    <div className={styles.frame}>
      <WindowTitle />
      <div className={styles.top}>
        <TitleBar />
        <PastBanner />
        <ScenarioBanner />
      </div>
      <div className={styles.middle}>
        <Sidebar />
        <main className={styles.main} aria-label={brief === null ? VIEW_NAMES[view] : 'Brief'}>
          <Boundary key={brief ?? view} what={brief === null ? VIEW_NAMES[view] : 'The brief'}>
            <Suspense fallback={<Loading what={`Opening ${VIEW_NAMES[view]}…`} />}>
              {brief === null ? <Page /> : <BriefPage key={brief} item={brief} />}
              <Ready />
            </Suspense>
          </Boundary>
        </main>
        {inspector && (
          <aside ref={pane} className={styles.inspector} style={{ width: clamped }} aria-label="Inspector">
            <Resizer
              label="Width of the inspector"
              value={clamped}
              min={MIN_INSPECTOR}
              max={MAX_INSPECTOR}
              onMove={(value) => {
                if (pane.current) pane.current.style.width = `${value}px`;
              }}
              onDone={(value) => setWidth(String(value))}
            />
            <Boundary what="The inspector">
              <Inspector />
            </Boundary>
          </aside>
        )}
      </div>
      <StatusBar />
    </div>
  );
}

/** Apart from the frame, so that the status is no reason to draw all of it. */
function WindowTitle() {
  const title = useReply({ type: 'status' }, ['plan', 'forecast']).value?.title;
  useEffect(() => {
    document.title = title ? `${title} — Plimsoll` : 'Plimsoll';
  }, [title]);
  return null;
}
