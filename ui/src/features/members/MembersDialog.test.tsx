import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { MembersAsk, MembersView, MemberView } from '../../bindings';
import { fakeDoor, renderAt } from '../../test/fakeDoor';
import { MembersDialog } from './MembersDialog';

const ANA: MemberView = {
  key: 'aa'.repeat(32),
  short: 'aaaaaaaa',
  name: 'Ana',
  role: 'EM',
  owner: true,
  founder: true,
  me: true,
  changes: 12,
  standing: 'made the plan',
  days: '23 Nov 2026',
};
const BEN: MemberView = { ...ANA, key: 'bb'.repeat(32), short: 'bbbbbbbb', name: 'Ben', role: 'PM', owner: false, founder: false, me: false, changes: 1, standing: 'may edit' };

const VIEW: MembersView = {
  sentence: 'Ana made this plan. 2 people may edit it.',
  founded: true,
  may_admit: true,
  may_own: true,
  my_key: ANA.key,
  hint: 'You alone can admit others. Name a second owner.',
  waiting: '',
  members: [ANA, BEN],
  aside: [{ key: 'cc'.repeat(32), short: 'cccccccc', by: 'Cleo', role: 'EM', changes: 3, why: 'Cleo is not a member', latest: 'Rename Login', admissible: true }],
};

function show(view: MembersView) {
  const door = fakeDoor({ members: { type: 'members', value: view }, set_members: { type: 'done', value: 'Done' } });
  renderAt(door, <MembersDialog />);
  const decided = (): MembersAsk[] => door.asked.flatMap((request) => (request.type === 'set_members' ? [request.ask] : []));
  return { door, decided };
}

test('an owner sets roles, names a second owner and admits whoever lies aside', async () => {
  const { decided } = show(VIEW);
  expect(await screen.findByText(/Name a second owner/)).toBeVisible();
  const ben = within(screen.getByTestId('member-Ben'));
  await userEvent.selectOptions(ben.getByLabelText('Role of Ben'), 'Viewer');
  await userEvent.click(ben.getByTestId('member-own'));
  await userEvent.click(within(screen.getByTestId('kept-aside')).getByTestId('aside-admit'));
  expect(decided()).toEqual([
    { type: 'admit', member: { key: BEN.key, name: 'Ben', role: 'Viewer' } },
    { type: 'own', key: BEN.key, owner: true },
    { type: 'admit', member: { key: 'cc'.repeat(32), name: 'Cleo', role: 'EM' } },
  ]);
  expect(within(screen.getByTestId('member-Ana')).queryByRole('combobox')).toBeNull();
});

test('removing says what it means before it is done', async () => {
  const { door, decided } = show(VIEW);
  await userEvent.click(await screen.findByTestId('member-remove'));
  expect(screen.getByText(/What Ben did so far stays/)).toBeVisible();
  expect(decided()).toEqual([]);
  await userEvent.click(screen.getByTestId('member-remove-now'));
  expect(decided()).toEqual([{ type: 'remove', key: BEN.key }]);
  door.answers.members = { type: 'members', value: { ...VIEW, members: [ANA, { ...BEN, role: null, standing: 'removed' }] } };
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  expect(await screen.findByRole('button', { name: 'Admit again' })).toBeVisible();
  expect(screen.queryByTestId('member-remove-now')).toBeNull();
});

test('somebody is admitted by key, and a lost key is replaced', async () => {
  const { decided } = show(VIEW);
  const key = 'dd'.repeat(32);
  await userEvent.click(await screen.findByTestId('admit-key'));
  await userEvent.paste(key);
  await userEvent.type(screen.getByTestId('admit-name'), 'Dan{Enter}');
  await userEvent.click(screen.getByRole('button', { name: 'Lost key…' }));
  await userEvent.click(screen.getByLabelText(/The key that Ben has now/));
  await userEvent.paste(key);
  await userEvent.keyboard('{Enter}');
  expect(decided()).toEqual([
    { type: 'admit', member: { key, name: 'Dan', role: 'PM' } },
    { type: 'replace', lost: BEN.key, key },
  ]);
});

test('a refusal is shown in the door’s own words', async () => {
  const { door } = show(VIEW);
  delete door.answers.set_members;
  await userEvent.click(await screen.findByTestId('member-own'));
  expect(await screen.findByRole('alert')).toHaveTextContent('no answer to set_members');
});

test('whoever is not a member sees that their changes wait, and the key to send', async () => {
  show({ ...VIEW, may_admit: false, may_own: false, hint: '', my_key: 'ee'.repeat(32), waiting: '2 changes of yours wait for Ana to admit you', members: [{ ...ANA, me: false }] });
  expect(await screen.findByTestId('members-waiting')).toHaveTextContent('wait for Ana');
  expect(screen.getByTestId('my-key')).toHaveValue('ee'.repeat(32));
  expect(screen.queryByTestId('aside-admit')).toBeNull();
  expect(screen.queryByTestId('admit-now')).toBeNull();
});

test('a plan that is open to everybody can be given members', async () => {
  const { decided } = show({ ...VIEW, founded: false, may_admit: false, may_own: false, hint: '', aside: [] });
  await userEvent.click(await screen.findByTestId('members-found'));
  expect(decided()).toEqual([{ type: 'found' }]);
});
