// One's own key, to be sent to an owner.
import { Copy } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../components/button/Button';
import { useCopy } from '../../session/copy';
import styles from './members.module.css';

export function MyKey({ digits, wanted }: { digits: string; wanted: boolean }) {
  const box = useRef<HTMLInputElement>(null);
  const { copied, copy } = useCopy(digits, 'your key', () => box.current?.select());
  return (
    <section className={styles.part} aria-labelledby="my-key">
      <h3 id="my-key">Your key</h3>
      <p className={styles.quiet}>{wanted ? 'Send it to whoever owns the plan: by it they admit you.' : 'Your changes are signed with it. It is no secret: by it somebody admits you to their plan.'}</p>
      <div className={styles.line}>
        <label className={styles.field} data-wide>
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
