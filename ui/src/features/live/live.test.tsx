import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Sync } from '../../app/Sync';
import { BackendProvider } from '../../backend/context';
import type { PersonHereView, SessionView, StartView } from '../../bindings';
import { KeyedField, PlanProvider, SlotField } from '../../components/fields';
import { EditedBy } from '../../components/peers';
import { CommandsProvider } from '../../session/commands';
import { LiveProvider } from '../../session/live';
import { SessionProvider } from '../../session/session';
import { StartProvider } from '../../session/start';
import { fakeDoor, planView, START, type FakeDoor } from '../../test/fakeDoor';
import { JoinDialog } from './JoinDialog';
import { ShareDialog } from './ShareDialog';

const NONE: SessionView = { part: 'none', sync: { type: 'alone' }, sentence: '', people: [], invitation: null, aside: [], relay: null, trouble: null, ended: null };

const MIA: PersonHereView = { id: 'aa', name: 'Mia Keller', initials: 'MK', role: 'PM', me: true, host: true, here: true, removed: false, hue: 0, presence: null, doing: 'here' };

const BEN: PersonHereView = {
  ...MIA,
  id: 'bb',
  name: 'Ben Ode',
  initials: 'BO',
  role: 'EM',
  me: false,
  host: false,
  hue: 1,
  presence: { view: 'roadmap', entity: { kind: 'item', id: 'one' }, field: 'title' },
  doing: 'edits title of Login',
};

const HOSTING: SessionView = {
  ...NONE,
  part: 'host',
  sync: { type: 'in_sync' },
  sentence: 'In sync with Ben Ode',
  people: [MIA, BEN],
  invitation: { ticket: 'plimsoll-live-1-abc', holds: true, sentence: 'Lets in one person, until 28 Nov 10:00' },
};

function show(door: FakeDoor, children: React.ReactNode, start: StartView = START) {
  return render(
    <BackendProvider backend={door.backend}>
      <StartProvider value={start}>
        <SessionProvider>
          <CommandsProvider>
            <LiveProvider>{children}</LiveProvider>
          </CommandsProvider>
        </SessionProvider>
      </StartProvider>
    </BackendProvider>,
  );
}

function live(session: SessionView): FakeDoor {
  const answer = { type: 'session', value: session } as const;
  return fakeDoor({ session: answer, share: answer, set_peer_role: answer, remove_peer: answer, leave_session: answer, set_presence: { type: 'done', value: '' } });
}

/** The plan, with one item of this title. */
function titled(title: string) {
  return { type: 'plan', value: planView({ items: { one: { id: 'one', title } as never } }) } as const;
}

describe('sharing', () => {
  it('makes a ticket for as many and as long as was chosen', async () => {
    const door = live(NONE);
    show(door, <ShareDialog />);
    await userEvent.selectOptions(await screen.findByLabelText('How many people it lets in'), '3 people');
    await userEvent.selectOptions(screen.getByLabelText('How long it holds'), 'a day');
    await userEvent.click(screen.getByTestId('make-ticket'));
    expect(door.asked).toContainEqual({ type: 'share', uses: 3, minutes: 1440 });
  });

  it('shows why it cannot be done', async () => {
    const door = live(NONE);
    delete door.answers.share;
    show(door, <ShareDialog />);
    await userEvent.click(await screen.findByTestId('make-ticket'));
    expect(await screen.findByRole('alert')).toHaveTextContent('no answer to share');
  });

  it('lets the host set roles, remove people and end the session', async () => {
    const door = live({ ...HOSTING, aside: ['“Rename” by Ben Ode (EM): Ben Ode may only look'] });
    show(door, <ShareDialog />);
    expect(await screen.findByTestId('ticket')).toHaveValue('plimsoll-live-1-abc');
    expect(screen.getByTestId('aside')).toHaveTextContent('may only look');
    await userEvent.selectOptions(screen.getByLabelText('Role of Ben Ode'), 'Viewer');
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
    await userEvent.click(screen.getByTestId('leave-session'));
    expect(door.asked).toContainEqual({ type: 'set_peer_role', person: 'bb', role: 'Viewer' });
    expect(door.asked).toContainEqual({ type: 'remove_peer', person: 'bb' });
    expect(door.asked).toContainEqual({ type: 'leave_session' });
    expect(screen.queryByLabelText('Role of Mia Keller')).toBeNull();
  });

  it('leaves a guest no rights over others', async () => {
    show(live({ ...HOSTING, part: 'guest', invitation: null }), <ShareDialog />);
    expect(await screen.findByTestId('person-Ben Ode')).toHaveTextContent('edits title of Login');
    expect(screen.queryByRole('button', { name: 'Remove' })).toBeNull();
    expect(screen.queryByTestId('make-ticket')).toBeNull();
    expect(screen.getByTestId('leave-session')).toHaveTextContent('Leave the session');
  });
});

