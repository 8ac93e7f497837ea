import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { Item } from '../../bindings';
import { CommandsProvider, useOffer } from '../../session/commands';
import { useSession } from '../../session/session';
import { fakeDoor, planView, renderAt } from '../../test/fakeDoor';
import { Palette } from './Palette';

const run = vi.fn<() => void>();

function Offered() {
  useOffer([{ id: 'theme_dark', label: 'Dark', group: 'Show', keys: [], enabled: true, run }]);
  const selected = useSession((state) => state.selected?.id ?? 'nothing');
  return <output>selected: {selected}</output>;
}

function show() {
  const door = fakeDoor({ plan: { type: 'plan', value: planView({ items: { a: { id: 'a', title: 'Gift cards' } as Item } }) } });
  renderAt(
    door,
    <CommandsProvider>
      <Offered />
      <Palette />
    </CommandsProvider>,
  );
}

test('a command is found and run by keys alone', async () => {
  show();
  await userEvent.type(screen.getByRole('combobox'), 'dark{Enter}');
  expect(run).toHaveBeenCalledOnce();
});

test('an item is found by a part of its name and selected', async () => {
  show();
  const line = screen.getByRole('combobox');
  await userEvent.type(line, 'gift');
  expect(await screen.findByRole('option', { name: /Gift cards/ })).toHaveAttribute('aria-selected', 'true');
  await userEvent.type(line, '{Enter}');
  expect(screen.getByText('selected: a')).toBeInTheDocument();
});

test('who is faster than the plan gets there all the same', async () => {
  show();
  const line = screen.getByRole('combobox');
  fireEvent.change(line, { target: { value: 'gift' } });
  fireEvent.keyDown(line, { key: 'Enter' });
  expect(await screen.findByText('selected: a')).toBeInTheDocument();
});

test('what is nowhere is said to be nowhere', async () => {
  show();
  await userEvent.type(screen.getByRole('combobox'), 'zeppelin');
  expect(screen.getByText('Nothing is called that, and nothing does that.')).toBeVisible();
});
