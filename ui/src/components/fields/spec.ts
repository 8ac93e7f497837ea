// What each field holds, as its editor needs to know: the counterpart of the table in plan's field.rs. The bounds stay in
// Rust, which refuses what does not fit; a test compares the two tables.
import type { Field, Kind } from '../../bindings';

/** How a field is edited. */
export type Shape =
  | { type: 'text'; prose?: boolean }
  | { type: 'number'; unit?: string; percent?: boolean }
  | { type: 'whole'; unit?: string }
  | { type: 'range'; unit: string; percent?: boolean }
  | { type: 'day' }
  | { type: 'day_range' }
  | { type: 'choice'; words: readonly string[] }
  | { type: 'ref'; kind: Kind }
  | { type: 'flag' };

/** What tells the records of a keyed field apart. */
export type KeyShape = { type: 'entity'; kind: Kind } | { type: 'day' } | { type: 'name' };

/** A row of the table. */
export interface FieldSpec {
  label: string;
  /** What its records are called together. */
  many?: string;
  shape: Shape;
  key?: KeyShape;
}

const text: Shape = { type: 'text' };
const prose: Shape = { type: 'text', prose: true };
const day: Shape = { type: 'day' };
const flag: Shape = { type: 'flag' };
const share: Shape = { type: 'number', percent: true, unit: '%' };
const money: Shape = { type: 'number', unit: 'a week' };
const effort: Shape = { type: 'range', unit: 'pd' };
const ref = (kind: Kind): Shape => ({ type: 'ref', kind });
const by = (kind: Kind): KeyShape => ({ type: 'entity', kind });
const name: KeyShape = { type: 'name' };

const CATEGORIES = [
  'migration',
  'documentation',
  'testing',
  'code quality',
  'dead code',
  'code degradation',
  'team expertise',
  'dependencies',
  'failed migration',
  'release process',
  'architecture',
  'developer experience',
] as const;

