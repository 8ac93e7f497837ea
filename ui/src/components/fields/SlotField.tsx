// A field of one value: the right editor for its shape, its label, and the sentence of a refusal beneath it.
import { useCallback, useId, useState } from 'react';
import type { EntityId, Field, Op, Slot, Value } from '../../bindings';
import { sentence as sentenceOf } from '../../backend/backend';
import { useAct } from '../../backend/use';
import { usePeersAt } from '../../session/live';
import { sentence } from '../words';
import { Frame } from './Frame';
import type { Commit } from './draft';
import { ContributionHint, DriverTag } from './driver';
import { ChoiceEditor, DayEditor, FlagEditor, LineEditor, RefEditor } from './editors';
import { NOTHING } from './parse';
import { usePlan } from './plan';
import { slotValue } from './read';
import { fieldSpec, type Shape } from './spec';

export interface SlotFieldProps {
  entity: EntityId;
  field: Field;
  /** More entities that get the same value, in one change. Where they differ, the field is empty and says so. */
  also?: EntityId[];
  /** What people call it; the table's word if not given. */
  label?: string;
  /** What it holds; read from the plan if not given. */
  value?: Value;
  placeholder?: string;
  /** With `true` the label is spoken only: for a cell of a grid. */
  bare?: boolean;
  eager?: boolean;
  onDone?: (here: boolean) => void;
}

export function SlotField({ entity, field, also = [], label, value, placeholder, bare = false, eager, onDone }: SlotFieldProps) {
  const id = useId();
  const [problem, setProblem] = useState<string>();
  const view = usePlan();
  const commit = useCommit([entity, ...also].map((each) => ({ entity: each, field, key: '' })), label);
  const spec = fieldSpec(entity.kind, field);
  const flash = useFlash(entity, field, view ? slotValue(view.plan, entity, field) : undefined);
  if (spec === undefined) return null;

  const held = [entity, ...also].map((each) => (view ? slotValue(view.plan, each, field) : NOTHING));
  const mixed = held.some((other) => JSON.stringify(other) !== JSON.stringify(held[0]));
  const shown = value ?? (mixed ? NOTHING : (held[0] ?? NOTHING));
  const name = label ?? sentence(spec.label);
  const editor = {
    id,
    label: name,
    value: shown,
    commit,
    placeholder: mixed && value === undefined ? 'several values' : placeholder,
    eager,
    onDone,
    onProblem: setProblem,
  };
  const prose = spec.shape.type === 'text' && spec.shape.prose === true;
  return (
    <Frame
      id={id}
      label={name}
      labelled={!bare}
      wide={prose}
      unit={unitOf(spec.shape)}
      problem={problem}
      testId={`field-${field}`}
      place={{ entity, field }}
      flash={flash}
      tag={bare ? null : <DriverTag kind={entity.kind} field={field} />}
      hint={bare ? null : <ContributionHint kind={entity.kind} field={field} />}
    >
      <Editor {...editor} shape={spec.shape} except={entity.id} />
    </Frame>
  );
}

/** Counts how often the value changed under one's eyes while somebody else was at the field. */
function useFlash(entity: EntityId, field: Field, value: Value | undefined): number {
  const theirs = usePeersAt(entity, field).length > 0;
  const place = `${entity.kind} ${entity.id} ${field}`;
  const held = JSON.stringify(value);
  const [last, setLast] = useState({ place, held, times: 0 });
  if (last.held === held && last.place === place) return last.times;
  const times = last.place === place && last.held !== undefined && theirs ? last.times + 1 : 0;
  setLast({ place, held, times });
  return times;
}

function Editor({ except, ...props }: Parameters<typeof LineEditor>[0] & { except: string }) {
  const { shape } = props;
  switch (shape.type) {
    case 'text':
    case 'number':
    case 'whole':
    case 'range':
    case 'day_range':
      return <LineEditor {...props} />;
    case 'day':
      return <DayEditor {...props} />;
    case 'choice':
      return <ChoiceEditor {...props} shape={shape} />;
    case 'ref':
      return <RefEditor {...props} shape={shape} except={except} />;
    case 'flag':
      return <FlagEditor {...props} />;
  }
}

/** The unit that stands behind a control. */
export function unitOf(shape: Shape): string | undefined {
  return shape.type === 'number' || shape.type === 'whole' || shape.type === 'range' ? shape.unit : undefined;
}

/** Gives these slots a value in one change. */
export function useCommit(slots: Slot[], label?: string): Commit {
  const act = useAct();
  const key = JSON.stringify(slots);
  return useCallback(
    async (value) => {
      const ops: Op[] = (JSON.parse(key) as Slot[]).map((slot) => ({ type: 'set', slot, value }));
      const [first] = ops;
      if (first === undefined) return undefined;
      const many = label ?? `set ${(JSON.parse(key) as Slot[])[0]!.field.replaceAll('_', ' ')}`;
      return refusal(act(ops.length === 1 ? first : { type: 'all', label: `${many} of ${ops.length}`, ops }));
    },
    [act, key, label],
  );
}

/** The sentence with which an action was refused, or nothing. */
export async function refusal(done: Promise<unknown>): Promise<string | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    return sentenceOf(error);
  }
}
