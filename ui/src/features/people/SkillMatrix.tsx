// Skills against people: who has what, how much of it is wanted, and where it is missing.
import { useMemo } from 'react';
import type { PersonRow, SkillRow } from '../../bindings';
import { number } from '../../components/format';
import { type Column, Grid, usePreferredSort } from '../../components/grid';
import { Empty } from '../../components/note/Note';
import { useSession, useSessionActions } from '../../session/session';
import styles from './people.module.css';

const rowKey = (row: SkillRow) => row.skill;

export function SkillMatrix({ skills, people }: { skills: SkillRow[]; people: PersonRow[] }) {
  const actions = useSessionActions();
  const chosen = useSession((state) => (state.selected?.kind === 'person' ? state.selected.id : undefined));
  const [sort, setSort] = usePreferredSort('people.skills.sort');
  const columns = useMemo(() => skillColumns(people, (id) => actions.select({ kind: 'person', id }), chosen), [people, actions, chosen]);
  if (skills.length === 0) {
    return <Empty title="No skills yet">A skill stands here as soon as somebody has it or an item needs it. Add skills to a person in the inspector.</Empty>;
  }
  return (
    <Grid
      label="Skills"
      columns={columns}
      rows={skills}
      rowKey={rowKey}
      onSelect={(row) => {
        const holder = people.find((person) => person.skills.includes(row.skill));
        if (holder) actions.select({ kind: 'person', id: holder.id });
      }}
      sort={sort}
      onSort={setSort}
      rowTestId={(row) => `skill-row-${row.skill}`}
    />
  );
}

function skillColumns(people: PersonRow[], onPerson: (id: string) => void, chosen: string | undefined): Column<SkillRow>[] {
  return [
    { id: 'skill', title: 'Skill', width: 130, grow: 1, sticky: true, sort: (row) => row.skill, cell: (row) => <span className={styles.words}>{row.skill}</span> },
    {
      id: 'demand',
      title: 'Wanted',
      width: 80,
      align: 'end',
      sort: (row) => row.demand,
      cell: (row) => (row.demand > 0 ? <>{number(row.demand, 0)} pd</> : <span className={styles.quiet}>–</span>),
    },
    {
      id: 'holders',
      title: 'Who has it',
      width: 160,
      sort: (row) => row.holders,
      cell: (row) => {
        const wanted = row.demand > 0;
        if (row.holders === 0) return <span className={wanted ? styles.gap : styles.quiet}>{wanted ? '▲ Gap: ' : ''}{row.words}</span>;
        if (row.holders === 1) return <span className={wanted ? styles.single : styles.quiet}>{wanted ? '◆ ' : ''}{row.words}</span>;
        return <span className={styles.quiet}>{row.words}</span>;
      },
    },
    ...people.map((person): Column<SkillRow> => ({
      id: person.id,
      title: initials(person.title),
      hint: person.title,
      width: 40,
      align: 'center',
      cell: (row) => {
        const has = person.skills.includes(row.skill);
        const only = person.only_holder_of.includes(row.skill);
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the list of people is the way by keys
          <span
            className={styles.mark}
            data-has={has || undefined}
            data-only={only || undefined}
            data-chosen={person.id === chosen || undefined}
            title={has ? `${person.title} has ${row.skill}${only ? ', alone on the team' : ''}` : `${person.title} does not have ${row.skill}`}
            onClick={(event) => {
              event.stopPropagation();
              onPerson(person.id);
            }}
          >
            <span aria-hidden="true">{only ? '◆' : has ? '●' : '·'}</span>
            <span className="spoken">
              {person.title}: {only ? 'the only one' : has ? 'yes' : 'no'}
            </span>
          </span>
        );
      },
    })),
  ];
}

function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  return `${parts[0]?.charAt(0) ?? ''}${parts.length > 1 ? parts.at(-1)!.charAt(0) : ''}`;
}
