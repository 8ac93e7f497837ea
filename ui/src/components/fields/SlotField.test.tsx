import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Item } from '../../bindings';
import { type FakeDoor, fakeDoor, planView, renderAt } from '../../test/fakeDoor';
import { KeyedField } from './KeyedField';
import { SlotField } from './SlotField';

const checkout = {
  id: 'a',
  title: 'Checkout',
  estimate: { low: 3, likely: 5, high: 9 },
  commitment: { day: '2027-03-14', to: 'Board', confidence: 0.85 },
  components: {},
  skills: { rust: 0.5 },
} as unknown as Item;
const entity = { kind: 'item', id: 'a' } as const;

function door(): FakeDoor {
  return fakeDoor({ plan: { type: 'plan', value: planView({ items: { a: checkout } }) } });
}

test('a range is committed on Enter as low, likely and high', async () => {
  const at = door();
  renderAt(at, <SlotField entity={entity} field="estimate" />);
  const input = await screen.findByDisplayValue('3–5–9');
  await userEvent.clear(input);
  await userEvent.type(input, '4/6/12{Enter}');
  expect(at.ops).toEqual([
    { type: 'set', slot: { entity, field: 'estimate', key: '' }, value: { type: 'range', value: { low: 4, likely: 6, high: 12 } } },
  ]);
  expect(input).toHaveValue('4/6/12');
});

test('Escape brings back what the plan holds', async () => {
  const at = door();
  renderAt(at, <SlotField entity={entity} field="title" />);
  const input = await screen.findByDisplayValue('Checkout');
  await userEvent.type(input, ' rewrite{Escape}');
  expect(input).toHaveValue('Checkout');
  await userEvent.tab();
  expect(at.ops).toEqual([]);
});

test('a refused edit keeps what was typed and says why beneath it', async () => {
  const at = door();
  at.refuse = 'the low estimate is above the high one: give them in order';
  renderAt(at, <SlotField entity={entity} field="estimate" />);
  const input = await screen.findByDisplayValue('3–5–9');
  await userEvent.clear(input);
  await userEvent.type(input, '9-5-3');
  await userEvent.tab();
  expect(await screen.findByRole('alert')).toHaveTextContent(at.refuse);
  expect(input).toHaveValue('9-5-3');
  expect(input).toHaveAttribute('aria-invalid', 'true');
});

test('words that are no value never reach the plan', async () => {
  const at = door();
  renderAt(at, <SlotField entity={entity} field="commitment_day" />);
  const input = await screen.findByDisplayValue('2027-03-14');
  await userEvent.clear(input);
  await userEvent.type(input, 'soon{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('is not a date');
  expect(at.ops).toEqual([]);
});

test('an emptied field is cleared', async () => {
  const at = door();
  renderAt(at, <SlotField entity={entity} field="commitment_confidence" />);
  const input = await screen.findByDisplayValue('85');
  await userEvent.clear(input);
  await userEvent.tab();
  await waitFor(() => expect(at.ops).toHaveLength(1));
  expect(at.ops[0]).toMatchObject({ value: { type: 'nothing' } });
});

test('several entities get a value in one change', async () => {
  const at = door();
  const other = { kind: 'item', id: 'b' } as const;
  renderAt(at, <SlotField entity={entity} also={[other]} field="title" />);
  const input = await screen.findByPlaceholderText('several values');
  await userEvent.type(input, 'Both{Enter}');
  expect(at.ops).toEqual([
    expect.objectContaining({ type: 'all', ops: [expect.objectContaining({ type: 'set' }), expect.objectContaining({ type: 'set' })] }),
  ]);
});

test('a record is changed, added and removed by its key', async () => {
  const at = door();
  renderAt(at, <KeyedField entity={entity} field="skill" />);
  const share = await screen.findByDisplayValue('50');
  await userEvent.clear(share);
  await userEvent.type(share, '25{Enter}');
  await userEvent.type(screen.getByLabelText('Add share of skill'), 'sql{Enter}');
  await userEvent.click(screen.getByRole('button', { name: 'Remove rust' }));
  await waitFor(() => expect(at.ops).toHaveLength(3));
  expect(at.ops.map((op) => (op.type === 'set' ? [op.slot.key, op.value] : op))).toEqual([
    ['rust', { type: 'number', value: 0.25 }],
    ['sql', { type: 'number', value: 0.1 }],
    ['rust', { type: 'nothing' }],
  ]);
});
