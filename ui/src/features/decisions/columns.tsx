// The columns of the log.
import { Button } from 'react-aria-components';
import type { DecisionView } from '../../bindings';
import type { Column } from '../../components/grid';
import { DecisionMark } from '../../components/status/DecisionMark';
import styles from './decisions.module.css';

export function decisionColumns(onOpen: (id: string) => void): Column<DecisionView>[] {
  return [
    { id: 'decided', title: 'Decided', width: 96, cell: (row) => <Words words={row.decided} none="open" /> },
    {
      id: 'title',
      title: 'Decision',
      width: 220,
      grow: 3,
      sticky: true,
      sort: (row) => row.title,
      cell: (row) => (
        <Button className={styles.open!} onPress={() => onOpen(row.id)} excludeFromTabOrder>
          {row.title}
        </Button>
      ),
    },
    { id: 'standing', title: 'State', width: 104, sort: (row) => row.standing, cell: (row) => <DecisionMark standing={row.standing} /> },
    { id: 'refused', title: 'Refused', hint: 'The options that were weighed and not chosen', width: 150, grow: 2, cell: (row) => <Words words={row.refused.join(' · ')} none="none" quiet /> },
    { id: 'who', title: 'Who answers for it', width: 150, grow: 1, sort: (row) => row.who || null, cell: (row) => <Words words={row.who} none="nobody" /> },
    {
      id: 'forecast',
      title: 'Forecast that day',
      hint: 'What was forecast that day for the items it shapes',
      width: 190,
      grow: 2,
      hideBelow: 900,
      cell: (row) => <Words words={row.forecast.map(({ title, dates }) => `${title}: ${dates}`).join(' · ')} none="not kept" quiet />,
    },
  ];
}

function Words({ words, none, quiet }: { words: string; none: string; quiet?: boolean }) {
  if (words === '') return <span className={styles.quiet}>{none}</span>;
  return (
    <span className={quiet ? styles.quietWords : styles.words} title={words}>
      {words}
    </span>
  );
}
