import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { RoadmapView } from '../../bindings';
import { CommandsProvider } from '../../session/commands';
import { useSession } from '../../session/session';
import { fakeDoor, planView, renderAt, type FakeDoor } from '../../test/fakeDoor';
import { laneOf, roadmapOf, rowOf } from '../../test/sample';
import { RoadmapPage } from './RoadmapPage';

function Said() {
  return <output data-testid="said">{useSession((state) => state.said.text)}</output>;
}

function show(view: RoadmapView): FakeDoor {
  const door = fakeDoor({
    roadmap: { type: 'roadmap', value: view },
    plan: { type: 'plan', value: { ...planView(), ranked: ['a', 'b', 'c'] } },
    set_preference: { type: 'done', value: '' },
  });
  renderAt(
    door,
    <CommandsProvider>
      <RoadmapPage />
      <Said />
    </CommandsProvider>,
  );
  return door;
}

const rows = [rowOf('a'), rowOf('b', { earliest: '2027-01-04' }), rowOf('c', { p50: null, p85: null, p95: null, when: 'never: nobody on Payments knows Kafka' })];
const full = roadmapOf([laneOf(rows)]);

describe('the timeline', () => {
  test('says each row in one sentence, and why an item never finishes', async () => {
    show(full);
    expect(await screen.findByRole('gridcell', { name: 'Item a, spoken' })).toBeInTheDocument();
    expect(within(screen.getByTestId('timeline-row-c')).getByText('never: nobody on Payments knows Kafka')).toBeInTheDocument();
    expect(screen.getByText('interest 18 %')).toBeInTheDocument();
  });

  test('moves the selection by arrows and J and K', async () => {
    const user = userEvent.setup();
    show(full);
    const grid = await screen.findByRole('grid');
    act(() => grid.focus());
    await user.keyboard('{ArrowDown}');
    expect(grid).toHaveAttribute('aria-activedescendant', 'timeline-a');
    await user.keyboard('jjk');
    expect(grid).toHaveAttribute('aria-activedescendant', 'timeline-b');
    await user.keyboard('{End}');
    expect(grid).toHaveAttribute('aria-activedescendant', 'timeline-c');
  });

  test('moves a start by keys: days, weeks, kept with enter, and says each step', async () => {
    const user = userEvent.setup();
    const door = show(full);
    const grid = await screen.findByRole('grid');
    act(() => grid.focus());
    await user.keyboard('{ArrowDown}{ArrowDown}m{ArrowRight}');
    expect(screen.getByTestId('said')).toHaveTextContent('starts from 5 Jan 2027');
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}{ArrowLeft}{Enter}');
    await waitFor(() =>
      expect(door.ops).toEqual([
        { type: 'set', slot: { entity: { kind: 'item', id: 'b' }, field: 'earliest', key: '' }, value: { type: 'day', value: '2027-01-10' } },
      ]),
    );
    await waitFor(() => expect(screen.getByTestId('said')).toHaveTextContent('done'));
    act(() => door.tell({ type: 'changed', topics: ['forecast'] }));
    door.answers.roadmap = { type: 'roadmap', value: roadmapOf([laneOf(rows.map((row) => ({ ...row, spoken: `${row.title}, moved` })))]) };
    act(() => door.tell({ type: 'changed', topics: ['forecast'] }));
    await waitFor(() => expect(screen.getByTestId('said')).toHaveTextContent('Item b, moved'));
  });

  test('leaves a move with escape and changes nothing', async () => {
    const user = userEvent.setup();
    const door = show(full);
    const grid = await screen.findByRole('grid');
    act(() => grid.focus());
    await user.keyboard('{ArrowDown}m{ArrowRight}{Escape}');
    expect(screen.getByTestId('said')).toHaveTextContent('the move was left');
    expect(door.ops).toEqual([]);
  });

  test('moves the rank by brackets, and says where there is no further', async () => {
    const user = userEvent.setup();
    const door = show(full);
    const grid = await screen.findByRole('grid');
    act(() => grid.focus());
    await user.keyboard('{ArrowDown}{ArrowDown}[[');
    expect(door.ops).toEqual([{ type: 'move', item: 'b', before: 'a' }]);
    await user.keyboard('{ArrowUp}[[');
    expect(screen.getByTestId('said')).toHaveTextContent('Item a cannot move further in its lane');
  });

  test('turns the debt off, to rails, to without debt', async () => {
    const user = userEvent.setup();
    show(full);
    await screen.findByRole('grid');
    expect(screen.getByRole('radio', { name: 'Interest' })).toBeChecked();
    await user.keyboard('d');
    expect(screen.getByRole('radio', { name: 'Without debt' })).toBeChecked();
    await user.keyboard('d');
    expect(screen.getByRole('radio', { name: 'Off' })).toBeChecked();
  });

  test('marks the steps of a roll-out, says them with the row, and hides them on request', async () => {
    const user = userEvent.setup();
    const step = { id: 's1', area: 'adoption' as const, day: '2027-01-20', done: false, late: false, words: 'Adoption: Tell the desks, planned for 20 Jan' };
    const late = { ...step, id: 's2', area: 'marketing' as const, day: '2026-11-20', late: true, words: 'Marketing: Write of it, was planned for 20 Nov, 3 days ago' };
    const rollouts = { a: { marks: [late, step], spoken: `roll-out: ${late.words}; ${step.words}` } };
    show(roadmapOf([laneOf(rows)], { rollouts }));
    expect(await screen.findByRole('gridcell', { name: `Item a, spoken, roll-out: ${late.words}; ${step.words}` })).toBeInTheDocument();
    const marks = screen.getAllByTestId('step-mark');
    expect(marks.map((mark) => mark.title)).toEqual([late.words, step.words]);
    expect(marks.map((mark) => mark.dataset['late'])).toEqual(['true', undefined]);
    await user.click(screen.getByRole('button', { name: 'Filter by team or standing, choose what is shown' }));
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Roll-out steps' }));
    expect(screen.queryAllByTestId('step-mark')).toEqual([]);
  });

  test('says the way out of the debt, and that a date rests on thin data', async () => {
    const slowed = rowOf('a', { drag_words: '23% of effort: Ledger 23' });
    const thin = 'thin data: 1 of its items was finished with its effort known';
    show(roadmapOf([laneOf([slowed], { thin })], { fixes: { a: 'Ledger is paid by “Split”, 85% by 3 Mar' } }));
    const name = `Item a, spoken, 23% of effort: Ledger 23, Ledger is paid by “Split”, 85% by 3 Mar, ${thin}`;
    expect(await screen.findByRole('gridcell', { name })).toBeInTheDocument();
    expect(screen.getByTestId('timeline-row-a')).toHaveAttribute('data-thin');
  });

  test('says what belongs here when there is nothing', async () => {
    show(roadmapOf([]));
    expect(await screen.findByRole('heading', { name: 'Nothing is planned yet' })).toBeInTheDocument();
  });
});
