// A window over the window, for what cannot stand beside the work: an import, an export, who is at the keyboard.
import { X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from '../button/Button';
import { useLatest } from '../../backend/use';
import styles from './Dialog.module.css';

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** A form of a few fields, or a report. */
  size?: 'small' | 'large';
  /** With `false` only its own buttons close it. */
  dismissable?: boolean;
  /** The buttons, the primary one last. */
  footer?: ReactNode;
  children: ReactNode;
}

export function Dialog({ title, isOpen, onClose, size = 'small', dismissable = true, footer, children }: DialogProps) {
  const close = useLatest(onClose);
  // A button that goes or rests once it was pressed takes the focus with it, and the dialog no longer hears the keys.
  useEffect(() => {
    if (!isOpen || !dismissable) return;
    const heard = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.target !== document.body || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, [isOpen, dismissable, close]);
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen={isOpen}
      isDismissable={dismissable}
      isKeyboardDismissDisabled={!dismissable}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={styles.modal} data-size={size}>
        <AriaDialog className={styles.dialog}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
            {dismissable && (
              <IconButton label="Close" onPress={onClose}>
                <X size={16} aria-hidden="true" />
              </IconButton>
            )}
          </header>
          <div className={styles.body}>{children}</div>
          {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
