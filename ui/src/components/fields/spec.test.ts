import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { SPECS, type FieldSpec } from './spec';

const snake = (name: string) => name.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase();

/** What is written by admitting, making, signing, asking, importing or supposing something, and never typed into a form. */
const WRITTEN: Record<string, readonly string[]> = {
  Plan: ['Founder', 'MemberName', 'MemberRole', 'CountsTo', 'OwnsTo'],
  Baseline: ['MadeOn', 'Version', 'P50', 'P85', 'SignedAs', 'SignedBy', 'SignedOn'],
  Team: ['Finished', 'Upkeep', 'Review'],
  Scenario: ['MadeOn', 'Overlay'],
  Decision: ['P50', 'P85'],
  Question: ['Item', 'AsksWhen', 'By', 'AskedOn', 'AnsweredBy', 'AnsweredOn'],
  Step: ['Item'],
};

/** The rows of the table in Rust, as `kind.field: type key "label"`. */
function rustRows(): string[] {
  const source = readFileSync(resolve(import.meta.dirname, '../../../../src-tauri/crates/plan/src/field.rs'), 'utf8');
  const table = source.slice(source.indexOf('fields! {\n    Plan'));
  let kind = '';
  const rows: string[] = [];
  for (const line of table.split('\n')) {
    kind = /^ {4}(\w+) \{$/.exec(line)?.[1] ?? kind;
    const row = /^ {8}(\w+): (.+), ((?:ONE|KeyType::)\S*), \w+, "(.*)";$/.exec(line);
    if (row === null || row[1] === 'Alive' || row[1] === 'Rank') continue;
    if (WRITTEN[kind]?.includes(row[1]!)) continue;
    const value = row[2]!.replace(/ValueType::/, '');
    const type = { YES: 'flag', TEXT: 'text', DAY: 'day', RANGE: 'range', SHARE: 'share' }[value] ?? snake(/^\w+/.exec(value)![0]);
    const words = type === 'choice' && value.includes('"') ? `(${[...value.matchAll(/"([^"]*)"/g)].map((m) => m[1]).join()})` : '';
    const about = type === 'ref' ? `(${/Kind::(\w+)/.exec(value)![1]!.toLowerCase()})` : words;
    const key = /Entity\(Kind::(\w+)\)/.exec(row[3]!)?.[1] ?? /KeyType::(Day|Name)/.exec(row[3]!)?.[1] ?? '';
    rows.push(`${kind.toLowerCase()}.${snake(row[1]!)}: ${type}${about} ${key.toLowerCase()} "${row[4]}"`);
  }
  return rows.toSorted();
}

function ourRow(kind: string, field: string, { label, shape, key }: FieldSpec): string {
  const about =
    shape.type === 'ref'
      ? `(${shape.kind})`
      : shape.type === 'choice' && field !== 'category' && field !== 'driver'
        ? `(${shape.words.join()})`
        : '';
  const by = key === undefined ? '' : key.type === 'entity' ? key.kind : key.type;
  // What Rust calls a share is typed in per cent here.
  const shares = { number: 'share', range: 'share_range' } as const;
  const type = (shape.type === 'number' || shape.type === 'range') && shape.percent ? shares[shape.type] : shape.type;
  return `${kind}.${field}: ${type}${about} ${by} "${label}"`;
}

test('the table of fields says what the one in Rust says', () => {
  const ours = Object.entries(SPECS).flatMap(([kind, fields]) =>
    Object.entries(fields).map(([field, spec]) => ourRow(kind, field, spec)),
  );
  expect(ours.toSorted()).toEqual(rustRows());
});
