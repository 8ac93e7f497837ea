// What is seen before any plan is open: a sample to look at, a file to bring, an empty plan, or one from before.
import { FileInput, FilePlus, FolderOpen, Ship, Users } from 'lucide-react';
import { Button } from '../../components/button/Button';
import { fileName, useFiles } from '../../session/files';
import { useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { useImportIntoNew } from './importIntoNew';
import styles from './start.module.css';

export function StartPage() {
  const start = useStart();
  const files = useFiles();
  const importIntoNew = useImportIntoNew();
  const { open } = useSessionActions();
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.head}>
          <Ship size={28} aria-hidden="true" className={styles.mark} />
          <h1 className={styles.title}>Plimsoll</h1>
          <p className={styles.promise}>A roadmap that knows how deep it already lies in the water: what ships when, how sure that is, and what the technical debt takes from it.</p>
        </header>
        {start.files ? (
          <>
            <div className={styles.choices}>
              <Button look="primary" className={styles.choice ?? ''} onPress={() => void files.newSample()} data-testid="open-sample">
                <Ship size={16} aria-hidden="true" />
                Open the sample plan
              </Button>
              <Button className={styles.choice ?? ''} onPress={() => void importIntoNew()}>
                <FileInput size={16} aria-hidden="true" />
                Import a CSV file…
              </Button>
              <Button className={styles.choice ?? ''} onPress={() => void files.newPlan()} data-testid="new-plan">
                <FilePlus size={16} aria-hidden="true" />
                New plan…
              </Button>
              <Button className={styles.choice ?? ''} onPress={() => void files.openPlan()}>
                <FolderOpen size={16} aria-hidden="true" />
                Open a plan…
              </Button>
              <Button className={styles.wide ?? ''} onPress={() => open('join')} data-testid="join">
                <Users size={16} aria-hidden="true" />
                Join a session…
              </Button>
            </div>
            <p className={styles.hint}>The sample has three teams, debt that costs real weeks, and two promises that hold only without it.</p>
            {start.recent.length > 0 && (
              <section aria-labelledby="recent">
                <h2 id="recent" className={styles.sub}>
                  Opened before
                </h2>
                <ul className={styles.recent}>
                  {start.recent.map(({ path, title }) => (
                    <li key={path}>
                      <Button look="quiet" className={styles.old ?? ''} onPress={() => void files.openPath(path)}>
                        <span className={styles.oldTitle}>{title || fileName(path)}</span>
                        <span className={styles.oldPath} title={path}>
                          <bdi>{path}</bdi>
                        </span>
                      </Button>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        ) : (
          <p className={styles.hint}>There is no plan open here. Whoever serves this page chooses the plan: start it again as `plimsoll serve PLAN`.</p>
        )}
        <footer className={styles.foot}>Version {start.version}. Plans are files on your own machine; nothing leaves it unless you share it.</footer>
      </div>
    </main>
  );
}
