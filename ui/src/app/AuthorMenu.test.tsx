// Two people at one keyboard, at a door that keeps the list.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { AuthorDialog } from '../features/start';
import { useSession } from '../session/session';
import { fakeDoor, renderAt, START } from '../test/fakeDoor';
import { AuthorMenu } from './AuthorMenu';

const BOTH = {
  ...START,
  authors: [
    { name: 'Mia Keller', role: 'PM' as const },
    { name: 'Ben Okafor', role: 'EM' as const },
  ],
};

function Overlay() {
  return <output>{useSession((state) => state.overlay) ?? 'nothing'}</output>;
}

function show() {
  const door = fakeDoor({ switch_author: { type: 'start', value: BOTH }, session: { type: 'session', value: { part: 'none', people: [] } as never } });
  renderAt(
    door,
    <>
      <AuthorMenu />
      <Overlay />
    </>,
    BOTH,
  );
  return door;
}

test('the keyboard goes to whoever is chosen, and to nobody anew', async () => {
  const door = show();
  await userEvent.click(screen.getByRole('button', { name: 'At the keyboard: Mia Keller, PM' }));
  await userEvent.click(screen.getByRole('menuitem', { name: /Mia Keller, PM/ }));
  expect(door.asked.filter(({ type }) => type === 'switch_author')).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: /At the keyboard/ }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Ben Okafor, EM' }));
  expect(door.asked).toContainEqual({ type: 'switch_author', name: 'Ben Okafor' });
});

test('somebody is added from the list of names', async () => {
  show();
  await userEvent.click(screen.getByRole('button', { name: /At the keyboard/ }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Add somebody…' }));
  expect(screen.getByText('author_new')).toBeInTheDocument();
});

test('whoever is added is proposed the role that is missing, and a refusal is said at the name', async () => {
  const door = fakeDoor({
    add_author: () => {
      throw { code: 'refused', message: 'Mia Keller works on this machine already' };
    },
  });
  renderAt(door, <AuthorDialog adding />);
  expect(screen.getByTestId('role-EM')).toBeChecked();
  await userEvent.click(screen.getByTestId('author-save'));
  expect(screen.getByRole('alert')).toHaveTextContent('ype the name under which your changes are kept');
  await userEvent.type(screen.getByTestId('author-name'), ' Mia Keller ');
  await userEvent.click(screen.getByTestId('author-save'));
  expect(door.asked).toContainEqual({ type: 'add_author', name: 'Mia Keller', role: 'EM' });
  expect(await screen.findByRole('alert')).toHaveTextContent('works on this machine already');
});

test('whoever was added by mistake is removed; the first author cannot be', async () => {
  const answers = { remove_author: { type: 'start' as const, value: START } };
  const door = fakeDoor(answers);
  const { unmount } = renderAt(door, <AuthorDialog />, BOTH);
  expect(screen.queryByRole('button', { name: 'Remove from this machine' })).not.toBeInTheDocument();
  unmount();
  renderAt(door, <AuthorDialog />, { ...BOTH, author: BOTH.authors[1]! });
  await userEvent.click(screen.getByRole('button', { name: 'Remove from this machine' }));
  expect(door.asked).toContainEqual({ type: 'remove_author', name: 'Ben Okafor' });
});
