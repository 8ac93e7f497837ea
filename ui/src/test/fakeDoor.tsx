// A door for tests: answers what it was told to, remembers what was asked, and can refuse.
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { Op, PlanView, Reply, Request, StartView } from '../bindings';
import type { Backend, BackendEvent } from '../backend/backend';
import { BackendProvider } from '../backend/context';
import { SessionProvider } from '../session/session';
import { StartProvider } from '../session/start';

export const START: StartView = {
  author: { name: 'Mia Keller', role: 'PM' },
  authors: [{ name: 'Mia Keller', role: 'PM' }],
  recent: [],
  preferences: {},
  open: '/plans/q1.plimsoll',
  new_path: '/plans/plan.plimsoll',
  files: true,
  viewing: null,
  within: null,
  today: '2026-11-23',
  version: '0.1.0',
};

export interface FakeDoor {
  asked: Request[];
  /** The ops that were acted, in order. */
  ops: Op[];
  /** What the next act is refused with. */
  refuse?: string;
  answers: Partial<Record<Request['type'], Reply | (() => Reply)>>;
  tell: (event: BackendEvent) => void;
  backend: Backend;
}

export function fakeDoor(answers: FakeDoor['answers'] = {}): FakeDoor {
  const listeners = new Set<(event: BackendEvent) => void>();
  const door: FakeDoor = {
    asked: [],
    ops: [],
    answers,
    tell: (event) => listeners.forEach((listener) => listener(event)),
    backend: {
      call: async (request) => {
        door.asked.push(request);
        if (request.type === 'act') {
          if (door.refuse !== undefined) throw { code: 'refused', message: door.refuse };
          door.ops.push(request.op);
          return { type: 'done', value: 'done' };
        }
        const answer = door.answers[request.type];
        if (answer === undefined) throw { code: 'failed', message: `no answer to ${request.type}` };
        return typeof answer === 'function' ? answer() : answer;
      },
      on: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      pickOpen: () => Promise.resolve(null),
      pickSave: () => Promise.resolve(null),
      pickFolder: () => Promise.resolve(null),
      pickMerge: () => Promise.resolve(null),
      pickImport: () => Promise.resolve(null),
      desktop: false,
      mac: false,
    },
  };
  return door;
}

/** A plan of nothing but what is given. */
export function planView(plan: Partial<PlanView['plan']> = {}): PlanView {
  return {
    plan: { settings: {} as PlanView['plan']['settings'], items: {}, debts: {}, components: {}, teams: {}, people: {}, waivers: {}, baselines: {}, ...plan },
    ranked: Object.keys(plan.items ?? {}),
    findings: [],
    conflicts: [],
    skills: [],
    concerns: [],
    fields: [],
  };
}

export function renderAt(door: FakeDoor, children: ReactNode, start: StartView = START) {
  return render(
    <BackendProvider backend={door.backend}>
      <StartProvider value={start}>
        <SessionProvider>{children}</SessionProvider>
      </StartProvider>
    </BackendProvider>,
  );
}
