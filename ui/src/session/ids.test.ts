import { expect, test } from 'vitest';
import { newId } from './ids';

test('ids are version 7 and follow the time', () => {
  const random = Uint8Array.from({ length: 16 }, () => 0xff);
  expect(newId(0x0190_0000_0000, random)).toBe('01900000-0000-7fff-bfff-ffffffffffff');
  expect(newId(1) < newId(2_000)).toBe(true);
});
