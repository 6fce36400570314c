// Filters of the needs, as the address has them.
import { isFound } from '../../lib/model/findings';
import type { RecordOf } from '../../lib/protocol/names';

export type Show = 'living' | 'flagged' | 'all';
export type Filters = { words: string; axis: string; show: Show };

const SHOWN: Record<Show, string> = { living: '', flagged: 'a-confirmer', all: 'tous' };
export const SHOWS = Object.keys(SHOWN) as Show[];

export const readFilters = (search: URLSearchParams): Filters => ({
  words: search.get('q') ?? '',
  axis: search.get('axe') ?? '',
  show: SHOWS.find((show) => SHOWN[show] === (search.get('suivi') ?? '')) ?? 'living',
});

export function withFilters(url: URL, filters: Filters): string {
  const to = new URL(url);
  const set = (name: string, value: string) =>
    value ? to.searchParams.set(name, value) : to.searchParams.delete(name);
  set('q', filters.words);
  set('axe', filters.axis);
  set('suivi', SHOWN[filters.show]);
  return to.pathname + to.search;
}

export const matches = (need: RecordOf<'need'>, filters: Filters): boolean =>
  (filters.show === 'all' || !need.withdrawn) &&
  (filters.show !== 'flagged' || need.flags.length > 0) &&
  (!filters.axis || need.axis === filters.axis) &&
  isFound(need, [need.statement, need.public], filters.words);
