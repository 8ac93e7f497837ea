// Seven steps of colour over the numbers of a column, from none to its largest.

/** The step of a number, 1 to 7; 0 for none. */
export function heatSteps(numbers: readonly number[]): (value: number) => number {
  const most = Math.max(0, ...numbers);
  return (value) => (value <= 0 || most <= 0 ? 0 : Math.min(7, Math.max(1, Math.ceil((value / most) * 7))));
}
