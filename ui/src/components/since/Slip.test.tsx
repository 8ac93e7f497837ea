import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { BaselineView } from '../../bindings';
import { Slip, slipColumn } from './Slip';

const BASELINE: BaselineView = {
  id: 'q1',
  name: 'Q1',
  made: '23 Nov',
  signed: [],
  since: {
    a: { p85: '2027-01-01', days: 9, short: '+9 d', slip: 'third slip', words: '85% by 1 Jan then, 9 days later now; moved later for the third time' },
    b: { p85: '2027-01-01', days: null, short: 'never', slip: '', words: '85% by 1 Jan then, never now' },
  },
};

test('a slip says how far and for which time', () => {
  render(<Slip baseline={BASELINE} item="a" named />);
  expect(screen.getByTestId('slip')).toHaveTextContent('since Q1+9 dthird slip');
  expect(screen.getByTestId('slip').title).toContain('third time');
});

test('an item that is not in the baseline says so in a list, and nothing beside a date', () => {
  const { container, rerender } = render(<Slip baseline={BASELINE} item="c" />);
  expect(screen.getByText('not in the baseline')).toBeInTheDocument();
  rerender(<Slip baseline={BASELINE} item="c" named />);
  expect(container).toBeEmptyDOMElement();
});

test('never has slipped furthest, and what is not there does not sort', () => {
  const sort = slipColumn<string | null>(BASELINE, (row) => row).sort!;
  expect([sort('a'), sort('b'), sort('c'), sort(null)]).toEqual([9, Infinity, null, null]);
});
