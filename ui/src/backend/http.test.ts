import { afterEach, expect, test, vi } from 'vitest';
import { httpBackend } from './http';

afterEach(() => {
  vi.unstubAllGlobals();
});

function answering(status: number, body: string, type: string) {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status, headers: { 'Content-Type': type } })));
  return httpBackend(new URL('http://127.0.0.1:1/')).call({ type: 'plan' });
}

test('what went wrong for a whole message is said in its own sentence', async () => {
  const inside = { code: 'failed', message: 'something went wrong inside: the plan is as it was; try again' };
  await expect(answering(500, JSON.stringify(inside), 'application/json')).rejects.toEqual(inside);
});

test('each request of a message gets its own answer', async () => {
  const refused = { code: 'refused', message: 'no plan is open' };
  await expect(answering(200, JSON.stringify([{ Err: refused }]), 'application/json')).rejects.toEqual(refused);
});
