// How days and numbers are written. Nothing is computed here: figures come ready from the door.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2027-03-14` as "14 Mar", with the year where it is not `year`'s. */
export function shortDay(day: string, today?: string): string {
  const [year, month, date] = day.split('-');
  const words = `${Number(date)} ${MONTHS[Number(month) - 1] ?? '?'}`;
  return today !== undefined && today.startsWith(year!) ? words : `${words} ${year}`;
}

/** A number as people write it, with at most so many decimals. */
export function number(value: number, decimals = 1): string {
  return value.toLocaleString('en', { maximumFractionDigits: decimals });
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n, 0)} ${n === 1 ? one : many}`;
}
