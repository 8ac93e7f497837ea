// Where a slot's value stands in the plan. The plan comes as plain data with proper names; forms work on slots.
import type {
  Baseline,
  Component,
  Debt,
  DecisionRecord,
  EntityId,
  Field,
  Item,
  Person,
  Plan,
  QuestionRecord,
  Scenario,
  Settings,
  Step,
  Team,
  Value,
  Waiver,
} from '../../bindings';
import { NOTHING } from './parse';
import { WEEKDAYS, fieldSpec, type Shape } from './spec';

type Entity = Item | Debt | Component | Team | Person | Waiver | Baseline | Scenario | DecisionRecord | QuestionRecord | Step | Settings;

/** The entity as plain data, if the plan has it. */
export function findEntity(plan: Plan, { kind, id }: EntityId): Entity | undefined {
  switch (kind) {
    case 'plan':
      return plan.settings;
    case 'item':
      return plan.items[id];
    case 'debt':
      return plan.debts[id];
    case 'component':
      return plan.components[id];
    case 'team':
      return plan.teams[id];
    case 'person':
      return plan.people[id];
    case 'waiver':
      return plan.waivers[id];
    case 'baseline':
      return plan.baselines?.[id];
    case 'scenario':
      return plan.scenarios?.[id];
    case 'decision':
      return plan.decisions?.[id];
    case 'question':
      return plan.questions?.[id];
    case 'step':
      return plan.steps?.[id];
  }
}

/** What the plan holds in a field of one value; `nothing` where it is empty or unknown. */
export function slotValue(plan: Plan, entity: EntityId, field: Field): Value {
  const found = findEntity(plan, entity);
  const spec = fieldSpec(entity.kind, field);
  if (found === undefined || spec === undefined || spec.key !== undefined) return NOTHING;
  return asValue(spec.shape, plainValue(found, field));
}

/** The records of a keyed field. */
export function slotRecords(plan: Plan, entity: EntityId, field: Field): Record<string, Value> {
  const found = findEntity(plan, entity);
  const spec = fieldSpec(entity.kind, field);
  if (found === undefined || spec?.key === undefined) return {};
  const records: Record<string, Value> = {};
  for (const [key, plain] of Object.entries(plainRecords(found, field))) records[key] = asValue(spec.shape, plain);
  return records;
}

function plainValue(entity: Entity, field: Field): unknown {
  if ('commitment' in entity && field.startsWith('commitment_')) {
    const part = field.slice('commitment_'.length) as 'day' | 'to' | 'confidence';
    return entity.commitment?.[part];
  }
  if ('brief' in entity && field in entity.brief) return entity.brief[field as keyof Item['brief']];
  return (entity as unknown as Record<string, unknown>)[field];
}

function plainRecords(entity: Entity, field: Field): Record<string, unknown> {
  if (field === 'weekday' && 'weekdays' in entity) {
    const days: boolean[] = entity.weekdays;
    return Object.fromEntries(WEEKDAYS.map((name, index) => [name, days[index] === true]));
  }
  // Some fields are named in the singular where the entity has many.
  const plural: Partial<Record<Field, string>> = {
    component: 'components',
    skill: 'skills',
    holiday: 'holidays',
    threshold: 'thresholds',
    driver: 'drivers',
    option: 'options',
  };
  const found = (entity as unknown as Record<string, unknown>)[plural[field] ?? field];
  if (Array.isArray(found)) return Object.fromEntries(found.map((key: string) => [key, true]));
  return (found ?? {}) as Record<string, unknown>;
}

function asValue(shape: Shape, plain: unknown): Value {
  if (plain === undefined || plain === null || plain === '') return NOTHING;
  switch (shape.type) {
    case 'text':
    case 'choice':
      return { type: 'text', value: String(plain) };
    case 'number':
    case 'whole':
      return { type: 'number', value: Number(plain) };
    case 'range':
      return { type: 'range', value: plain as Extract<Value, { type: 'range' }>['value'] };
    case 'day':
      return { type: 'day', value: String(plain) };
    case 'day_range':
      return { type: 'day_range', value: plain as Extract<Value, { type: 'day_range' }>['value'] };
    case 'ref':
      return { type: 'ref', value: String(plain) };
    case 'flag':
      return { type: 'flag', value: plain === true };
  }
}
