// Buttons: one primary a place, the plain one everywhere else, the quiet one inside text and bars.
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger, type ButtonProps } from 'react-aria-components';
import styles from './Button.module.css';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

export function Button({ look = 'plain', className, ...props }: ButtonProps & { look?: Look; className?: string; ref?: Ref<HTMLButtonElement> }) {
  return <AriaButton {...props} className={[styles.button, styles[look], className].filter(Boolean).join(' ')} />;
}

/** A button that is only a picture: its name is read aloud and shown on hover and focus, with its keys. */
export function IconButton({
  label,
  keys,
  children,
  look = 'quiet',
  className,
  ...props
}: Omit<ButtonProps, 'children'> & { label: string; keys?: string; children: ReactNode; look?: Look; className?: string }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      <AriaButton
        {...props}
        aria-label={label}
        className={[styles.button, styles.icon, styles[look], className].filter(Boolean).join(' ')}
      >
        {children}
      </AriaButton>
      <Hint>
        {label}
        {keys ? <kbd>{keys}</kbd> : null}
      </Hint>
    </TooltipTrigger>
  );
}

/** What a hint looks like; inside a `TooltipTrigger`. */
export function Hint({ children }: { children: ReactNode }) {
  return (
    <Tooltip className={styles.hint!} offset={6}>
      {children}
    </Tooltip>
  );
}
