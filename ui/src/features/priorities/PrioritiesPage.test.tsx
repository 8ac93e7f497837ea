import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Item } from '../../bindings';
import { CommandsProvider } from '../../session/commands';
import { fakeDoor, planView, renderAt } from '../../test/fakeDoor';
import { PrioritiesPage } from './PrioritiesPage';

test.each([
  ['nothing was ever planned', {}, 'No items yet'],
  ['all is done', { a: { id: 'a', title: 'Gift cards', state: 'done' } as Item }, 'Everything is done'],
])('an empty list says whether %s', async (_what, items, title) => {
  const door = fakeDoor({
    priorities: { type: 'priorities', value: { rows: [], cuts: [], stale: false } },
    plan: { type: 'plan', value: planView({ items }) },
  });
  renderAt(
    door,
    <CommandsProvider>
      <PrioritiesPage />
    </CommandsProvider>,
  );
  expect(await screen.findByText(title)).toBeInTheDocument();
});
