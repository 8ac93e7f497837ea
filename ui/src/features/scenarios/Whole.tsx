// The whole of each side: when it ends, what it costs, where the capacity goes, and the flags that come and go.
import type { ComparedAccounts, CompareView, FlagRef } from '../../bindings';
import { count } from '../../components/format';
import { MarkGlyph } from './MarkGlyph';
import styles from './scenarios.module.css';

export function Whole({ view }: { view: CompareView }) {
  return (
    <>
      <section className={styles.part} aria-label="The whole">
        <h2>The whole</h2>
        <table className={styles.figures} data-testid="compared-figures">
          <thead>
            <tr>
              <th scope="col">
                <span className="spoken">Figure</span>
              </th>
              <th scope="col">The plan</th>
              <th scope="col">{view.name}</th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {view.figures.map((figure) => (
              <tr key={figure.what}>
                <th scope="row">{figure.what}</th>
                <td>{figure.plan}</td>
                <td>{figure.scenario}</td>
                <td>{figure.delta === '' ? <span className={styles.quiet}>the same</span> : <b>{figure.delta}</b>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Accounts accounts={view.accounts} />
      <Flags title="cleared" flags={view.cleared} />
      <Flags title="raised" flags={view.raised} />
    </>
  );
}

function Accounts({ accounts }: { accounts: readonly ComparedAccounts[] }) {
  const [first] = accounts;
  if (first === undefined) return null;
  return (
    <section className={styles.part} aria-label="Where capacity goes">
      <h2>
        Where capacity goes <span className={styles.quiet}>to the horizon, in the plan → in the scenario</span>
      </h2>
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col">
              <span className="spoken">Team</span>
            </th>
            {first.shares.map(({ account }) => (
              <th key={account} scope="col">
                {account}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accounts.map((row) => (
            <tr key={row.team ?? 'all'}>
              <th scope="row">{row.title}</th>
              {row.shares.map((share) => (
                <td key={share.account}>{share.moves ? <b>{share.words}</b> : <span className={styles.quiet}>{share.words}</span>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Flags({ title, flags }: { title: 'cleared' | 'raised'; flags: readonly FlagRef[] }) {
  if (flags.length === 0) return null;
  return (
    <section className={styles.part} aria-label={`Flags ${title}`}>
      <h2>
        {count(flags.length, 'flag')} {title}
      </h2>
      <ul className={styles.flags} data-testid={`flags-${title}`}>
        {flags.map((flag) => (
          <li key={`${flag.rule} ${flag.subject_key}`}>
            <MarkGlyph mark={title === 'cleared' ? 'removed' : 'added'} />
            <span>{flag.sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
