import { act, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Reply } from '../bindings';
import { fakeDoor } from '../test/fakeDoor';
import { AskAnew, BackendProvider } from './context';
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

test('what goes stale while it is asked is asked once more, and each answer is shown as it comes', async () => {
  const releases: ((reply: Reply) => void)[] = [];
  const door = fakeDoor();
  door.backend.call = () => new Promise((resolve) => releases.push(resolve));
  render(
    <BackendProvider backend={door.backend}>
      <Shown />
    </BackendProvider>,
  );
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  expect(releases).toHaveLength(1);
  await act(async () => releases[0]!(status('old')));
  expect(screen.getByText('old')).toBeInTheDocument();
  expect(releases).toHaveLength(2);
  await act(async () => releases[1]!(status('new')));
  expect(screen.getByText('new')).toBeInTheDocument();
  expect(releases).toHaveLength(2);
});

test('what several parts of the page ask is asked once, and whoever comes later is shown at once what is known', async () => {
  const door = fakeDoor({ status: status('plan 1') });
  const page = (parts: number, plan: string) => (
    <BackendProvider backend={door.backend}>
      <AskAnew key={plan}>
        {Array.from({ length: parts }, (_, part) => (
          <Shown key={part} />
        ))}
      </AskAnew>
    </BackendProvider>
  );
  const { rerender } = render(page(2, 'a'));
  expect(await screen.findAllByText('plan 1')).toHaveLength(2);
  rerender(page(3, 'a'));
  expect(screen.getAllByText('plan 1')).toHaveLength(3);
  expect(door.asked).toHaveLength(1);
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  expect(door.asked).toHaveLength(2);

  // Another plan is open: nothing of the one before is shown for it.
  door.answers.status = status('plan 2');
  rerender(page(1, 'b'));
  expect(screen.getByText('loading nothing')).toBeInTheDocument();
  expect(await screen.findByText('plan 2')).toBeInTheDocument();
});

test('nothing is asked any more for what has left the page', async () => {
  const door = fakeDoor({ status: status('plan 1') });
  const page = (shown: boolean) => <BackendProvider backend={door.backend}>{shown && <Shown />}</BackendProvider>;
  const { rerender } = render(page(true));
  await screen.findByText('plan 1');
  rerender(page(false));
  await act(async () => undefined);
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  expect(door.asked).toHaveLength(1);
});
