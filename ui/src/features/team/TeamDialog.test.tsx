import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Reply, TeamPlan, TeamStanding } from '../../bindings';
import { fakeDoor, renderAt, START } from '../../test/fakeDoor';
import { TeamDialog } from './TeamDialog';

const PLAN: TeamPlan = { plan: 'ab'.repeat(32), title: 'Harbour', role: 'EM', members: [{ dbrole: 'ana', role: 'EM' }], sentence: 'you are in it as EM · 9 changes · ana (EM)' };

function standing(address: string | null, said = ''): TeamStanding {
  return { address, sentence: said, trouble: null, left_out: [], stuck: [] };
}

function dialog(kept: TeamStanding, answer: (ask: string) => Reply) {
  const door = fakeDoor({ start: { type: 'start', value: START }, set_preference: { type: 'start', value: START } });
  const fake = door.backend.call;
  door.backend.call = async (request) => {
    if (request.type !== 'team') return fake(request);
    door.asked.push(request);
    if (request.ask.type === 'key') return { type: 'team', value: { type: 'done', value: { sentence: 'c0ffee', left_out: [], stuck: [] } } };
    return request.ask.type === 'standing' ? { type: 'team', value: { type: 'standing', value: kept } } : answer(request.ask.type);
  };
  renderAt(door, <TeamDialog />);
  return door;
}

test('the plans of a store are listed, and one asks for a password only where it is missing', async () => {
  const user = userEvent.setup();
  let locked = true;
  const door = dialog(standing(null), () => {
    if (locked) throw { code: 'password', message: '`ana` was not let in: check the password' };
    return { type: 'team', value: { type: 'plans', value: [PLAN] } };
  });
  expect(screen.queryByTestId('team-password')).toBeNull();
  await user.click(await screen.findByTestId('team-address'));
  await user.paste('postgres://ana@db/plans');
  await user.click(screen.getByTestId('team-list'));
  expect(await screen.findByRole('alert')).toHaveTextContent('was not let in');
  locked = false;
  await user.click(screen.getByTestId('team-password'));
  await user.paste('open sesame');
  await user.click(screen.getByTestId('team-list'));
  expect(await screen.findByRole('button', { name: 'Open Harbour' })).toBeEnabled();
  const lists = door.asked.filter((request) => request.type === 'team' && request.ask.type === 'plans');
  expect(lists.map((request) => (request.type === 'team' ? request.secret : undefined))).toEqual([null, 'open sesame']);
});

test('a store without an address is not asked', async () => {
  const user = userEvent.setup();
  const door = dialog(standing(null), () => ({ type: 'team', value: { type: 'plans', value: [] } }));
  await user.click(await screen.findByTestId('team-list'));
  expect(await screen.findByRole('alert')).toHaveTextContent('say where the team store is');
  expect(door.asked.some((request) => request.type === 'team' && request.ask.type === 'plans')).toBe(false);
});

test('a plan that is in a store says how far it is, and what stayed out of a sync', async () => {
  const user = userEvent.setup();
  dialog(standing('postgres://ana@db/plans', 'Offline · 2 changes waiting'), () => ({
    type: 'team',
    value: { type: 'done', value: { sentence: 'Sent 2 changes to the team store', left_out: ['the change “x” was altered'], stuck: [] } },
  }));
  expect(await screen.findByTestId('team-standing')).toHaveTextContent('Offline · 2 changes waiting');
  expect(screen.queryByTestId('team-share')).toBeNull();
  await user.click(screen.getByTestId('team-sync'));
  expect(await screen.findByTestId('team-done')).toHaveTextContent('Sent 2 changes to the team storeLeft out: the change “x” was altered');
});

test('somebody is admitted to a plan with their key, and removed again', async () => {
  const user = userEvent.setup();
  const door = dialog(standing(null), (ask) => ({
    type: 'team',
    value: ask === 'plans' ? { type: 'plans', value: [PLAN] } : { type: 'done', value: { sentence: 'ben belongs to “Harbour” as PM', left_out: [], stuck: [] } },
  }));
  await user.click(await screen.findByTestId('team-address'));
  await user.paste('postgres://ana@db/plans');
  await user.click(screen.getByTestId('team-list'));
  await user.click(await screen.findByRole('button', { name: 'People of Harbour' }));
  await user.type(screen.getByTestId('team-dbrole'), 'ben');
  await user.selectOptions(screen.getByTestId('team-role'), 'PM');
  expect(screen.getByTestId('team-admit')).toBeDisabled();
  await user.type(screen.getByTestId('team-key'), 'abcd');
  await user.click(screen.getByTestId('team-admit'));
  expect(await screen.findByTestId('team-done')).toHaveTextContent('ben belongs to “Harbour” as PM');
  await user.click(screen.getByRole('button', { name: 'Remove ana from Harbour' }));
  const asked = door.asked.flatMap((request) => (request.type === 'team' ? [request.ask] : []));
  expect(asked).toContainEqual({ type: 'admit', plan: PLAN.plan, dbrole: 'ben', author: 'abcd', role: 'PM' });
  expect(asked).toContainEqual({ type: 'dismiss', plan: PLAN.plan, dbrole: 'ana' });
});

test('a guest whose changes stay out of the store is admitted where that is told', async () => {
  const user = userEvent.setup();
  const cy = { key: 'c1', name: 'Cy', sentence: '2 changes by Cy stay here. Admit Cy', admissible: true };
  const vic = { key: 'd2', name: 'Vic', sentence: '1 change by Vic stays here until Vic shares this plan too', admissible: false };
  const door = dialog({ ...standing('postgres://ana@db/plans', 'In the team store · without Cy, Vic'), stuck: [cy, vic] }, () => ({
    type: 'team',
    value: { type: 'done', value: { sentence: 'Sent 2 changes to the team store', left_out: [], stuck: [vic] } },
  }));
  expect(await screen.findByTestId('team-stuck-Vic')).toHaveTextContent(vic.sentence);
  expect(screen.queryByRole('button', { name: 'Admit Vic' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Admit Cy' }));
  expect(await screen.findByTestId('team-done')).toHaveTextContent('Sent 2 changes to the team store');
  expect(screen.queryByTestId('team-stuck-Cy')).toBeNull();
  expect(door.asked).toContainEqual({ type: 'team', at: null, secret: null, ask: { type: 'bring', author: 'c1' } });
});

test('one’s own key stands there to be handed over', async () => {
  dialog(standing(null), () => ({ type: 'team', value: { type: 'plans', value: [] } }));
  expect(await screen.findByTestId('my-key')).toHaveValue('c0ffee');
});
