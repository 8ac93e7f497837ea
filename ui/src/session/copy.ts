// Copying something to hand over, said aloud; where the clipboard may not be written by itself, it is left to the hand.
import { useState } from 'react';
import { useSessionActions } from './session';

/** `what` it is, as in "copied the ticket"; `byHand` makes it easy to copy where the clipboard cannot be written. */
export function useCopy(text: string, what: string, byHand: () => void): { copied: boolean; copy: () => Promise<void> } {
  const { announce } = useSessionActions();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return byHand();
    }
    setCopied(true);
    announce(`copied ${what}`);
  };
  return { copied, copy };
}
