// A score, and on a press the sum it comes from.
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { RowView } from '../../bindings';
import { number } from '../../components/format';
import { sentence } from '../../components/words';
import styles from './priorities.module.css';

export function Score({ row, open = false, onClose }: { row: RowView; open?: boolean; onClose?: () => void }) {
  const [isOpen, setOpen] = useState(open);
  return (
    <DialogTrigger
      isOpen={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) onClose?.();
      }}
    >
      {/* The cell is the tab stop, and Enter opens it. */}
      <AriaButton className={styles.score!} excludeFromTabOrder aria-label={row.score === null ? 'No score' : `Score ${number(row.score, 1)}: how it is reckoned`} data-testid={`score-${row.id}`}>
        {row.score === null ? '–' : number(row.score, row.score < 10 ? 1 : 0)}
      </AriaButton>
      <Popover className={styles.sum!} placement="bottom end" offset={4}>
        <Dialog aria-label={`Score of ${row.title}`} className={styles.sumText!}>
          <p>{sentence(row.score_words)}</p>
          <p className={styles.quiet}>What delay costs a week, over the likely person-days: the higher, the sooner it should come.</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
