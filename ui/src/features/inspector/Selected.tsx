// What is selected: its answers, then its form, then the way out.
import { Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../components/button/Button';
import { DrivenGroup, GroupDriver, KeyedField, SlotField, usePlan } from '../../components/fields';
import { count } from '../../components/format';
import { Empty, Loading } from '../../components/note/Note';
import type { EntityId, PlanView } from '../../bindings';
import { useSession, useSessionActions } from '../../session/session';
import { deleteOp } from '../../session/several';
import { Answers } from './Answers';
import { FORMS, KIND_WORDS, sharedForm, titleOf } from './forms';
import styles from './Inspector.module.css';

export function Selected() {
  const selected = useSession((state) => state.selected);
  const also = useSession((state) => state.also);
  const view = usePlan();
  if (!selected) {
    return <Empty title="Nothing is selected">Select an item, a debt, a component, a team or a person to see and edit it here.</Empty>;
  }
  if (!view) return <Loading what="Reading the plan…" />;
  const title = titleOf(view.plan, selected.kind, selected.id);
  if (title === undefined) return <Empty title="It is no longer in the plan">Undo brings it back.</Empty>;
  // What is gone meanwhile is no longer edited.
  const others = also.filter((entity) => titleOf(view.plan, entity.kind, entity.id) !== undefined);
  if (others.length > 0) return <Several entities={[selected, ...others]} view={view} />;
  return <Entity key={`${selected.kind} ${selected.id}`} entity={selected} title={title} view={view} />;
}

/** Several of a kind: what they can share is given to all of them in one change. */
function Several({ entities, view }: { entities: EntityId[]; view: PlanView }) {
  const [first, ...also] = entities;
  const actions = useSessionActions();
  if (first === undefined) return null;
  const what = count(entities.length, KIND_WORDS[first.kind].toLowerCase());
  return (
    <div className={styles.entity}>
      <h2 className={styles.title} data-testid="inspector-title">
        {what}
      </h2>
      <p className={styles.several}>A value given here goes to all of them, in one step to undo.</p>
      {sharedForm(view.plan, entities).map((group) => (
        <details key={group.title} className={styles.group} open>
          <summary>{group.title}</summary>
          {group.fields.map((each) => (
            <SlotField key={each.field} entity={first} also={also} field={each.field} label={each.label} />
          ))}
        </details>
      ))}
      <p className={styles.foot}>
        <Button
          look="danger"
          onPress={async () => {
            if (await actions.act(deleteOp(entities), { undoable: true })) actions.select(null);
          }}
          data-testid="delete"
        >
          <Trash2 size={14} aria-hidden />
          Delete {what}
        </Button>
      </p>
    </div>
  );
}

function Entity({ entity, title, view }: { entity: EntityId; title: string; view: PlanView }) {
  const form = useRef<HTMLDivElement>(null);
  const wanted = useSession((state) => state.focusField);
  const actions = useSessionActions();

  // Somebody asked for a field: it gets the focus, and what stands there is selected for typing over. Whoever types elsewhere by
  // then keeps the keyboard.
  useEffect(() => {
    if (wanted === null || document.activeElement?.matches('[data-slot="typing"]')) return;
    const place = form.current?.querySelector<HTMLElement>(`[data-testid="field-${wanted.field}"]`);
    const control = place?.querySelector<HTMLElement>('input, textarea, button');
    place?.closest('details')?.setAttribute('open', '');
    place?.scrollIntoView({ block: 'center' });
    control?.focus();
    if (control instanceof HTMLInputElement) control.select();
  }, [wanted]);

  const remove = async (): Promise<void> => {
    if (await actions.act({ type: 'delete', entity }, { undoable: true })) actions.select(null);
  };
  return (
    <div className={styles.entity}>
      <h2 className={styles.title} data-testid="inspector-title">
        {title === '' ? 'Without a name' : title}
      </h2>
      <Answers entity={entity} />
      <div ref={form}>
        {FORMS[entity.kind].map((group) => {
          const fields = group.fields.filter((each) => each.when === undefined || each.when(view.plan, entity.id));
          return (
            <details key={group.title} className={styles.group} open>
              <DrivenGroup
                kind={entity.kind}
                fields={fields.map((each) => each.field)}
              >
                <summary>
                  {group.title}
                  <GroupDriver />
                </summary>
                {fields.map((each) =>
                  each.keyed ? (
                    <KeyedField key={each.field} entity={entity} field={each.field} label={each.label} />
                  ) : (
                    <SlotField key={each.field} entity={entity} field={each.field} label={each.label} />
                  ),
                )}
              </DrivenGroup>
            </details>
          );
        })}
      </div>
      {entity.kind === 'plan' ? null : (
        <p className={styles.foot}>
          <Button look="danger" onPress={() => void remove()} data-testid="delete">
            <Trash2 size={14} aria-hidden />
            Delete {KIND_WORDS[entity.kind].toLowerCase()}
          </Button>
        </p>
      )}
    </div>
  );
}
