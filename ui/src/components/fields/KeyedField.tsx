// A field of many records: component shares, skills, dependencies with their lag, leave. A line a record, and one to add.
import { Plus, X } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import type { EntityId, Field, Value } from '../../bindings';
import { useAct } from '../../backend/use';
import { DayEditor, EntityBox, LineEditor } from './editors';
import { EditedBy } from '../peers';
import { sentence } from '../words';
import styles from './fields.module.css';
import { NOTHING, notADay, readDay, showDay } from './parse';
import { ContributionHint, DriverTag } from './driver';
import { Drivers } from './Drivers';
import { useEntities, usePlan } from './plan';
import { slotRecords } from './read';
import { refusal, unitOf, useCommit } from './SlotField';
import { WEEKDAYS, fieldSpec, type FieldSpec } from './spec';

export interface KeyedFieldProps {
  entity: EntityId;
  field: Field;
  label?: string;
  /** What the field holds; read from the plan if not given. */
  records?: Record<string, Value>;
}

export function KeyedField({ entity, field, label, records }: KeyedFieldProps) {
  const view = usePlan();
  const spec = fieldSpec(entity.kind, field);
  if (spec?.key === undefined) return null;
  const held = records ?? (view ? slotRecords(view.plan, entity, field) : {});
  const name = label ?? sentence(spec.many ?? spec.label);
  if (field === 'driver') return <Drivers label={name} />;
  if (field === 'weekday') return <Weekdays entity={entity} label={name} held={held} />;
  return <Records entity={entity} field={field} label={name} spec={spec} held={held} />;
}

interface RecordsProps {
  entity: EntityId;
  field: Field;
  label: string;
  spec: FieldSpec;
  held: Record<string, Value>;
}

function Records({ entity, field, label, spec, held }: RecordsProps) {
  const titles = useTitles(spec);
  const title = (key: string) => (spec.key?.type === 'day' ? showDay(key) : titles(key));
  const keys = Object.keys(held).toSorted((a, b) =>
    spec.key?.type === 'day' ? a.localeCompare(b) : title(a).localeCompare(title(b)),
  );
  return (
    <fieldset className={styles.records} data-testid={`field-${field}`} data-field={field}>
      <legend className={styles.legend}>
        {label}
        <DriverTag kind={entity.kind} field={field} />
      </legend>
      <ul>
        {keys.map((key) => (
          <RecordLine key={key} entity={entity} field={field} spec={spec} recordKey={key} title={title(key)} value={held[key] ?? NOTHING} />
        ))}
      </ul>
      <AddRecord entity={entity} field={field} label={label} spec={spec} taken={keys} />
      <ContributionHint kind={entity.kind} field={field} />
      <EditedBy entity={entity} field={field} />
    </fieldset>
  );
}

interface RecordLineProps {
  entity: EntityId;
  field: Field;
  spec: FieldSpec;
  recordKey: string;
  title: string;
  value: Value;
}

