// In which form the plan goes to others; then a place for it, or a download where there are no places.
import { useState } from 'react';
import type { Format } from '../../bindings';
import { useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { FORMATS, useFiles } from '../../session/files';
import { useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import styles from './export.module.css';

const CHOICES: { format: Format; about: string }[] = [
  { format: 'html', about: 'One file that opens in any browser and needs nothing else: dates with their chances, what the debt costs, the flags and what was accepted.' },
  { format: 'markdown', about: 'A text to paste into a page, a ticket or a mail.' },
  { format: 'json', about: 'Everything the plan holds. It comes back by import.' },
];

export function ExportDialog() {
  const { open } = useSessionActions();
  const files = useFiles();
  const start = useStart();
  const title = useReply({ type: 'status' }, ['plan']).value?.title ?? 'plan';
  const [format, setFormat] = useState<Format>('html');
  const send = () => {
    open(null);
    void files.exportAs(format, title);
  };
  return (
    <Dialog
      title="Export the plan"
      isOpen
      onClose={() => open(null)}
      footer={
        <>
          <Button onPress={() => open(null)}>Cancel</Button>
          <Button look="primary" onPress={send} data-testid="export-now">
            {start.files ? 'Choose a place…' : 'Download'}
          </Button>
        </>
      }
    >
      <fieldset className={styles.formats}>
        <legend className="spoken">Form</legend>
        {CHOICES.map(({ format: each, about }) => (
          <label key={each} className={styles.format} data-chosen={format === each || undefined}>
            <input type="radio" name="format" value={each} checked={format === each}
              // The choice is what the dialog asks for.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={each === 'html'}
              onChange={() => setFormat(each)} />
            <strong className={styles.name}>{FORMATS[each].label}</strong>
            <span className={styles.about}>{about}</span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
