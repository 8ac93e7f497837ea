// The row above a view: what it shows, narrowed and sorted, and what can be added to it.
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import styles from './Bar.module.css';

/** The 36 px row. */
export function Bar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.bar} role="toolbar" aria-label={label}>
      {children}
    </div>
  );
}

/** What follows is at the far end. */
export function Gap() {
  return <span className={styles.gap} />;
}

/** Narrows a view by words. Escape empties it. */
export function FilterBox({ value, onChange, label }: { value: string; onChange: (words: string) => void; label: string }) {
  return (
    <label className={styles.filter}>
      <Search size={14} aria-hidden="true" />
      <span className="spoken">{label}</span>
      <input
        type="search"
        value={value}
        placeholder={label}
        data-filter
        data-slot={value === '' ? 'rest' : 'typing'}
        data-testid="filter"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onChange('');
          }
        }}
      />
    </label>
  );
}

interface ChipsProps<T extends string> {
  label: string;
  chips: readonly { id: T; title: string }[];
  chosen: T;
  onChoose: (id: T) => void;
}

/** One of a few ways to see. One tab stop; the arrows choose. */
export function Chips<T extends string>({ label, chips, chosen, onChoose }: ChipsProps<T>) {
  const group = useRef<HTMLDivElement>(null);
  const at = Math.max(0, chips.findIndex((chip) => chip.id === chosen));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = chips[(at + step + chips.length) % chips.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onChoose(next.id);
    group.current?.querySelector<HTMLElement>(`[data-chip="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <div ref={group} className={styles.chips} role="radiogroup" aria-label={label}>
      {chips.map((chip, index) => (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a chip is drawn and moved through as one
        <button
          key={chip.id}
          type="button"
          role="radio"
          aria-checked={chip.id === chosen}
          tabIndex={index === at ? 0 : -1}
          className={styles.chip}
          data-chip={chip.id}
          onClick={() => onChoose(chip.id)}
          onKeyDown={onKeyDown}
        >
          {chip.title}
        </button>
      ))}
    </div>
  );
}
