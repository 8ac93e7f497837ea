// Small pieces of views for tests, with only what a test is about filled in.
import type { Flag, LaneView, RoadmapView, RowView } from '../bindings';

export function rowOf(id: string, given: Partial<RowView> = {}): RowView {
  return {
    id,
    title: `Item ${id}`,
    kind: 'feature',
    state: 'planned',
    team: 'Payments',
    depth: 0,
    parent: false,
    start: '2027-01-04',
    start_early: '2027-01-04',
    start_first: '2027-01-04',
    p50: '2027-01-22',
    p85: '2027-02-05',
    p95: '2027-02-19',
    p85_debt_free: '2027-01-29',
    slip: '7 days',
    when: '50% by 22 Jan · 85% by 5 Feb · 95% by 19 Feb',
    due: null,
    standing: 'on_track',
    earliest: null,
    drag: 0,
    drag_words: '',
    estimate: '10 pd',
    cost_of_delay: 0,
    score: null,
    score_words: '',
    flag: null,
    spoken: `Item ${id}, spoken`,
    ...given,
  };
}

export function laneOf(rows: RowView[], given: Partial<LaneView> = {}): LaneView {
  return { team: 'team-1', title: 'Payments', summary: '6 people · 92 % booked', interest: 'interest 18 %', thin: '', rows, ...given };
}

export function roadmapOf(lanes: LaneView[], given: Partial<RoadmapView> = {}): RoadmapView {
  return { today: '2026-11-23', first: '2026-11-23', last: '2027-06-30', stale: false, lanes, links: [], fixes: {}, rollouts: {}, ...given };
}

export function flagOf(given: Partial<Flag> = {}): Flag {
  return {
    rule: 'commitment-at-risk',
    severity: 'critical',
    subjects: [{ kind: 'item', id: 'a' }],
    subject_key: 'item:a',
    sentence: 'Checkout is promised for 31 Mar and has 38 % to make it',
    numbers: [{ label: 'Chance as planned', text: '38 %', value: 0.38 }],
    threshold: { name: 'commitment-at-risk', value: 0.85, text: 'less than 85 %', source: 'our convention', is_default: true },
    clears_when: 'the chance reaches 85 %',
    remedies: [],
    evidence: [],
    waived: null,
    ...given,
  };
}
