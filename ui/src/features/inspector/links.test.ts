import { expect, test } from 'vitest';
import { linksIn } from './links';

test('only addresses of the web become links', () => {
  expect(linksIn('See https://ci.example.org/run?id=4. Also (http://a.example), javascript:alert(1), file:///etc/passwd and https://ci.example.org/run?id=4')).toEqual([
    'https://ci.example.org/run?id=4',
    'http://a.example',
  ]);
  expect(linksIn('nothing here')).toEqual([]);
});
