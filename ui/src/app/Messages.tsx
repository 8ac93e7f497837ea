// What is said to the user in passing: short messages at the foot of the window, and sentences for screen readers.
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Button, IconButton } from '../components/button/Button';
import { useSession, useSessionActions } from '../session/session';
import type { Toast } from '../session/store';
import styles from './Messages.module.css';

const INFO_MS = 6_000;
const ERROR_MS = 14_000;

export function Toasts() {
  const toasts = useSession((state) => state.toasts);
  return (
    <section className={styles.toasts} aria-label="Messages">
      {toasts.map((toast) => (
        <ToastMessage key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastMessage({ toast }: { toast: Toast }) {
  const { dismiss } = useSessionActions();
  useEffect(() => {
    if (toast.stays) return;
    const timer = setTimeout(() => dismiss(toast.id), toast.kind === 'error' ? ERROR_MS : INFO_MS);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);
  const { action } = toast;
  return (
    <div className={`${styles.toast} ${styles[toast.kind]}`} role={toast.kind === 'error' ? 'alert' : undefined} data-testid="toast">
      <p>{capital(toast.message)}</p>
      {action ? (
        <Button
          look="quiet"
          onPress={() => {
            action.run();
            dismiss(toast.id);
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton label="Dismiss" onPress={() => dismiss(toast.id)}>
        <X size={14} />
      </IconButton>
    </div>
  );
}

/** Says the latest sentence to screen readers; two regions in turn, so that the same words are said again. */
export function Announcer() {
  const said = useSession((state) => state.said);
  const odd = said.count % 2 === 1;
  return (
    <>
      <div className="spoken" aria-live="assertive">
        {odd ? said.text : ''}
      </div>
      <div className="spoken" aria-live="assertive">
        {odd ? '' : said.text}
      </div>
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
