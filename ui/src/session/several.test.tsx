import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { BackendProvider } from '../backend/context';
import { fakeDoor } from '../test/fakeDoor';
import { SessionProvider } from './session';
import { between, howOf, useSeveral, type How } from './several';

test('rows are selected alone, one more or less, and from the last chosen one to here', () => {
  const door = fakeDoor();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <BackendProvider backend={door.backend}>
      <SessionProvider>{children}</SessionProvider>
    </BackendProvider>
  );
  const { result } = renderHook(() => useSeveral('item', ['a', 'b', 'c', 'd', 'e']), { wrapper });
  const choose = (id: string, how: How): string => {
    act(() => result.current.choose(id, how));
    return `${result.current.selected ?? '-'}: ${[...result.current.chosen].toSorted().join('')}`;
  };
  expect(choose('b', 'alone')).toBe('b: b');
  expect(choose('d', 'reach')).toBe('d: bcd');
  expect(choose('c', 'reach')).toBe('c: bc');
  expect(choose('a', 'reach')).toBe('a: ab');
  expect(choose('e', 'toggle')).toBe('e: abe');
  expect(choose('a', 'toggle')).toBe('e: be');
  expect(choose('c', 'alone')).toBe('c: c');
  expect(choose('c', 'toggle')).toBe('-: ');
});

test('a reach from nowhere is one row, and the modifiers say how', () => {
  expect(between(['a', 'b'], null, 'b')).toEqual(['b']);
  expect(between(['a', 'b'], 'gone', 'a')).toEqual(['a']);
  const keys = { shiftKey: false, ctrlKey: false, metaKey: false };
  expect(howOf(keys)).toBe('alone');
  expect(howOf({ ...keys, metaKey: true })).toBe('toggle');
  expect(howOf({ ...keys, shiftKey: true })).toBe('reach');
});