/** The days of the week as a team's records name them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The table. Fields that no form edits (`alive`, `rank`) are left out. */
export const SPECS: Record<Kind, Partial<Record<Field, FieldSpec>>> = {
  plan: {
    title: { label: 'name', shape: text },
    horizon: { label: 'horizon in weeks', shape: { type: 'whole', unit: 'weeks' } },
    cap: { label: 'cap in years', shape: { type: 'whole', unit: 'years' } },
    drift: { label: 'rate drift σ', shape: { type: 'number' } },
    days_per_point: { label: 'person-days per story point', shape: effort },
    threshold: { label: 'threshold', many: 'thresholds', shape: { type: 'number' }, key: name },
    driver: { label: 'who drives', many: 'who drives what', shape: { type: 'choice', words: ['PM', 'EM'] }, key: name },
  },
  item: {
    title: { label: 'title', shape: text },
    kind: { label: 'kind', shape: { type: 'choice', words: ['feature', 'paydown', 'enabler', 'external'] } },
    parent: { label: 'parent', shape: ref('item') },
    team: { label: 'team', shape: ref('team') },
    state: { label: 'state', shape: { type: 'choice', words: ['planned', 'started', 'done'] } },
    begun_on: { label: 'begun on', shape: day },
    done_on: { label: 'done on', shape: day },
    estimate: { label: 'estimate', shape: effort },
    basis: { label: 'estimate basis', shape: { type: 'choice', words: ['today', 'clean'] } },
    actual: { label: 'actual effort', shape: { type: 'number', unit: 'pd' } },
    earliest: { label: 'earliest start', shape: day },
    target: { label: 'target', shape: day },
    commitment_day: { label: 'commitment', shape: day },
    commitment_to: { label: 'committed to', shape: text },
    commitment_confidence: { label: 'promised confidence', shape: share },
    cost_of_delay: { label: 'cost of delay per week', shape: money },
    profile: {
      label: 'delay profile',
      shape: { type: 'choice', words: ['standard', 'fixed-date', 'urgent', 'intangible'] },
    },
    component: { label: 'share in component', many: 'components, with its share in each', shape: share, key: by('component') },
    skill: { label: 'share of skill', many: 'skills, with the share each does', shape: share, key: name },
    max_people: { label: 'people at once per part', shape: { type: 'whole', unit: 'people' } },
    pinned: { label: 'fixed rank', shape: flag },
    scope: { label: 'scope', shape: { type: 'choice', words: ['usual', 'must', 'may'] } },
    after: { label: 'dependency', many: 'waits for', shape: { type: 'whole', unit: 'days later' }, key: by('item') },
    pays: { label: 'fraction paid', many: 'pays off', shape: share, key: by('debt') },
    incurs: { label: 'debt incurred', many: 'debts it creates', shape: flag, key: by('debt') },
    delivery: { label: 'external delivery', shape: { type: 'day_range' } },
    problem: { label: 'problem', shape: prose },
    audience: { label: 'audience', shape: prose },
    outcome: { label: 'outcome', shape: prose },
    measure: { label: 'measure', shape: prose },
    result: { label: 'measured result', shape: prose },
    removes: { label: 'what it lets us remove', shape: prose },
    diagnosis: { label: 'diagnosis', shape: prose },
    action_plan: { label: 'action plan', shape: prose },
    update: { label: 'update', shape: prose },
    next_update: { label: 'next update', shape: day },
    health: { label: 'health', shape: { type: 'choice', words: ['on track', 'watch', 'at risk', 'blocked'] } },
    source: { label: 'imported from', shape: text },
  },
  debt: {
    title: { label: 'title', shape: text },
    category: { label: 'category', shape: { type: 'choice', words: CATEGORIES } },
    state: { label: 'state', shape: { type: 'choice', words: ['open', 'scheduled', 'paid', 'accepted'] } },
    accepted_until: { label: 'accepted until', shape: day },
    reason: { label: 'why it is accepted', shape: prose },
    by: { label: 'accepted by', shape: text },
    component: { label: 'component', many: 'components', shape: flag, key: by('component') },
    principal: { label: 'principal', shape: effort },
    drag: { label: 'drag', shape: { type: 'range', unit: '%', percent: true } },
    toil: { label: 'toil', shape: { type: 'range', unit: 'h a week' } },
    incident_rate: { label: 'incidents a month', shape: { type: 'number', unit: 'a month' } },
    incident_loss: { label: 'loss per incident', shape: effort },
    growth: { label: 'growth per week', shape: share },
    unpaid: { label: 'unpaid fraction', shape: share },
    evidence: { label: 'evidence', shape: prose },
    reviewed: { label: 'last review', shape: day },
    next_review: { label: 'next review', shape: day },
    saves: { label: 'effort the shortcut saves', shape: { type: 'number', unit: 'pd' } },
  },
  component: {
    title: { label: 'name', shape: text },
    team: { label: 'owner', shape: ref('team') },
    parent: { label: 'parent', shape: ref('component') },
    paths: { label: 'path patterns', shape: prose },
    size: { label: 'size', shape: { type: 'number', unit: 'pd' } },
  },
  team: {
    title: { label: 'name', shape: text },
    weekday: { label: 'working day', many: 'working days', shape: flag, key: name },
    holiday: { label: 'holiday', many: 'days off', shape: text, key: { type: 'day' } },
    focus: { label: 'focus', shape: share },
    support: { label: 'support a week', shape: { type: 'number', unit: 'pd a week' } },
    reserve: { label: 'reserve a week', shape: { type: 'number', unit: 'pd a week' } },
    wip_limit: { label: 'limit of work in progress', shape: { type: 'whole', unit: 'items' } },
    delivery_lag: { label: 'delivery lag', shape: { type: 'whole', unit: 'days' } },
  },
  person: {
    title: { label: 'name', shape: text },
    team: { label: 'team', shape: ref('team') },
    fte: { label: 'full-time equivalent', shape: share },
    skill: { label: 'skill', many: 'skills', shape: flag, key: name },
    leave: { label: 'leave', shape: day, key: { type: 'day' } },
    start: { label: 'first day', shape: day },
    end: { label: 'last day', shape: day },
    ramp_days: { label: 'ramp-up in calendar days', shape: { type: 'whole', unit: 'days' } },
    ramp_from: { label: 'ramp-up from', shape: share },
  },
  waiver: {
    rule: { label: 'rule', shape: text },
    subject: { label: 'subject', shape: text },
    reason: { label: 'reason', shape: text },
    until: { label: 'expiry', shape: day },
    by: { label: 'accepted by', shape: text },
  },
  baseline: { title: { label: 'name', shape: text } },
  scenario: { title: { label: 'name', shape: text } },
  decision: {
    title: { label: 'title', shape: text },
    state: { label: 'state', shape: { type: 'choice', words: ['proposed', 'accepted', 'rejected', 'deprecated'] } },
    decided_on: { label: 'decided on', shape: day },
    context: { label: 'context', shape: prose },
    option: { label: 'option', many: 'options weighed', shape: prose, key: name },
    chosen: { label: 'outcome', shape: prose },
    consequences: { label: 'consequences', shape: prose },
    more: { label: 'more information', shape: prose },
    accountable: { label: 'accountable', shape: text },
    delegated_to: { label: 'delegated to', shape: text },
    supersedes: { label: 'supersedes', many: 'supersedes', shape: flag, key: by('decision') },
    shapes: { label: 'shapes', many: 'items it shapes', shape: flag, key: by('item') },
    creates: { label: 'creates', many: 'debts it creates', shape: flag, key: by('debt') },
    retires: { label: 'retires', many: 'debts it retires', shape: flag, key: by('debt') },
    source: { label: 'imported from', shape: text },
  },
  question: {
    title: { label: 'question', shape: prose },
    answer: { label: 'answer', shape: prose },
  },
  step: {
    title: { label: 'title', shape: text },
    area: { label: 'area', shape: { type: 'choice', words: ['adoption', 'operations', 'marketing'] } },
    planned_on: { label: 'planned on', shape: day },
    done_on: { label: 'done on', shape: day },
    by: { label: 'who sees to it', shape: text },
  },
};

/** The row of this field of this kind, or nothing if no form edits it. */
export function fieldSpec(kind: Kind, field: Field): FieldSpec | undefined {
  return SPECS[kind][field];
}
