import { act, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Reply } from '../bindings';
import { fakeDoor } from '../test/fakeDoor';
import { BackendProvider } from './context';
import { useReply } from './use';

function status(title: string): Reply {
  return { type: 'status', value: { title, saved: '10:42', forecast: { type: 'running' }, accepted: 0, flags: [0, 0, 0], undo: null, redo: null, waiting: '', aside: 0 } };
}

function Shown() {
  const { value, error, loading } = useReply({ type: 'status' }, ['plan']);
  return <p>{`${loading ? 'loading' : ''} ${value?.title ?? 'nothing'} ${error?.message ?? ''}`.trim()}</p>;
}

test('an answer comes, goes stale by its topics alone, and stays while the next is on its way', async () => {
  let next = 1;
  let release: (() => void) | undefined;
  const door = fakeDoor({ status: () => status(`plan ${next++}`) });
  const answer = door.backend.call;
  render(
    <BackendProvider backend={door.backend}>
      <Shown />
    </BackendProvider>,
  );
  expect(screen.getByText('loading nothing')).toBeInTheDocument();
  expect(await screen.findByText('plan 1')).toBeInTheDocument();

  act(() => door.tell({ type: 'changed', topics: ['forecast'] }));
  expect(door.asked).toHaveLength(1);

  door.backend.call = async (request) => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return answer(request);
  };
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  expect(screen.getByText('plan 1')).toBeInTheDocument();
  await act(async () => release?.());
  expect(await screen.findByText('plan 2')).toBeInTheDocument();
});

test('trouble is told beside the last answer', async () => {
  const door = fakeDoor({ status: status('plan 1') });
  render(
    <BackendProvider backend={door.backend}>
      <Shown />
    </BackendProvider>,
  );
  await screen.findByText('plan 1');
  delete door.answers.status;
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  expect(await screen.findByText('plan 1 no answer to status')).toBeInTheDocument();
});

test('an overtaken answer is dropped', async () => {
  const releases: ((reply: Reply) => void)[] = [];
  const door = fakeDoor();
  door.backend.call = () => new Promise((resolve) => releases.push(resolve));
  render(
    <BackendProvider backend={door.backend}>
      <Shown />
    </BackendProvider>,
  );
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  await act(async () => releases[1]!(status('new')));
  await act(async () => releases[0]!(status('old')));
  expect(screen.getByText('new')).toBeInTheDocument();
});