describe('joining', () => {
  it('asks for a place only once the ticket is in order', async () => {
    const door = live(NONE);
    const saved: string[] = [];
    door.backend.pickSave = (_, suggestion) => {
      saved.push(suggestion);
      return Promise.resolve('/plans/shared.plimsoll');
    };
    const call = door.backend.call;
    door.backend.call = async (request) => {
      if (request.type !== 'join') return call(request);
      door.asked.push(request);
      if (request.ticket !== 'good') throw { code: 'refused', message: 'the ticket did not arrive whole' };
      if (request.path === null) throw { code: 'no_plan', message: 'say where' };
      return { type: 'session', value: NONE };
    };
    show(door, <JoinDialog />, { ...START, open: null });
    await userEvent.type(await screen.findByTestId('join-ticket'), 'bad');
    await userEvent.click(screen.getByTestId('join-now'));
    expect(await screen.findByRole('alert')).toHaveTextContent('did not arrive whole');
    expect(saved).toEqual([]);
    await userEvent.clear(screen.getByTestId('join-ticket'));
    await userEvent.type(screen.getByTestId('join-ticket'), 'good');
    await userEvent.click(screen.getByTestId('join-now'));
    expect(saved).toEqual(['/plans/Shared plan.plimsoll']);
    expect(door.asked).toContainEqual({ type: 'join', ticket: 'good', path: '/plans/shared.plimsoll' });
  });
});

describe('the status bar', () => {
  it('says how far the two sides are, in the door’s own words', async () => {
    show(live({ ...HOSTING, sync: { type: 'offline', waiting: 2 }, sentence: 'Offline · 2 changes waiting' }), <Sync />);
    const said = await screen.findByTestId('status-sync');
    expect(said).toHaveTextContent('Offline · 2 changes waiting');
    expect(said).toHaveAttribute('data-state', 'offline');
  });

  it('says nothing of a session while there is none', async () => {
    const door = live(NONE);
    show(door, <Sync />);
    await expect.poll(() => door.asked.length).toBeGreaterThan(0);
    expect(screen.queryByTestId('status-sync')).toBeNull();
  });
});

describe('presence', () => {
  it('is told for oneself, and marks the field that somebody else edits', async () => {
    const door = live(HOSTING);
    show(
      door,
      <>
        <EditedBy entity={{ kind: 'item', id: 'one' }} field="title" />
        <EditedBy entity={{ kind: 'item', id: 'one' }} field="estimate" />
      </>,
    );
    expect(await screen.findAllByTestId('edited-by')).toHaveLength(1);
    expect(screen.getByTestId('edited-by')).toHaveTextContent('Being edited by Ben Ode');
    await expect.poll(() => door.asked.some((request) => request.type === 'set_presence')).toBe(true);
  });

  it('marks a field of many records too', async () => {
    const door = live({ ...HOSTING, people: [MIA, { ...BEN, presence: { view: 'roadmap', entity: { kind: 'item', id: 'one' }, field: 'skill' } }] });
    door.answers.plan = titled('Login');
    show(
      door,
      <PlanProvider>
        <KeyedField entity={{ kind: 'item', id: 'one' }} field="skill" />
        <KeyedField entity={{ kind: 'item', id: 'one' }} field="component" />
      </PlanProvider>,
    );
    const tag = await screen.findByTestId('edited-by');
    expect(screen.getByTestId('field-skill')).toContainElement(tag);
  });

  it('lights a field up once when the one who is at it changes it', async () => {
    const door = live(HOSTING);
    door.answers.plan = titled('Login');
    const { container } = show(
      door,
      <PlanProvider>
        <SlotField entity={{ kind: 'item', id: 'one' }} field="title" />
      </PlanProvider>,
    );
    expect(await screen.findByDisplayValue('Login')).toBeVisible();
    await screen.findByTestId('edited-by');
    expect(container.querySelector('[class*=flash]')).toBeNull();
    door.answers.plan = titled('Sign in');
    act(() => door.tell({ type: 'changed', topics: ['plan'] }));
    expect(await screen.findByDisplayValue('Sign in')).toBeVisible();
    expect(container.querySelector('[class*=flash]')).not.toBeNull();
  });

  it('is not told without a session', async () => {
    const door = live(NONE);
    show(door, <Sync />);
    await expect.poll(() => door.asked.length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(door.asked.some((request) => request.type === 'set_presence')).toBe(false);
  });
});

describe('a relay', () => {
  it('is none until somebody names one, and what is no address is said', async () => {
    const door = live(NONE);
    door.answers.set_relay = () => {
      throw { code: 'refused', message: '`relay` is not a relay' };
    };
    show(door, <ShareDialog />);
    await userEvent.click(await screen.findByText('Relay: none'));
    expect(screen.getByTestId('relay-use')).toBeDisabled();
    await userEvent.type(screen.getByTestId('relay-address'), 'relay');
    await userEvent.click(screen.getByTestId('relay-use'));
    expect(await screen.findByRole('alert')).toHaveTextContent('is not a relay');
    expect(door.asked).toContainEqual({ type: 'set_relay', relay: 'relay' });
  });

  it('is shown as it is while a session is under way', async () => {
    show(live({ ...HOSTING, relay: 'https://relay.example.com' }), <ShareDialog />);
    expect(await screen.findByText('Through the relay https://relay.example.com where there is no direct way.')).toBeVisible();
    expect(screen.queryByTestId('relay-address')).toBeNull();
  });
});
