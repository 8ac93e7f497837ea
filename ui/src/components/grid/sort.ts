// A view's sorting, remembered across starts.
import { useMemo } from 'react';
import { usePreference } from '../../session/session';
import type { Sort } from './order';

export function usePreferredSort(key: string): [Sort | undefined, (sort: Sort | undefined) => void] {
  const [written, write] = usePreference(key, '');
  const sort = useMemo(() => read(written), [written]);
  return [sort, (next) => write(next === undefined ? '' : `${next.column} ${next.descending ? 'down' : 'up'}`)];
}

function read(written: string): Sort | undefined {
  const [column, way] = written.split(' ');
  return column ? { column, descending: way === 'down' } : undefined;
}
