// One line of typing to get anywhere: every command, and every item, debt, component, team, person and decision by name.
import { Search } from 'lucide-react';
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { EntityId, Kind, Plan } from '../../bindings';
import { useDoor } from '../../backend/context';
import { useReply } from '../../backend/use';
import { sentence } from '../../components/words';
import { useCommands } from '../../session/commands';
import { shownKeys } from '../../session/keys';
import { useSessionActions } from '../../session/session';
import type { View } from '../../session/store';
import { matches } from './match';
import styles from './palette.module.css';

interface Entry {
  id: string;
  title: string;
  about: string;
  keys: string;
  run: () => void;
}

const MOST = 60;
const HOME: Partial<Record<Kind, View>> = { debt: 'debt', component: 'debt', team: 'capacity', person: 'people', decision: 'decisions' };

export function Palette() {
  const actions = useSessionActions();
  const commands = useCommands();
  const { backend } = useDoor();
  const plan = useReply({ type: 'plan' }, ['plan']).value?.plan;
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  // Enter was pressed before the plan was there: what it meant is run once it is.
  const [early, setEarly] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  const entries = useMemo<Entry[]>(() => {
    const doing = commands
      .filter((command) => command.enabled && command.id !== 'palette')
      .map(({ id: command, label, group, keys, run }) => ({
        id: `command ${command}`,
        title: label,
        about: label.startsWith(group) ? '' : group,
        keys: keys[0] === undefined ? '' : shownKeys(keys[0], backend.mac),
        run,
      }));
    const going = plan === undefined ? [] : named(plan).map(({ entity, title }) => ({
      id: `${entity.kind} ${entity.id}`,
      title,
      about: sentence(entity.kind),
      keys: '',
      run: () => {
        const { view } = actions.now();
        const home = HOME[entity.kind];
        if (entity.kind === 'decision') actions.prefer('decisions.open', entity.id);
        if (home !== undefined && home !== view) actions.go(home);
        if (entity.kind === 'decision') return;
        if (home === undefined && view !== 'roadmap' && view !== 'priorities') actions.go('roadmap');
        actions.select(entity);
        actions.showTab('item');
      },
    }));
    return [...doing, ...going];
  }, [commands, plan, actions, backend.mac]);

  const found = useMemo(() => {
    if (typed.trim() === '') return entries.slice(0, MOST);
    return entries
      .map((entry) => ({ entry, score: matches(entry.title, typed) }))
      .filter((each): each is { entry: Entry; score: number } => each.score !== null)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, MOST)
      .map(({ entry }) => entry);
  }, [entries, typed]);
  const chosen = Math.min(at, found.length - 1);

  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });

  const run = useCallback(
    (entry: Entry | undefined) => {
      if (entry === undefined) return;
      actions.open(null);
      entry.run();
    },
    [actions],
  );
  useEffect(() => {
    if (early && plan !== undefined) run(found[chosen]);
  }, [early, plan, found, chosen, run]);
  const onKeyDown = (event: KeyboardEvent) => {
    const last = found.length - 1;
    const to = { ArrowDown: chosen >= last ? 0 : chosen + 1, ArrowUp: chosen <= 0 ? last : chosen - 1, PageDown: Math.min(last, chosen + 8), PageUp: Math.max(0, chosen - 8) }[event.key];
    if (to !== undefined) setAt(to);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (plan === undefined && found[chosen] === undefined) setEarly(true);
      else run(found[chosen]);
    }
    else return;
    event.preventDefault();
  };

  return (
    <ModalOverlay className={styles.overlay} isOpen isDismissable onOpenChange={(open) => !open && actions.open(null)}>
      <Modal className={styles.modal}>
        <Dialog className={styles.dialog} aria-label="Search or run">
          <div className={styles.line}>
            <Search size={16} aria-hidden="true" />
            <input
              className={styles.input}
              value={typed}
              placeholder="Search or run…"
              aria-label="Search or run"
              role="combobox"
              aria-expanded
              aria-controls={`${id}-list`}
              aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
              aria-autocomplete="list"
              data-testid="palette-input"
              // The palette is for typing.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              onChange={(event) => {
                setTyped(event.target.value);
                setAt(0);
                setEarly(false);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className={styles.list}>
            {found.map((entry, index) => (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are heard by the line of typing
              <div
                key={entry.id}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                className={styles.entry}
                onPointerMove={() => setAt(index)}
                onClick={() => run(entry)}
              >
                <span className={styles.title}>{entry.title}</span>
                <span className={styles.about}>{entry.about}</span>
                {entry.keys !== '' && <kbd className={styles.keys}>{entry.keys}</kbd>}
              </div>
            ))}
          </div>
          {found.length === 0 && <p className={styles.none}>Nothing is called that, and nothing does that.</p>}
          <output className="spoken">{found.length === 0 ? 'Nothing found' : `${found.length} found`}</output>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function named(plan: Plan): { entity: EntityId; title: string }[] {
  const kinds: [Kind, Record<string, { id: string; title: string }>][] = [
    ['item', plan.items],
    ['debt', plan.debts],
    ['component', plan.components],
    ['team', plan.teams],
    ['person', plan.people],
    ['decision', plan.decisions ?? {}],
  ];
  return kinds.flatMap(([kind, all]) => Object.values(all).map(({ id, title }) => ({ entity: { kind, id }, title })));
}
