// One's own author key, to be handed to whoever admits one.
import { Copy } from 'lucide-react';
import { useId, useRef } from 'react';
import { useCopy } from '../../session/copy';
import { Button } from '../button/Button';
import styles from './form.module.css';

/** `children` says what it is for; `className` sets it off from what is around it. */
export function OwnKey({ digits, className, children }: { digits: string; className: string | undefined; children: string }) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const { copied, copy } = useCopy(digits, 'your key', () => box.current?.select());
  return (
    <section className={className} aria-labelledby={id}>
      <h3 id={id}>Your key</h3>
      <p className={styles.quiet}>{children}</p>
      <div className={styles.key}>
        <label className={styles.digits}>
          <span className="spoken">Your key</span>
          <input ref={box} readOnly value={digits} data-testid="my-key" onFocus={(event) => event.target.select()} />
        </label>
        <Button onPress={() => void copy()}>
          <Copy size={14} aria-hidden />
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </section>
  );
}
