import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Column, Grid } from './Grid';
import type { Sort } from './order';

interface Row {
  id: string;
  cost: number | null;
}

const rows: Row[] = [
  { id: 'a', cost: 3 },
  { id: 'b', cost: null },
  { id: 'c', cost: 9 },
];
const columns: Column<Row>[] = [
  { id: 'id', title: 'Name', width: 100, sort: (row) => row.id, cell: (row) => row.id },
  {
    id: 'cost',
    title: 'Cost',
    width: 60,
    align: 'end',
    sort: (row) => row.cost,
    cell: (row) => row.cost ?? '–',
    edit: (row, done) => (
      <input aria-label={`Cost of ${row.id}`} ref={(input) => input?.focus()} onKeyDown={(event) => event.key === 'Enter' && done(true)} />
    ),
  },
];

beforeEach(() => {
  // A page without a layout has no room for rows.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(600);
});

function show() {
  const onSelect = vi.fn<(row: Row, how: string) => void>();
  function Sorted() {
    const [sort, setSort] = useState<Sort>();
    return (
      <Grid label="Costs" columns={columns} rows={rows} rowKey={(row) => row.id} onSelect={onSelect} sort={sort} onSort={setSort} bands={[{ after: 2, content: 'the line' }]} />
    );
  }
  render(<Sorted />);
  return onSelect;
}

const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]!.textContent);

test('the arrows move one tab stop, and Space selects', async () => {
  const onSelect = show();
  await userEvent.tab();
  expect(screen.getByRole('gridcell', { name: 'a' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
  expect(screen.getByRole('gridcell', { name: '9' })).toHaveFocus();
  await userEvent.keyboard(' ');
  expect(onSelect).toHaveBeenCalledWith(rows[2], 'alone');
  await userEvent.keyboard('{Control>}{Home}{/Control}');
  expect(screen.getByRole('gridcell', { name: 'a' })).toHaveFocus();
});

test('Enter edits a cell, and the focus comes back when it is done', async () => {
  show();
  await userEvent.tab();
  await userEvent.keyboard('{ArrowRight}{Enter}');
  expect(screen.getByLabelText('Cost of a')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(screen.getByRole('gridcell', { name: '3' })).toHaveFocus();
});

test('a header sorts, the other way, and not at all; nothing goes last', async () => {
  show();
  expect(names()).toEqual(['a', 'b', 'the line', 'c']);
  await userEvent.click(screen.getByRole('columnheader', { name: /Cost/ }));
  expect(names()).toEqual(['c', 'a', 'b']);
  await userEvent.click(screen.getByRole('columnheader', { name: /Cost/ }));
  expect(names()).toEqual(['a', 'c', 'b']);
  await userEvent.keyboard(' ');
  expect(names()).toEqual(['a', 'b', 'the line', 'c']);
});

test('where the keys went lost, they go on from what is selected', async () => {
  const grid = <Grid label="Costs" columns={columns} rows={rows} rowKey={(row) => row.id} selected="b" onSelect={() => undefined} />;
  render(grid);
  expect(screen.getByRole('gridcell', { name: 'b' })).toHaveFocus();
  // Also from the ground below the rows.
  act(() => screen.getByRole('grid').focus());
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole('gridcell', { name: 'c' })).toHaveFocus();
});
