// How wide an element is, kept up to date.
import { type RefObject, useLayoutEffect, useState } from 'react';

/** Endless until it is measured, so that nothing is left out where there is no layout. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null || typeof ResizeObserver === 'undefined') return undefined;
    const look = () => setWidth(measured.clientWidth);
    look();
    const watch = new ResizeObserver(look);
    watch.observe(measured);
    return () => watch.disconnect();
  }, [element]);
  return width;
}
