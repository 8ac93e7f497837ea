// What people type, read as a value, and a value as people read it. Bounds are for Rust to judge; here is only what
// cannot be read at all.
import type { Day, DayRange, Range, Value } from '../../bindings';
import type { Shape } from './spec';

/** A value, or the sentence that says why the words are none. */
export type Parsed = { value: Value } | { problem: string };

export const NOTHING: Value = { type: 'nothing' };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads what was typed into a field of this shape; nothing typed clears the field. */
export function parse(shape: Shape, typed: string): Parsed {
  const words = shape.type === 'text' && shape.prose ? typed.trimEnd() : typed.trim();
  if (words === '') return { value: NOTHING };
  switch (shape.type) {
    case 'text':
    case 'choice':
      return { value: { type: 'text', value: words } };
    case 'number':
    case 'whole': {
      const number = readNumber(words, shape.type === 'number' ? shape.unit : undefined);
      if (number === undefined) return { problem: `\`${words}\` is not a number: type digits, such as 4 or 2.5` };
      return { value: { type: 'number', value: shape.type === 'number' && shape.percent ? fraction(number) : number } };
    }
    case 'range': {
      const range = readRange(words, shape.percent === true);
      return range === undefined
        ? { problem: `\`${words}\` is not a range: type one number, or low–likely–high such as 3–5–9` }
        : { value: { type: 'range', value: range } };
    }
    case 'day': {
      const day = readDay(words);
      return day === undefined ? { problem: notADay(words) } : { value: { type: 'day', value: day } };
    }
    case 'day_range': {
      const days = readDays(words);
      return days === undefined
        ? { problem: `\`${words}\` are not dates: type one, or low, likely and high as 2027-03-01 / 2027-03-15 / 2027-04-30` }
        : { value: { type: 'day_range', value: days } };
    }
    case 'ref':
      return { value: { type: 'ref', value: words } };
    case 'flag':
      return { value: { type: 'flag', value: words === 'yes' } };
  }
}

/** A value as it stands in its editor. */
export function show(shape: Shape, value: Value): string {
  switch (value.type) {
    case 'nothing':
      return '';
    case 'flag':
      return value.value ? 'yes' : 'no';
    case 'number':
      return plain(shape.type === 'number' && shape.percent ? percent(value.value) : value.value);
    case 'text':
    case 'ref':
      return value.value;
    case 'day':
      return value.value;
    case 'range':
      return showRange(value.value, shape.type === 'range' && shape.percent === true);
    case 'day_range': {
      const { low, likely, high } = value.value;
      return low === high ? low : `${low} / ${likely} / ${high}`;
    }
  }
}

/** "5", or "3–5–9". */
export function showRange({ low, likely, high }: Range, percents = false): string {
  const shown = [low, likely, high].map((number) => plain(percents ? percent(number) : number));
  return low === high ? shown[0]! : shown.join('–');
}

/** The same to be read, not edited: whole from ten on, to the tenth below. */
export function briefRange({ low, likely, high }: Range): string {
  return showRange({ low: brief(low), likely: brief(likely), high: brief(high) });
}

function brief(days: number): number {
  return days < 10 ? Math.round(days * 10) / 10 : Math.round(days);
}

/** "14 Mar 2027": how a day is read aloud and in tables. */
export function showDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTH_NAMES[(month ?? 1) - 1]} ${year}`;
}

/** Reads `2027-03-14`, `14 Mar 2027`, `14 March 2027` or `14.3.2027`. */
export function readDay(words: string): Day | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words);
  if (iso) return day(iso[1]!, iso[2]!, iso[3]!);
  const dotted = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(words);
  if (dotted) return day(dotted[3]!, dotted[2]!, dotted[1]!);
  const named = /^(\d{1,2})\.?\s+([a-z]{3,9})\.?\s+(\d{4})$/i.exec(words);
  const month = named ? MONTHS.indexOf(named[2]!.slice(0, 3).toLowerCase()) : -1;
  return named && month >= 0 ? day(named[3]!, String(month + 1), named[1]!) : undefined;
}

/** The sentence for words that are no day. */
export function notADay(words: string): string {
  return `\`${words}\` is not a date: type it as 2027-03-14 or 14 Mar 2027`;
}

function day(year: string, month: string, date: string): Day | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === iso ? iso : undefined;
}

function readDays(words: string): DayRange | undefined {
  const parts = words.split(/\s*(?:\/|–|,|;|\bto\b)\s*/).map((part) => readDay(part.trim()));
  if (parts.length === 1 && parts[0]) return { low: parts[0], likely: parts[0], high: parts[0] };
  const [low, likely, high] = parts;
  return parts.length === 3 && low && likely && high ? { low, likely, high } : undefined;
}

/** A comma between digits is a decimal comma; a unit behind the number is let pass. */
function readNumber(words: string, unit?: string): number | undefined {
  const bare = (unit && words.toLowerCase().endsWith(unit.toLowerCase()) ? words.slice(0, -unit.length) : words)
    .replace(/%$/, '')
    .replace(/^[€$£]/, '')
    .trim()
    .replace(/(\d)[\s\u00a0'](?=\d{3}(\D|$))/g, '$1');
  const number = /^-?\d+,\d{1,2}$/.test(bare) ? bare.replace(',', '.') : bare.replace(/(\d),(?=\d{3}(\D|$))/g, '$1');
  return /^-?(\d+\.?\d*|\.\d+)(e\d+)?$/i.test(number) ? Number(number) : undefined;
}

function readRange(words: string, percents: boolean): Range | undefined {
  const bare = words.replace(/(pd|person-days?|h|hours?|%|d|days?)\s*$/i, '').trim();
  const parts = bare.split(/\s*(?:–|—|-|\/|;|\bto\b|\.{2,})\s*|\s+/).map((part) => readNumber(part));
  if (parts.some((part) => part === undefined)) return undefined;
  const numbers = (parts as number[]).map((number) => (percents ? fraction(number) : number));
  const [low, likely, high] = numbers;
  if (numbers.length === 1) return { low: low!, likely: low!, high: low! };
  return numbers.length === 3 ? { low: low!, likely: likely!, high: high! } : undefined;
}

// Through twelve digits, because 0.07 × 100 is 7.000000000000001.
const fraction = (percents: number) => Number((percents / 100).toPrecision(12));
const percent = (part: number) => Number((part * 100).toPrecision(12));
const plain = (number: number) => String(Number(number.toPrecision(12)));
