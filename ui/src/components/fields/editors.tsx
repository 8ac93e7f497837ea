// One editor a shape. Each commits on Enter or on leaving, goes back on Escape, and keeps what was typed if it is refused.
import { CalendarDate, parseDate } from '@internationalized/date';
import { Calendar as CalendarIcon, Check, ChevronDown } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  ComboBox,
  Dialog,
  DialogTrigger,
  Heading,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import type { Kind, Value } from '../../bindings';
import { type Commit, type Draft, useDraft } from './draft';
import styles from './fields.module.css';
import { NOTHING, parse, readDay, show } from './parse';
import type { Shape } from './spec';
import { sentence } from '../words';
import { useEntities } from './plan';

/** What every editor is given. */
export interface EditorProps<S extends Shape = Shape> {
  id: string;
  label: string;
  shape: S;
  value: Value;
  commit: Commit;
  placeholder?: string | undefined;
  /** Takes the focus as soon as it appears, as in a grid's cell. */
  eager?: boolean | undefined;
  /** Called once the editor is through; `here` if the user is still at it, not gone elsewhere. */
  onDone?: ((here: boolean) => void) | undefined;
  onProblem(problem: string | undefined): void;
}

/** A line, or lines, of typing: text, numbers, ranges and dates. */
export function LineEditor(props: EditorProps) {
  const { id, shape, value, placeholder, eager } = props;
  const draft = useLine(props);
  const shared = useTyping(props, draft);
  const prose = shape.type === 'text' && shape.prose === true;
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current === null) return;
    area.current.style.height = 'auto';
    area.current.style.height = `${area.current.scrollHeight + 2}px`;
  });

  if (prose) {
    return (
      <textarea {...shared} ref={area} rows={2} className={styles.input} id={id} value={draft.text} placeholder={placeholder} />
    );
  }
  const numeric = shape.type === 'number' || shape.type === 'whole' || shape.type === 'range';
  return (
    <input
      {...shared}
      className={styles.input}
      id={id}
      value={draft.text}
      inputMode={shape.type === 'number' || shape.type === 'whole' ? 'decimal' : undefined}
      placeholder={placeholder ?? (shape.type === 'range' ? 'low–likely–high' : undefined)}
      data-numeric={numeric || undefined}
      data-empty={value.type === 'nothing' || undefined}
      autoComplete="off"
      spellCheck={shape.type === 'text'}
      // The cell that is being edited is where the user is.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={eager}
    />
  );
}

/** A day, typed or picked. */
export function DayEditor(props: EditorProps) {
  const { id, label, value, commit, onProblem, eager } = props;
  const draft = useLine(props);
  const shared = useTyping(props, draft);
  const [open, setOpen] = useState(false);
  const day = readDay(draft.text.trim());
  return (
    <>
      <input
        {...shared}
        className={styles.input}
        id={id}
        value={draft.text}
        placeholder="YYYY-MM-DD"
        data-empty={value.type === 'nothing' || undefined}
        autoComplete="off"
        spellCheck={false}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={eager}
      />
      <DialogTrigger isOpen={open} onOpenChange={setOpen}>
        <Button className={styles.adorn} aria-label={`Pick ${label}`} excludeFromTabOrder={eager === true}>
          <CalendarIcon size={14} aria-hidden="true" />
        </Button>
        <Popover className={styles.popover} placement="bottom end">
          <Dialog className={styles.calendar} aria-label={label}>
            <Calendar
              aria-label={label}
              firstDayOfWeek="mon"
              defaultValue={day === undefined ? null : parseDate(day)}
              {...(day === undefined ? {} : { defaultFocusedValue: parseDate(day) })}
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              onChange={(picked: CalendarDate) => {
                setOpen(false);
                draft.restore();
                void commit({ type: 'day', value: picked.toString() }).then(onProblem);
              }}
            >
              <header className={styles.calendarHead}>
                <Button slot="previous" className={styles.adorn}>
                  ‹
                </Button>
                <Heading className={styles.calendarTitle} />
                <Button slot="next" className={styles.adorn}>
                  ›
                </Button>
              </header>
              <CalendarGrid>{(date) => <CalendarCell date={date} className={styles.date ?? ''} />}</CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </>
  );
}

