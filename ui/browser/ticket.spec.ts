// A ticket stands in its field and nowhere that others see: not in the title of the window, the address or what is kept.
import { expect, test } from './plimsoll';

test('a ticket is in no title, no address and nothing that the browser keeps', async ({ plan }) => {
  await plan.getByTestId('share').click();
  await plan.getByTestId('make-ticket').click();
  const ticket = await plan.getByTestId('ticket').inputValue();
  expect(ticket).toMatch(/^plimsoll-live-1-/);
  const seen = await plan.evaluate(() => [
    document.title,
    location.href,
    JSON.stringify(history.state),
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    document.cookie,
  ]);
  await plan.keyboard.press('Escape');
  expect(await plan.title()).toContain('Plimsoll');
  for (const text of [...seen, await plan.title()]) {
    expect(text).not.toContain('plimsoll-live-');
    expect(text).not.toContain(ticket.slice(-40));
  }
});
