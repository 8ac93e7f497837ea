// Light or dark and how large, as remembered; the system's own choice unless said otherwise.
import { useEffect } from 'react';
import { useDoor } from '../backend/context';
import { usePreference } from '../session/session';

export const THEMES = ['system', 'light', 'dark'] as const;
export const ZOOMS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200] as const;

export function useAppearance(): void {
  const { backend } = useDoor();
  const [theme] = usePreference('theme', 'system');
  const [zoom] = usePreference('zoom', '100');
  useEffect(() => {
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
    else delete document.documentElement.dataset['theme'];
  }, [theme]);
  useEffect(() => {
    const percent = Number(zoom);
    if (percent >= 50 && percent <= 200) backend.zoom?.(percent / 100);
  }, [backend, zoom]);
}

/** The next zoom step up or down from here. */
export function nextZoom(percent: number, up: boolean): number {
  const next = up ? ZOOMS.find((zoom) => zoom > percent) : ZOOMS.findLast((zoom) => zoom < percent);
  return next ?? percent;
}
