// Filters of memoranda, interpellations and letters, as the address has them.
import { silence, type Advocacy } from '../../lib/model/speak';
import type { AdvocacyKind, AdvocacyState } from '../../lib/protocol/types';

export type Filters = { kind: AdvocacyKind | ''; state: AdvocacyState | ''; silent: boolean };

/** Each filter by its word in the address. */
const WORDS: Record<keyof Filters, string> = { kind: 'type', state: 'etat', silent: 'retard' };
const KEYS = Object.keys(WORDS) as (keyof Filters)[];
export const NO_FILTERS: Filters = { kind: '', state: '', silent: false };

export const readFilters = (search: URLSearchParams): Filters => ({
  kind: (search.get(WORDS.kind) ?? '') as Filters['kind'],
  state: (search.get(WORDS.state) ?? '') as Filters['state'],
  silent: search.has(WORDS.silent),
});

export function withFilters(url: URL, filters: Filters): string {
  const to = new URL(url);
  for (const key of KEYS) {
    const value = filters[key];
    if (!value) to.searchParams.delete(WORDS[key]);
    else to.searchParams.set(WORDS[key], value === true ? 'oui' : value);
  }
  return to.pathname + to.search;
}

export const matches = (a: Advocacy, filters: Filters, today: string): boolean =>
  (!filters.kind || a.kind === filters.kind) &&
  (!filters.state || a.state === filters.state) &&
  (!filters.silent || silence(a, today) !== null);

/** Drafts first, then the latest that was sent; what has no number yet comes first. */
export function byNewest(a: Advocacy, b: Advocacy): number {
  const day = (of: Advocacy) => of.sent?.day ?? '9999';
  const order = (of: Advocacy) => of.number || Number.MAX_SAFE_INTEGER;
  return day(b).localeCompare(day(a)) || order(b) - order(a);
}
