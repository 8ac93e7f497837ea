import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Boundary } from './Boundary';

function Broken(): never {
  throw new Error('no lanes');
}

test('what breaks is said with a way back, and what stands beside it stays', () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  render(
    <>
      <Boundary what="The roadmap">
        <Broken />
      </Boundary>
      <p>The sidebar</p>
    </>,
  );
  expect(screen.getByRole('alert')).toHaveTextContent('The roadmap cannot be shown');
  expect(screen.getByRole('alert')).toHaveTextContent('“no lanes”');
  expect(screen.getByRole('button', { name: 'Load the window again' })).toBeEnabled();
  expect(screen.getByText('The sidebar')).toBeInTheDocument();
  quiet.mockRestore();
});
