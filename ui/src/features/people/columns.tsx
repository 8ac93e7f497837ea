// The columns of the list of people.
import type { PersonRow } from '../../bindings';
import { SlotField } from '../../components/fields';
import type { Column } from '../../components/grid';
import styles from './people.module.css';

export function personColumns(): Column<PersonRow>[] {
  return [
    {
      id: 'title',
      title: 'Name',
      width: 150,
      grow: 1,
      sort: (row) => row.title,
      edit: (row, done) => <SlotField entity={{ kind: 'person', id: row.id }} field="title" value={{ type: 'text', value: row.title }} bare eager onDone={done} />,
      cell: (row) => <span className={styles.words}>{row.title}</span>,
    },
    { id: 'team', title: 'Team', width: 112, hideBelow: 760, sort: (row) => row.team || null, cell: (row) => (row.team === '' ? <span className={styles.gap}>▲ no team</span> : row.team) },
    {
      id: 'availability',
      title: 'Availability',
      width: 170,
      grow: 1,
      cell: (row) => (
        <span className={styles.words} title={row.availability}>
          {row.availability}
        </span>
      ),
    },
    {
      id: 'skills',
      title: 'Skills',
      width: 150,
      grow: 1,
      cell: (row) => (
        <span className={styles.words} title={row.skills.join(', ')}>
          {row.skills.map((skill, index) => (
            <span key={skill}>
              {index > 0 && ', '}
              {row.only_holder_of.includes(skill) ? <strong>◆ {skill}</strong> : skill}
            </span>
          ))}
        </span>
      ),
    },
    {
      id: 'only',
      title: 'Only holder of',
      hint: 'Skills that only they have on their team and an open item needs',
      width: 120,
      hideBelow: 900,
      sort: (row) => row.only_holder_of.length || null,
      cell: (row) =>
        row.only_holder_of.length > 0 && (
          <span className={styles.single} title={row.only_holder_of.join(', ')}>
            ◆ {row.only_holder_of.join(', ')}
          </span>
        ),
    },
    {
      id: 'leave',
      title: 'Leave',
      width: 190,
      grow: 2,
      cell: (row) => (
        <span className={styles.words} title={row.leave}>
          {row.leave}
        </span>
      ),
    },
  ];
}
