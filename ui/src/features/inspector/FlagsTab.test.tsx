import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Effect, Flag, Op, PlanView, Reply, Silent } from '../../bindings';
import { useSession } from '../../session/session';
import { fakeDoor, planView, renderAt, START, type FakeDoor } from '../../test/fakeDoor';
import { flagOf, roadmapOf } from '../../test/sample';
import { FlagsTab } from './FlagsTab';

const OP: Op = { type: 'all', label: 'Pay down Ledger first', ops: [{ type: 'move', item: 'ledger', before: 'a' }] };
const PAY = { label: 'Pay down Ledger first', why: 'It frees 12 pd before Checkout begins.', action: { type: 'apply' as const, op: OP } };
const EFFECT: Effect = {
  sentence: 'Checkout 18 Apr → 2 Apr at 85% · on time 38 % → 71 %',
  moved: [],
  cost: 0,
  plan_p85: { before: null, after: null },
  cleared: [{ rule: 'commitment-at-risk', subject_key: 'item:a', sentence: 'Checkout at risk' }],
  raised: [],
};

/** How far the ways out have been measured. */
const asked = (measured: string[], complete: boolean): Reply => ({
  type: 'ask',
  value: {
    question: { type: 'remedies' },
    done: measured.length,
    of: 2,
    complete,
    stopped: false,
    problem: '',
    answer: {
      type: 'remedies',
      value: measured.map((label) => ({ rule: 'commitment-at-risk', subject_key: 'item:a', label, sentence: `${label}: 18 Apr → 2 Apr` })),
    },
  },
});

function Session() {
  const preview = useSession((state) => state.preview?.label ?? 'none');
  const selected = useSession((state) => state.selected?.id ?? 'none');
  return (
    <>
      <output data-testid="preview">{preview}</output>
      <output data-testid="selected">{selected}</output>
    </>
  );
}

function show(flags: Flag[], plan: Partial<PlanView> = {}, silent: Silent[] = [], start = START, known = true): FakeDoor {
  const titles = { 'item:a': 'Checkout', 'debt:d': 'Ledger schema' };
  const door = fakeDoor({
    flags: { type: 'flags', value: { flags, titles, silent, accepted: [], known, stale: !known } },
    plan: { type: 'plan', value: { ...planView(), ...plan } },
    preview: { type: 'preview', value: { effect: EFFECT, roadmap: roadmapOf([]) } },
    waive: { type: 'done', value: 'accepted' },
  });
  renderAt(
    door,
    <>
      <FlagsTab />
      <Session />
    </>,
    start,
  );
  return door;
}

test('a flag says how bad, what, its numbers and where the threshold comes from', async () => {
  const user = userEvent.setup();
  show([flagOf({ subjects: [{ kind: 'item', id: 'a' }, { kind: 'debt', id: 'd' }] })]);
  const card = await screen.findByTestId('flag-commitment-at-risk');
  expect(within(card).getByRole('heading', { name: 'Critical' })).toBeInTheDocument();
  await user.click(within(card).getByText('Numbers and source'));
  expect(within(card).getByText('38 %')).toBeVisible();
  expect(within(card).getByText('our convention')).toBeVisible();
  await user.click(within(card).getByRole('button', { name: 'Ledger schema' }));
  expect(screen.getByTestId('selected')).toHaveTextContent('d');
  await user.click(within(card).getByRole('button', { name: /Checkout is promised/ }));
  expect(screen.getByTestId('selected')).toHaveTextContent('a');
});

test('what people did that a flag has read is listed on demand, and not spoken of where there is none', async () => {
  const user = userEvent.setup();
  show([flagOf({ evidence: ['23 Nov, Ana (PM): estimate of Checkout', '20 Nov, Ana (PM): estimate of Login'] }), flagOf({ subject_key: 'item:b' })]);
  await user.click(await screen.findByText('What people did, 2 times'));
  expect(screen.getByText('20 Nov, Ana (PM): estimate of Login')).toBeVisible();
  expect(screen.getAllByText(/What people did/)).toHaveLength(1);
});

test('a remedy is looked at, then taken; what is applied is what was previewed', async () => {
  const user = userEvent.setup();
  const door = show([flagOf({ remedies: [PAY] })]);
  await user.click(await screen.findByTestId('remedy-preview'));
  expect(await screen.findByTestId('remedy-effect')).toHaveTextContent('on time 38 % → 71 %');
  expect(screen.getByTestId('preview')).toHaveTextContent('Pay down Ledger first');
  await user.click(screen.getByTestId('remedy-apply'));
  await waitFor(() => expect(door.ops).toEqual([OP]));
  await waitFor(() => expect(screen.getByTestId('preview')).toHaveTextContent('none'));
});

test('what a way out comes to stands there before anybody asks; a preview adds the flags', async () => {
  const user = userEvent.setup();
  const remedies: Flag['remedies'] = [PAY, { ...PAY, label: 'Put Login off' }];
  const door = show([flagOf({ remedies })]);
  door.answers.ask = asked([], false);
  act(() => door.tell({ type: 'changed', topics: ['answers'] }));
  await user.click(await screen.findByText('1 more way out'));
  await waitFor(() => expect(screen.getAllByText('Measuring what it does…')).toHaveLength(2));

  door.answers.ask = asked([PAY.label], true);
  act(() => door.tell({ type: 'changed', topics: ['answers'] }));
  expect(await screen.findByTestId('remedy-outcome')).toHaveTextContent('Pay down Ledger first: 18 Apr → 2 Apr');
  expect(screen.queryByText('Measuring what it does…')).not.toBeInTheDocument();
  await user.click(screen.getAllByTestId('remedy-preview')[0]!);
  expect(await screen.findByTestId('remedy-effect')).toHaveTextContent('ClearsCheckout at risk');

  door.answers.ask = asked([], false);
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  await screen.findByText('Measuring what it does…');
  expect(screen.getByTestId('remedy-outcome'), 'what was known stays, pale').toHaveAttribute('data-stale');
});

