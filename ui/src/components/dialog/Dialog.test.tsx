import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Dialog } from './Dialog';

it('closes on Escape even when what had the focus is gone', async () => {
  const close = vi.fn();
  render(
    <Dialog title="Share" isOpen onClose={close}>
      <input aria-label="Name" />
    </Dialog>,
  );
  screen.getByLabelText('Name').focus();
  screen.getByLabelText('Name').blur();
  expect(document.body).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  expect(close).toHaveBeenCalledOnce();
});

it('stays where only its own buttons close it', async () => {
  const close = vi.fn();
  render(
    <Dialog title="Who is there?" isOpen onClose={close} dismissable={false}>
      <input aria-label="Name" />
    </Dialog>,
  );
  await userEvent.keyboard('{Escape}');
  screen.getByLabelText('Name').focus();
  await userEvent.keyboard('{Escape}');
  expect(close).not.toHaveBeenCalled();
});
