// What the window needs first, for whoever asks: author, recent plans, whether files of this machine may be used.
import { createContext, useContext } from 'react';
import type { StartView } from '../bindings';

const StartContext = createContext<StartView | null>(null);

export const StartProvider = StartContext;

export function useStart(): StartView {
  const start = useContext(StartContext);
  if (!start) throw new Error('a component that reads the start stands outside StartProvider');
  return start;
}
