// Where the focus goes when what had it is gone from the page.
import { useEffect, useRef, type RefObject } from 'react';

/** The element for the returned ref takes the focus when it comes, if it is wanted and nothing else on the page has it. */
export function useOrphanedFocus<T extends HTMLElement>(wanted = true): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => {
    if (wanted && document.activeElement === document.body) element.current?.focus({ preventScroll: true });
  }, [wanted]);
  return element;
}