/** One of a few words. */
export function ChoiceEditor({ id, label, shape, value, placeholder, commit, onProblem, onDone, eager }: EditorProps<Extract<Shape, { type: 'choice' }>>) {
  const chosen = value.type === 'text' ? value.value : null;
  return (
    <Select
      aria-label={label}
      value={chosen}
      defaultOpen={eager === true}
      onOpenChange={(open) => {
        if (!open) onDone?.(true);
      }}
      onChange={(word) => {
        if (word !== null && word !== chosen) void commit({ type: 'text', value: String(word) }).then(onProblem);
      }}
      className={styles.select ?? ''}
    >
      <Button className={styles.input} id={id} data-empty={chosen === null || undefined}>
        <SelectValue>{chosen === null ? (placeholder ?? '—') : sentence(chosen)}</SelectValue>
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <Popover className={styles.popover}>
        <ListBox className={styles.list}>
          {shape.words.map((word) => (
            <ListBoxItem key={word} id={word} textValue={sentence(word)} className={styles.option}>
              <Option label={sentence(word)} />
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** Another entity, found by typing a part of its name; emptied, it lets go. */
export function RefEditor({ id, label, shape, value, commit, onProblem, onDone, eager, except }: EditorProps<Extract<Shape, { type: 'ref' }>> & { except?: string | undefined }) {
  const chosen = value.type === 'ref' ? value.value : undefined;
  return (
    <EntityBox
      id={id}
      label={label}
      kind={shape.kind}
      chosen={chosen}
      except={except === undefined ? [] : [except]}
      eager={eager}
      onDone={onDone}
      onChoose={(entity) => {
        if (entity === chosen) return;
        void commit(entity === undefined ? NOTHING : { type: 'ref', value: entity }).then(onProblem);
      }}
    />
  );
}

/** Yes or no. */
export function FlagEditor({ id, value, commit, onProblem }: EditorProps) {
  return (
    <input
      id={id}
      type="checkbox"
      className={styles.check}
      checked={value.type === 'flag' && value.value}
      onChange={(event) => void commit({ type: 'flag', value: event.target.checked }).then(onProblem)}
    />
  );
}

interface EntityBoxProps {
  id: string;
  label: string;
  kind: Kind;
  chosen?: string | undefined;
  except?: readonly string[];
  placeholder?: string;
  eager?: boolean | undefined;
  onChoose(entity: string | undefined): void;
  onDone?: ((here: boolean) => void) | undefined;
}

/** A combobox over the entities of a kind. */
export function EntityBox({ id, label, kind, chosen, except = [], placeholder, eager, onChoose, onDone }: EntityBoxProps) {
  const entities = useEntities(kind);
  const title = entities.find((entity) => entity.id === chosen)?.title ?? '';
  const [typed, setTyped] = useState<string>();
  const needle = (typed ?? '').trim().toLowerCase();
  const shown = entities.filter(
    (entity) => !except.includes(entity.id) && (needle === '' || entity.title.toLowerCase().includes(needle)),
  );
  return (
    <ComboBox
      aria-label={label}
      menuTrigger="focus"
      inputValue={typed ?? title}
      value={chosen ?? null}
      onInputChange={setTyped}
      allowsEmptyCollection
      items={shown}
      onChange={(key) => {
        setTyped(undefined);
        if (key !== null) onChoose(String(key));
      }}
      onBlur={() => {
        if (typed !== undefined && typed.trim() === '' && chosen !== undefined) onChoose(undefined);
        setTyped(undefined);
        onDone?.(false);
      }}
      className={styles.select ?? ''}
    >
      <Input
        className={styles.input}
        id={id}
        placeholder={placeholder ?? 'none'}
        data-empty={chosen === undefined || undefined}
        data-slot={typed === undefined ? 'rest' : 'typing'}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={eager === true}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && typed !== undefined && typed.trim() === '' && chosen !== undefined) {
            setTyped(undefined);
            onChoose(undefined);
          }
        }}
      />
      <Button className={styles.adorn}>
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <Popover className={styles.popover}>
        <ListBox className={styles.list} renderEmptyState={() => <p className={styles.none}>{needle === '' ? 'There is none yet' : 'Nothing by that name'}</p>}>
          {(entity: { id: string; title: string }) => (
            <ListBoxItem id={entity.id} textValue={entity.title} className={styles.option}>
              <Option label={entity.title} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function Option({ label }: { label: string }) {
  return (
    <>
      <Check size={14} className={styles.tick} aria-hidden="true" />
      <span className={styles.optionLabel}>{label}</span>
    </>
  );
}

function useLine({ shape, value, commit, onProblem }: EditorProps): Draft {
  return useDraft({
    shown: show(shape, value),
    parse: (typed) => {
      const parsed = parse(shape, typed);
      onProblem('problem' in parsed ? parsed.problem : undefined);
      return parsed;
    },
    show: (next) => show(shape, next),
    commit: async (next) => {
      const refusal = await commit(next);
      onProblem(refusal);
      return refusal;
    },
    prose: shape.type === 'text' && shape.prose === true,
  });
}

/** What an input and a textarea share. */
function useTyping({ id, onDone, onProblem }: EditorProps, draft: Draft) {
  return {
    // Undo is the plan's while nothing is being typed, and the field's own while something is.
    'data-slot': draft.dirty ? 'typing' : 'rest',
    'aria-invalid': draft.problem !== undefined || undefined,
    'aria-describedby': draft.problem === undefined ? undefined : `${id}-problem`,
    onChange: (event: { target: { value: string } }) => {
      draft.type(event.target.value);
      onProblem(undefined);
    },
    onFocus: (event: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.target instanceof HTMLInputElement) event.target.select();
    },
    onBlur: () => {
      if (onDone === undefined) draft.onBlur();
      else void draft.commit().then((done) => done && onDone(false));
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (onDone !== undefined && event.key === 'Enter') {
        event.preventDefault();
        event.stopPropagation();
        void draft.commit().then((done) => done && onDone(true));
        return;
      }
      const restored = event.key === 'Escape';
      draft.onKeyDown(event);
      if (restored) {
        onProblem(undefined);
        if (onDone !== undefined) {
          event.stopPropagation();
          onDone(true);
        }
      }
    },
  };
}
