import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { laneOf, rowOf } from '../../test/sample';
import { layoutOf, makeScale, ROW_HEIGHT } from './geometry';
import { Links } from './Links';

const scale = makeScale('2026-11-23', '2027-03-31', 4, 100);
const rows = Array.from({ length: 60 }, (_, place) => rowOf(`${place}`));
const layout = layoutOf([laneOf(rows)]);

/** How many lines are drawn while rows 20 to 40 are in sight. */
function drawn(links: [string, string][], selected: string | null): number {
  const { container } = render(
    <Links links={links} layout={layout} scale={scale} today="2026-11-23" selected={selected} top={20 * ROW_HEIGHT} bottom={40 * ROW_HEIGHT} />,
  );
  return container.querySelectorAll('g').length;
}

test('a line is drawn where one of its ends is in sight, or where it is that of the selected item', () => {
  expect(drawn([['30', '31'], ['0', '30'], ['30', '59']], null)).toBe(3);
  expect(drawn([['0', '59'], ['1', '58']], null)).toBe(0);
  expect(drawn([['0', '59'], ['1', '58']], '59')).toBe(1);
});
