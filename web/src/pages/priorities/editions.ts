// Which edition a page shows: the one the address names, or the newest that has begun and is not closed.
import type { Edition } from '../../lib/protocol/types';

export const newestFirst = (editions: Edition[]): Edition[] =>
  [...editions].sort((a, b) => b.from_year - a.from_year || b.id.localeCompare(a.id));

export function editionShown(editions: Edition[], named: string | null): Edition | undefined {
  const sorted = newestFirst(editions);
  return sorted.find(({ id }) => id === named) ?? sorted.find(({ state }) => state !== 'closed') ?? sorted[0];
}

/** The same address with something else in it; what is usual is left out. */
export function withParam(url: URL, name: string, value: string, usual = ''): string {
  const to = new URL(url);
  if (value === usual) to.searchParams.delete(name);
  else to.searchParams.set(name, value);
  return to.pathname + to.search;
}
