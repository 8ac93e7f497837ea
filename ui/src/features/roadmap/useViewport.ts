// Which part of a scrolled box is in sight, at most once a frame.
import { useEffect, useState, type RefObject } from 'react';

export type Viewport = { top: number; left: number; width: number; height: number };

/** Where nothing has a size (before the first layout, in tests), as much as a large window shows. */
const UNKNOWN: Viewport = { top: 0, left: 0, width: 1200, height: 1000 };

export function useViewport(ref: RefObject<HTMLElement | null>): Viewport {
  const [viewport, setViewport] = useState(UNKNOWN);
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    let frame = 0;
    const read = (): void => {
      frame = 0;
      const width = box.clientWidth || UNKNOWN.width;
      const height = box.clientHeight || UNKNOWN.height;
      setViewport((last) =>
        last.top === box.scrollTop && last.left === box.scrollLeft && last.width === width && last.height === height
          ? last
          : { top: box.scrollTop, left: box.scrollLeft, width, height },
      );
    };
    const later = (): void => {
      if (frame === 0) frame = requestAnimationFrame(read);
    };
    read();
    box.addEventListener('scroll', later, { passive: true });
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(later);
    observer?.observe(box);
    return () => {
      cancelAnimationFrame(frame);
      box.removeEventListener('scroll', later);
      observer?.disconnect();
    };
  }, [ref]);
  return viewport;
}
