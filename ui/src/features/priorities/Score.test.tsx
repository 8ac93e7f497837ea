import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeDoor, renderAt } from '../../test/fakeDoor';
import { rowOf } from '../../test/sample';
import { Score } from './Score';

test('a score opens the sum that it comes from', async () => {
  renderAt(fakeDoor(), <Score row={rowOf('a', { score: 1357.1, score_words: '38,000 a week ÷ 28 pd likely = 1,357' })} />);
  await userEvent.click(screen.getByRole('button', { name: /^Score/ }));
  expect(screen.getByRole('dialog', { name: 'Score of Item a' })).toHaveTextContent('38,000 a week ÷ 28 pd likely = 1,357');
});

test('without a score it opens on what is missing, and says when it is through', async () => {
  let through = 0;
  renderAt(fakeDoor(), <Score row={rowOf('a', { score_words: 'no score without a cost of delay' })} open onClose={() => through++} />);
  expect(screen.getByRole('dialog')).toHaveTextContent('No score without a cost of delay');
  await userEvent.keyboard('{Escape}');
  expect(through).toBe(1);
});