function RecordLine({ entity, field, spec, recordKey, title, value }: RecordLineProps) {
  const id = useId();
  const [problem, setProblem] = useState<string>();
  const commit = useCommit([{ entity, field, key: recordKey }]);
  const remove = async () => setProblem(await commit(NOTHING));
  const editor = { id, label: `${title}, ${spec.label}`, shape: spec.shape, value, commit, onProblem: setProblem };
  return (
    <li className={styles.record}>
      <span className={styles.recordTitle} title={title}>
        {title}
      </span>
      {spec.shape.type !== 'flag' && (
        <span className={styles.recordValue} data-wide={spec.shape.type === 'day' || spec.shape.type === 'text' || undefined}>
          <label className="spoken" htmlFor={id}>
            {editor.label}
          </label>
          {field === 'leave' && <span className={styles.unit}>to</span>}
          {spec.shape.type === 'day' ? <DayEditor {...editor} /> : <LineEditor {...editor} />}
          {unitOf(spec.shape) && (
            <span className={styles.unit} aria-hidden="true">
              {unitOf(spec.shape)}
            </span>
          )}
        </span>
      )}
      <Button className={styles.adorn} aria-label={`Remove ${title}`} onPress={() => void remove()}>
        <X size={14} aria-hidden="true" />
      </Button>
      {problem !== undefined && (
        <p className={styles.problem} id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}

/** The line that adds a record; what it is worth at first is changed in the line that appears. */
function AddRecord({ entity, field, label, spec, taken }: Omit<RecordsProps, 'held'> & { taken: string[] }) {
  const id = useId();
  const [key, setKey] = useState<string>();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const skills = usePlan()?.skills ?? [];
  const add = useAdd(entity, field);

  const send = async (chosen: string) => {
    const refused = await add(chosen, firstValue(field, spec, chosen));
    setProblem(refused);
    if (refused === undefined) {
      setTyped('');
      setKey(undefined);
    }
  };
  const sendTyped = () => {
    const words = typed.trim();
    if (words === '') return;
    if (spec.key?.type !== 'day') return void send(words);
    const day = readDay(words);
    if (day === undefined) setProblem(notADay(words));
    else void send(day);
  };

  let control: ReactNode;
  if (spec.key?.type === 'entity') {
    control = (
      <EntityBox
        id={id}
        label={`Add ${spec.label}`}
        kind={spec.key.kind}
        chosen={key}
        except={[...taken, entity.id]}
        placeholder={`add ${addWord(field)}…`}
        onChoose={(chosen) => {
          setKey(chosen);
          if (chosen !== undefined) void send(chosen).then(() => setKey(undefined));
        }}
      />
    );
  } else {
    control = (
      <>
        <input
          id={id}
          className={styles.input}
          value={typed}
          list={spec.key?.type === 'name' && skills.length > 0 ? `${id}-known` : undefined}
          placeholder={spec.key?.type === 'day' ? `add ${addWord(field)}: YYYY-MM-DD` : `add ${addWord(field)}…`}
          aria-label={`Add ${spec.label}`}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          autoComplete="off"
          data-slot={typed === '' ? 'rest' : 'typing'}
          onChange={(event) => {
            setTyped(event.target.value);
            setProblem(undefined);
          }}
          onBlur={sendTyped}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              sendTyped();
            } else if (event.key === 'Escape' && typed !== '') {
              event.stopPropagation();
              setTyped('');
              setProblem(undefined);
            }
          }}
        />
        {spec.key?.type === 'name' && (
          <datalist id={`${id}-known`}>
            {skills.filter((skill) => !taken.includes(skill)).map((skill) => (
              <option key={skill} value={skill}>
                {skill}
              </option>
            ))}
          </datalist>
        )}
      </>
    );
  }
  return (
    <div className={styles.add}>
      <Plus size={14} aria-hidden="true" />
      <div className={styles.control} aria-label={label}>
        {control}
      </div>
      {problem !== undefined && (
        <p className={styles.problem} id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Weekdays({ entity, label, held }: { entity: EntityId; label: string; held: Record<string, Value> }) {
  const [problem, setProblem] = useState<string>();
  const add = useAdd(entity, 'weekday');
  return (
    <fieldset className={styles.records} data-testid="field-weekday" data-field="weekday">
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.weekdays}>
        {WEEKDAYS.map((day) => {
          const works = held[day]?.type === 'flag' && held[day].value;
          return (
            <button
              key={day}
              type="button"
              className={styles.weekday}
              aria-pressed={works}
              onClick={() => void add(day, { type: 'flag', value: !works }).then(setProblem)}
            >
              {sentence(day)}
            </button>
          );
        })}
      </div>
      <EditedBy entity={entity} field="weekday" />
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

/** Gives a record of the field a value; the key is known only when it happens. */
function useAdd(entity: EntityId, field: Field) {
  const act = useAct();
  return (key: string, value: Value) => refusal(act({ type: 'set', slot: { entity, field, key }, value }));
}

/** What a record holds when it is added. */
function firstValue(field: Field, spec: FieldSpec, key: string): Value {
  switch (spec.shape.type) {
    case 'flag':
      return { type: 'flag', value: true };
    case 'day':
      return { type: 'day', value: key };
    case 'text':
      return { type: 'text', value: sentence(spec.label) };
    case 'number':
      return { type: 'number', value: field === 'pays' ? 1 : 0.1 };
    case 'whole':
      return { type: 'number', value: 0 };
    case 'range':
    case 'day_range':
    case 'choice':
    case 'ref':
      return NOTHING;
  }
}

function addWord(field: Field): string {
  const words: Partial<Record<Field, string>> = {
    after: 'what it waits for',
    component: 'component',
    incurs: 'debt it creates',
    pays: 'debt it pays',
    skill: 'skill',
    holiday: 'day off',
    leave: 'leave from',
  };
  return words[field] ?? field.replaceAll('_', ' ');
}

function useTitles(spec: FieldSpec): (key: string) => string {
  const entities = useEntities(spec.key?.type === 'entity' ? spec.key.kind : 'plan');
  return (key) => entities.find((entity) => entity.id === key)?.title ?? key;
}
