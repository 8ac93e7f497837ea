import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { NewLine } from '../../components/grid';
import { useSessionActions } from '../../session/session';
import { fakeDoor, planView, renderAt } from '../../test/fakeDoor';
import { Selected } from './Selected';

/** Two lines to type into; what is made of the first is selected, with the focus on its name, once `made` has come. */
function Lines({ made }: { made: Promise<undefined> }) {
  const actions = useSessionActions();
  const create = async () => {
    await made;
    actions.select({ kind: 'team', id: 'crew' }, 'title');
    return undefined;
  };
  return (
    <>
      <NewLine label="New team" onCreate={create} />
      <NewLine label="New person" onCreate={() => Promise.resolve(undefined)} />
      <Selected />
    </>
  );
}

function show() {
  let resolve: ((value: undefined) => void) | undefined;
  const made = new Promise<undefined>((done) => {
    resolve = done;
  });
  const view = planView({ teams: { crew: { id: 'crew', title: 'Crew' } as never } });
  renderAt(fakeDoor({ plan: { type: 'plan', value: view } }), <Lines made={made} />);
  return () => resolve?.(undefined);
}

test('the name of what was just made gets the focus', async () => {
  const user = userEvent.setup();
  const answer = show();
  await user.type(await screen.findByRole('textbox', { name: 'New team' }), 'Crew{Enter}');
  answer();
  await waitFor(() => expect(screen.getByTestId('field-title').querySelector('input')).toHaveFocus());
});

test('whoever types elsewhere by then keeps the keyboard', async () => {
  const user = userEvent.setup();
  const answer = show();
  await user.type(await screen.findByRole('textbox', { name: 'New team' }), 'Crew{Enter}');
  await user.type(screen.getByRole('textbox', { name: 'New person' }), 'Ada');
  answer();
  expect(await screen.findByTestId('inspector-title')).toHaveTextContent('Crew');
  await user.keyboard(' Lovelace');
  expect(screen.getByRole('textbox', { name: 'New person' })).toHaveValue('Ada Lovelace');
});
