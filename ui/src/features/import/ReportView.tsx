// What an import would do, in the order in which it matters: what was not understood, what is made, what changes, what
// stays, and what each column was taken for.
import { type ReactNode, type Ref, useState } from 'react';
import type { Report } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count, number } from '../../components/format';
import styles from './import.module.css';

interface ReportViewProps {
  report: Report;
  /** The plan already says all of it. */
  nothing: boolean;
  /** What it consists of, if not of rows. */
  unit?: string;
  box: Ref<HTMLElement>;
}

export function ReportView({ report, nothing, unit = 'row', box }: ReportViewProps) {
  const used = report.columns.filter((column) => column.taken_for !== null);
  const left = report.columns.filter((column) => column.taken_for === null && column.filled > 0);
  const empty = report.columns.length - used.length - left.length;
  return (
    <section ref={box} tabIndex={-1} aria-label="What the import would do" className={styles.report} data-testid="import-report">
      <p className={styles.recognised}>
        <strong>{report.recognised}</strong> · {count(report.rows, unit)}
        {nothing && ' · nothing new: the plan already says all of this'}
      </p>
      <dl className={styles.figures}>
        <Figure word="new" value={report.created.length} />
        <Figure word="changed" value={report.changed.length} />
        <Figure word="kept as you have it" value={report.kept.length} />
        <Figure word="skipped" value={report.skipped.length} />
        <Figure word="not understood" value={report.not_understood.length} risk />
        <Figure word="unchanged" value={report.unchanged} />
      </dl>
      <Part title="Not understood" rows={report.not_understood} open heads={['Row', 'Key', 'Column', 'What']}>
        {(row) => [place(row.row), row.key, row.column, row.what]}
      </Part>
      <Part title="New" rows={report.created} open heads={['Row', 'Key', 'What', 'Title']}>
        {(row) => [place(row.row), row.key, row.entity.kind, row.title]}
      </Part>
      <Part title="Changed" rows={report.changed} open heads={['Row', 'Title', 'Field', 'From', 'To']}>
        {(row) => [place(row.row), row.title, row.field, row.from || '–', row.to || '–']}
      </Part>
      <Part title="Kept as you have it" rows={report.kept} heads={['Row', 'Title', 'Field', 'Your value stays', 'The file says']}>
        {(row) => [place(row.row), row.title, row.field, row.yours, row.file]}
      </Part>
      <Part title="Skipped" rows={report.skipped} heads={['Row', 'Key', 'Title', 'Why']}>
        {(row) => [place(row.row), row.key, row.title, row.reason]}
      </Part>
      <Part title="Taken for" rows={report.guesses} heads={['In the file', 'Taken for']}>
        {(row) => [row.what, row.taken_for]}
      </Part>
      <Part title="Columns used" rows={used} heads={['Column', 'Filled', 'Taken for']}>
        {(column) => [header(column.header, column.times), count(column.filled, 'row'), column.taken_for ?? '']}
      </Part>
      <Part
        title="Columns left"
        rows={left}
        heads={['Column', 'Filled']}
        note={empty > 0 ? `${count(empty, 'more column')} with nothing in ${empty === 1 ? 'it' : 'them'}` : undefined}
      >
        {(column) => [header(column.header, column.times), count(column.filled, 'row')]}
      </Part>
    </section>
  );
}

function Figure({ word, value, risk }: { word: string; value: number; risk?: boolean }) {
  return (
    <div className={styles.figure} data-risk={(risk && value > 0) || undefined} data-none={value === 0 || undefined} data-testid={`import-${word.replaceAll(' ', '-')}`}>
      <dt>{word}</dt>
      <dd>{number(value, 0)}</dd>
    </div>
  );
}

const FIRST = 20;

interface PartProps<R> {
  title: string;
  rows: readonly R[];
  heads: readonly string[];
  open?: boolean;
  note?: string | undefined;
  children: (row: R) => readonly ReactNode[];
}

function Part<R>({ title, rows, heads, open, note, children }: PartProps<R>) {
  const [all, setAll] = useState(false);
  if (rows.length === 0 && note === undefined) return null;
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <details className={styles.part} open={open}>
      <summary>
        {title} <span className={styles.quiet}>{number(rows.length, 0)}</span>
      </summary>
      <div className={styles.scroll}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              // The report never changes once it is here.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index}>
                {children(row).map((cell, at) => (
                  <td key={heads[at]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <Button look="quiet" onPress={() => setAll(true)}>
          Show all {number(rows.length, 0)}
        </Button>
      )}
      {note !== undefined && <p className={styles.quiet}>{note}</p>}
    </details>
  );
}

const place = (row: number) => (row === 0 ? '–' : number(row, 0));
const header = (name: string, times: number) => (times > 1 ? `${name} ×${times}` : name);