test('a remedy that needs an answer opens the field', async () => {
  const user = userEvent.setup();
  const action = { type: 'open' as const, entity: { kind: 'item' as const, id: 'a' }, field: 'diagnosis' as const };
  show([flagOf({ remedies: [{ label: 'Write the diagnosis', why: '', action }] })]);
  await user.click(await screen.findByTestId('remedy-open'));
  expect(screen.getByTestId('selected')).toHaveTextContent('a');
});

test('a flag is accepted with a reason until a day; what the door refuses is said and kept', async () => {
  const user = userEvent.setup();
  const door = show([flagOf()]);
  await user.click(await screen.findByRole('button', { name: 'Accept…' }));
  const until = screen.getByLabelText('Until, the last day it holds');
  expect(until).toHaveValue('2026-12-21');
  await user.type(screen.getByLabelText('Why it is accepted'), 'the customer knows');
  await user.clear(until);
  await user.type(until, 'soon');
  await user.click(screen.getByRole('button', { name: 'Accept' }));
  expect(screen.getByRole('alert')).toHaveTextContent('soon is not a day');
  await user.clear(until);
  await user.type(until, '2027-01-15');
  await user.click(screen.getByRole('button', { name: 'Accept' }));
  await waitFor(() =>
    expect(door.asked).toContainEqual({
      type: 'waive',
      rule: 'commitment-at-risk',
      subject: 'item:a',
      reason: 'the customer knows',
      until: '2027-01-15',
    }),
  );
  await waitFor(() => expect(screen.queryByRole('form')).not.toBeInTheDocument());
});

test('accepted flags stand apart, with who, why and until when', async () => {
  show([flagOf({ waived: { by: 'Mia Keller, PM', reason: 'the customer knows', until: '2027-01-15' } })]);
  expect(await screen.findByText('1 accepted flag')).toBeInTheDocument();
  expect(screen.getByText('Accepted by Mia Keller, PM until 15 Jan 2027: the customer knows')).toBeInTheDocument();
});

test('nothing can be done about the flags of the past', async () => {
  const then = { at: '23 Nov 2026 10:42', moment: { type: 'change' as const, change: { author: 'a', seq: 1 } } };
  const door = show([flagOf({ remedies: [PAY] })], {}, [], { ...START, viewing: then });
  expect(await screen.findByText('Pay down Ledger first')).toBeVisible();
  for (const name of ['Preview', 'Apply', 'Accept…']) expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
  expect(door.asked.filter(({ type }) => type === 'ask'), 'nothing is measured').toEqual([]);
});

test('what two people changed at once is settled by choosing', async () => {
  const user = userEvent.setup();
  const slot = { entity: { kind: 'item' as const, id: 'a' }, field: 'title' as const, key: '' };
  const conflict = {
    slot,
    shown: { value: { type: 'text' as const, value: 'Checkout' }, words: 'Checkout', by: 'Mia', role: 'EM' as const, at: '2026-11-23 10:42' },
    others: [{ value: { type: 'text' as const, value: 'Pay flow' }, words: 'Pay flow', by: 'Jo', role: 'PM' as const, at: '2026-11-23 10:40' }],
    sentence: 'Mia and Jo both changed the title of Checkout',
  };
  const other = { ...conflict, slot: { ...slot, field: 'problem' as const } };
  const door = show([], { conflicts: [conflict, other] });
  const settled = () => door.asked.filter((request) => request.type === 'settle').map((request) => request.choices);
  const [take] = await screen.findAllByRole('button', { name: 'Take “Pay flow” (Jo, PM, 2026-11-23 10:40)' });
  await user.click(take!);
  const theirs = { type: 'text', value: 'Pay flow' };
  await waitFor(() => expect(settled()).toEqual([[{ slot, value: theirs }]]));
  await user.click(screen.getByRole('button', { name: 'Keep all 2 that are shown' }));
  const shown = { type: 'text', value: 'Checkout' };
  await waitFor(() => expect(settled()[1]).toEqual([{ slot, value: shown }, { slot: other.slot, value: shown }]));
});

test('a plan without flags says so', async () => {
  show([]);
  expect(await screen.findByRole('heading', { name: 'No flags' })).toBeInTheDocument();
});

test('a plan that nobody has looked at yet is not said to have no flags', async () => {
  show([], {}, [], START, false);
  expect(await screen.findByText('Looking for what wants an answer…')).toBeInTheDocument();
  expect(screen.queryByRole('heading', { name: 'No flags' })).not.toBeInTheDocument();
});

test('many flags come a page at a time', async () => {
  const user = userEvent.setup();
  show(Array.from({ length: 50 }, (_, place) => flagOf({ subject_key: `item:${place}` })));
  const more = await screen.findByRole('button', { name: 'Show 10 of 10 further flags' });
  expect(screen.getAllByTestId('flag-commitment-at-risk')).toHaveLength(40);
  await user.click(more);
  expect(screen.getAllByTestId('flag-commitment-at-risk')).toHaveLength(50);
  expect(more).not.toBeInTheDocument();
});

test('rules that have nothing to look at are named with what is missing', async () => {
  const user = userEvent.setup();
  show([], {}, [{ rule: 'wip-excess', title: 'Too much in progress', reason: 'no measured throughput is known' }]);
  await user.click(await screen.findByText('1 rule has nothing to look at'));
  expect(screen.getByText('Too much in progress')).toBeVisible();
  expect(screen.getByText('no measured throughput is known')).toBeVisible();
});
