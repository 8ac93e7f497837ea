// Who is there, what they can do, when they are away, and where a skill hangs on one person or on nobody.
import { type KeyboardEvent, type RefObject, useMemo, useRef } from 'react';
import type { PeopleView, PersonRow } from '../../bindings';
import { useAct, useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { refusal, usePlan } from '../../components/fields';
import { count } from '../../components/format';
import { Bar, Chips, FilterBox, Gap, Grid, NewLine, usePreferredSort } from '../../components/grid';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import frame from '../../components/page.module.css';
import { newEntity } from '../../session/ids';
import { usePreference, useSession, useSessionActions } from '../../session/session';
import { personColumns } from './columns';
import styles from './people.module.css';
import { SkillMatrix } from './SkillMatrix';

const SEES = [
  { id: 'people', title: 'People' },
  { id: 'skills', title: 'Skills' },
] as const;

const rowKey = (row: PersonRow) => row.id;
const COLUMNS = personColumns();

export function PeoplePage() {
  const { value, error } = useReply({ type: 'people' }, ['plan', 'forecast']);
  if (value !== undefined) return <People view={value} />;
  return error ? <ErrorNote error={error} /> : <Loading what="Looking who is there…" />;
}

function People({ view }: { view: PeopleView }) {
  const [written, setSee] = usePreference('people.see', 'people');
  const see = SEES.find((each) => each.id === written)?.id ?? 'people';
  const [words, setWords] = usePreference('people.filter', '');
  const [team, setTeam] = usePreference('people.team', '');
  const teams = useMemo(() => [...new Set(view.people.map((row) => row.team).filter((title) => title !== ''))].toSorted(), [view.people]);
  const chosen = teams.includes(team) ? team : '';
  const needle = words.trim().toLowerCase();
  const people = useMemo(
    () => view.people.filter((row) => (chosen === '' || row.team === chosen) && `${row.title} ${row.team} ${row.skills.join(' ')}`.toLowerCase().includes(needle)),
    [view.people, chosen, needle],
  );
  const skills = useMemo(() => view.skills.filter((row) => row.skill.toLowerCase().includes(needle) || needle === ''), [view.skills, needle]);
  const gaps = view.skills.filter((row) => row.holders === 0 && row.demand > 0).length;
  const line = useRef<HTMLInputElement>(null);
  const nothing = see === 'people' ? people.length === 0 && view.people.length > 0 : skills.length === 0 && view.skills.length > 0;

  return (
    <section className={frame.page} aria-label="People">
      <Bar label="People">
        <FilterBox label={see === 'people' ? 'Filter people' : 'Filter skills'} value={words} onChange={setWords} />
        <Chips label="Show" chips={SEES} chosen={see} onChoose={setSee} />
        {teams.length > 1 && <Chips label="Team" chosen={chosen} onChoose={setTeam} chips={[{ id: '', title: 'All teams' }, ...teams.map((title) => ({ id: title, title }))]} />}
        <Gap />
        <span className={styles.count}>
          {count(view.people.length, 'person', 'people')} · {count(view.skills.length, 'skill')}
          {gaps > 0 && <strong className={styles.gap}> · ▲ {count(gaps, 'gap')}</strong>}
        </span>
      </Bar>
      {nothing ? (
        <Empty title="Nothing matches" action={<Button onPress={() => { setWords(''); setTeam(''); }}>Show all</Button>}>
          Nobody and nothing here has these words.
        </Empty>
      ) : see === 'people' ? (
        <PeopleGrid rows={people} onNew={() => line.current?.focus()} />
      ) : (
        <SkillMatrix skills={skills} people={people} />
      )}
      <NewPerson team={chosen} line={line} />
    </section>
  );
}

function PeopleGrid({ rows, onNew }: { rows: PersonRow[]; onNew: () => void }) {
  const actions = useSessionActions();
  const selected = useSession((state) => (state.selected?.kind === 'person' ? state.selected.id : undefined));
  const [sort, setSort] = usePreferredSort('people.sort');
  const byTeam = useMemo(() => rows.toSorted((a, b) => a.team.localeCompare(b.team)), [rows]);
  const bands = useMemo(
    () =>
      byTeam.flatMap((row, after) =>
        row.team === byTeam[after - 1]?.team ? [] : [{ after, content: <strong className={styles.team}>{row.team || 'No team'}</strong> }],
      ),
    [byTeam],
  );
  const onKey = (event: KeyboardEvent, row: PersonRow): boolean => {
    if (event.key !== 'Delete') return false;
    void actions.act({ type: 'delete', entity: { kind: 'person', id: row.id } }, { undoable: true });
    return true;
  };
  if (rows.length === 0) {
    return (
      <Empty title="Nobody is in the plan" action={<Button look="primary" onPress={onNew}>New person</Button>}>
        Who works stands here, with what they can do and when they are away.
      </Empty>
    );
  }
  return (
    <Grid
      label="People"
      columns={COLUMNS}
      rows={byTeam}
      rowKey={rowKey}
      selected={selected}
      onSelect={(row) => actions.select({ kind: 'person', id: row.id })}
      onOpen={(row) => actions.select({ kind: 'person', id: row.id }, 'title')}
      sort={sort}
      onSort={setSort}
      bands={bands}
      onKey={onKey}
      rowTestId={(row) => `person-row-${row.id}`}
    />
  );
}

function NewPerson({ team, line }: { team: string; line: RefObject<HTMLInputElement | null> }) {
  const act = useAct();
  const actions = useSessionActions();
  const plan = usePlan()?.plan;
  const create = async (title: string) => {
    const entity = newEntity('person');
    const teams = Object.values(plan?.teams ?? {});
    // Where there is one team, nobody means another.
    const home = teams.length === 1 ? teams[0] : teams.find((each) => each.title === team);
    const refused = await refusal(
      act({
        type: 'create',
        entity,
        values: [
          { field: 'title', key: '', value: { type: 'text', value: title } },
          ...(home ? [{ field: 'team' as const, key: '', value: { type: 'ref' as const, value: home.id } }] : []),
        ],
      }),
    );
    if (refused === undefined) actions.select(entity, home ? 'skill' : 'team');
    return refused;
  };
  return (
    <div className={styles.foot}>
      <NewLine label={team === '' ? 'New person' : `New person for ${team}`} onCreate={create} box={line} testId="new-person" />
    </div>
  );
}
