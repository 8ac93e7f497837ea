// Which fields the inspector shows for each kind, in which order; the same in every view.
import type { EntityId, Field, Item, Kind, Plan, Debt } from '../../bindings';

export type FormField = {
  field: Field;
  /** What people call it here, if not as everywhere. */
  label?: string;
  /** Many records instead of one value. */
  keyed?: true;
  /** Shown only where it has a meaning. */
  when?: (plan: Plan, id: string) => boolean;
};

export type FormGroup = { title: string; fields: FormField[] };

const one = (...fields: Field[]): FormField[] => fields.map((field) => ({ field }));
const many = (...fields: Field[]): FormField[] => fields.map((field) => ({ field, keyed: true }));

const item = (test: (item: Item) => boolean) => (plan: Plan, id: string): boolean => {
  const found = plan.items[id];
  return found !== undefined && test(found);
};
const debt = (test: (debt: Debt) => boolean) => (plan: Plan, id: string): boolean => {
  const found = plan.debts[id];
  return found !== undefined && test(found);
};

export const FORMS: Record<Kind, FormGroup[]> = {
  item: [
    {
      title: 'Product',
      fields: [
        ...one('title', 'kind', 'parent', 'earliest', 'target', 'commitment_day'),
        { field: 'commitment_to', when: item((found) => found.commitment !== null) },
        { field: 'commitment_confidence', when: item((found) => found.commitment !== null) },
        { field: 'cost_of_delay', label: 'Cost of delay' },
        ...one('profile', 'pinned', 'scope'),
      ],
    },
    {
      title: 'Delivery',
      fields: [
        ...one('team', 'state'),
        { field: 'begun_on', when: item((found) => found.state !== 'planned' || (found.begun_on ?? null) !== null) },
        { field: 'done_on', when: item((found) => found.state === 'done' || found.done_on !== null) },
        { field: 'delivery', when: item((found) => found.kind === 'external' || found.delivery !== null) },
      ],
    },
    {
      title: 'Effort',
      fields: [
        ...one('estimate', 'basis'),
        { field: 'actual', when: item((found) => found.state === 'done' || found.actual !== null) },
        ...one('max_people'),
        ...many('component', 'skill'),
      ],
    },
    { title: 'Dependencies', fields: many('after') },
    {
      title: 'Debt',
      fields: [
        { field: 'pays', keyed: true, when: item((found) => found.kind === 'paydown' || Object.keys(found.pays).length > 0) },
        ...many('incurs'),
      ],
    },
    {
      title: 'Brief',
      fields: [
        ...one('problem', 'audience', 'outcome', 'measure', 'diagnosis', 'action_plan', 'update', 'health', 'next_update', 'result', 'removes'),
        { field: 'source', when: item((found) => found.source !== '') },
      ],
    },
  ],
  debt: [
    {
      title: 'Debt',
      fields: [
        ...one('title', 'category', 'state'),
        { field: 'accepted_until', when: debt((found) => found.state === 'accepted' || found.accepted_until !== null) },
        { field: 'reason', when: debt((found) => found.state === 'accepted') },
        { field: 'by', when: debt((found) => found.state === 'accepted') },
        ...many('component'),
      ],
    },
    { title: 'Principal', fields: one('principal', 'unpaid') },
    { title: 'Interest', fields: one('drag', 'toil', 'incident_rate', 'incident_loss', 'growth') },
    { title: 'Evidence', fields: one('evidence', 'reviewed', 'next_review') },
    { title: 'Taken on purpose', fields: one('saves') },
  ],
  component: [{ title: 'Component', fields: one('title', 'team', 'parent', 'paths', 'size') }],
  team: [
    { title: 'Team', fields: one('title') },
    { title: 'Capacity', fields: one('focus', 'support', 'reserve', 'wip_limit', 'delivery_lag') },
    { title: 'Calendar', fields: many('weekday', 'holiday') },
  ],
  person: [
    { title: 'Person', fields: one('title', 'team', 'fte') },
    { title: 'Skills', fields: many('skill') },
    { title: 'At work', fields: [...one('start', 'end', 'ramp_days', 'ramp_from'), ...many('leave')] },
  ],
  plan: [
    { title: 'Plan', fields: one('title') },
    { title: 'Forecast', fields: one('horizon', 'cap', 'drift', 'days_per_point') },
    { title: 'Who drives what', fields: many('driver') },
    { title: 'Thresholds of the flags', fields: many('threshold') },
  ],
  waiver: [],
  baseline: [],
  scenario: [],
  decision: [
    {
      title: 'Decision',
      fields: [...one('title', 'state', 'decided_on', 'context'), ...many('option'), ...one('chosen', 'consequences', 'more')],
    },
    { title: 'Who', fields: one('accountable', 'delegated_to') },
    { title: 'What it touches', fields: many('supersedes', 'shapes', 'creates', 'retires') },
  ],
  question: [],
  step: [{ title: 'Step', fields: one('title', 'area', 'planned_on', 'done_on', 'by') }],
};

export const KIND_WORDS: Record<Kind, string> = {
  plan: 'Plan',
  item: 'Item',
  debt: 'Debt',
  component: 'Component',
  team: 'Team',
  person: 'Person',
  waiver: 'Waiver',
  baseline: 'Baseline',
  scenario: 'Scenario',
  decision: 'Decision',
  question: 'Question',
  step: 'Step',
};

/** What only one can have: it would make no sense in many. */
const OWN: ReadonlySet<Field> = new Set<Field>(['title', 'source', 'problem', 'audience', 'outcome', 'measure', 'result', 'removes', 'diagnosis', 'action_plan', 'update', 'evidence']);

/** The fields that several of a kind can be given at once. */
export function sharedForm(plan: Plan, entities: readonly EntityId[]): FormGroup[] {
  const [first] = entities;
  if (first === undefined) return [];
  const groups = FORMS[first.kind].map((group) => ({
    ...group,
    fields: group.fields.filter(
      ({ field, keyed, when }) =>
        keyed === undefined && !OWN.has(field) && (when === undefined || entities.every((entity) => when(plan, entity.id))),
    ),
  }));
  return groups.filter((group) => group.fields.length > 0);
}

/** What an entity is called, `undefined` if it is not (or no longer) in the plan. */
export function titleOf(plan: Plan, kind: Kind, id: string): string | undefined {
  switch (kind) {
    case 'plan':
      return plan.settings.title;
    case 'item':
      return plan.items[id]?.title;
    case 'debt':
      return plan.debts[id]?.title;
    case 'component':
      return plan.components[id]?.title;
    case 'team':
      return plan.teams[id]?.title;
    case 'person':
      return plan.people[id]?.title;
    case 'waiver':
      return plan.waivers[id]?.rule;
    case 'baseline':
      return plan.baselines?.[id]?.title;
    case 'scenario':
      return plan.scenarios?.[id]?.title;
    case 'decision':
      return plan.decisions?.[id]?.title;
    case 'question':
      return plan.questions?.[id]?.title;
    case 'step':
      return plan.steps?.[id]?.title;
  }
}
