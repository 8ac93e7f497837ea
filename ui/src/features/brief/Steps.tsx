// What has to happen outside the team: with those who use it, who run it, who tell of it. Each with its own day.
import { Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { Area, Assign, StepView } from '../../bindings';
import { Button, IconButton } from '../../components/button/Button';
import { SlotField } from '../../components/fields';
import { StandingGlyph } from '../../components/status/Status';
import { sentence } from '../../components/words';
import { newEntity } from '../../session/ids';
import { useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import styles from './brief.module.css';

const AREAS: readonly Area[] = ['adoption', 'operations', 'marketing'];

const said = (field: Assign['field'], value: Assign['value']): Assign => ({ field, key: '', value });

export function Steps({ item, steps }: { item: string; steps: StepView[] }) {
  return (
    <div className={styles.part}>
      {AREAS.map((area) => {
        const here = steps.filter((step) => step.area === area);
        return (
          <div key={area} className={styles.area}>
            <h3>{sentence(area)}</h3>
            {here.length === 0 ? <p className={styles.empty}>Nothing planned</p> : null}
            <ul className={styles.entries}>
              {here.map((step) => (
                <Step key={step.id} step={step} />
              ))}
            </ul>
          </div>
        );
      })}
      <StepForm item={item} />
    </div>
  );
}

function Step({ step }: { step: StepView }) {
  const { act } = useSessionActions();
  const { today } = useStart();
  const entity = { kind: 'step' as const, id: step.id };
  const done = () =>
    act({ type: 'set', slot: { entity, field: 'done_on', key: '' }, value: step.done ? { type: 'nothing' } : { type: 'day', value: today } });
  return (
    <li data-testid="step">
      <div className={styles.asked}>
        <label className={styles.check}>
          <input type="checkbox" checked={step.done} onChange={() => void done()} aria-label={`${step.title}: done`} />
          <b>{step.title}</b>
        </label>
        <IconButton label="Delete the step" onPress={() => void act({ type: 'delete', entity }, { undoable: true })}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      </div>
      <p className={step.overdue ? styles.overdue : styles.by}>
        {step.overdue ? <StandingGlyph standing="at_risk" /> : null}
        {step.overdue ? 'Overdue: ' : ''}
        {[step.overdue ? step.words : sentence(step.words), step.by].filter(Boolean).join(' · ')}
      </p>
      <details className={styles.edit}>
        <summary>Edit</summary>
        <SlotField entity={entity} field="title" />
        <SlotField entity={entity} field="area" />
        <SlotField entity={entity} field="planned_on" />
        <SlotField entity={entity} field="done_on" />
        <SlotField entity={entity} field="by" />
      </details>
    </li>
  );
}

function StepForm({ item }: { item: string }) {
  const id = useId();
  const { act } = useSessionActions();
  const [title, setTitle] = useState('');
  const [area, setArea] = useState<Area>('adoption');
  const add = async (): Promise<void> => {
    const values = [
      said('title', { type: 'text', value: title.trim() }),
      said('item', { type: 'ref', value: item }),
      said('area', { type: 'text', value: area }),
    ];
    if (await act({ type: 'create', entity: newEntity('step'), values })) setTitle('');
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '') void add();
      }}
    >
      <div className={styles.row}>
        <input id={id} aria-label="What has to happen" placeholder="what has to happen…" className={styles.wide} value={title} onChange={(event) => setTitle(event.target.value)} data-testid="step-title" />
        <select aria-label="Where" value={area} onChange={(event) => setArea(AREAS.find((each) => each === event.target.value) ?? area)}>
          {AREAS.map((each) => (
            <option key={each} value={each}>
              {sentence(each)}
            </option>
          ))}
        </select>
        <Button type="submit" isDisabled={title.trim() === ''} data-testid="step-add">
          Add step
        </Button>
      </div>
    </form>
  );
}
