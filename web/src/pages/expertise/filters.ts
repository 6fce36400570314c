// Filters of the requests for expertise, as the address has them.
import { isLate, type Expertise } from '../../lib/model/speak';
import type { ExpertiseState, Origin, Urgency } from '../../lib/protocol/types';

export type Filters = { state: ExpertiseState | ''; origin: Origin | ''; urgency: Urgency | ''; late: boolean };

/** Each filter by its word in the address. */
const WORDS: Record<keyof Filters, string> = { state: 'etat', origin: 'origine', urgency: 'urgence', late: 'retard' };
const KEYS = Object.keys(WORDS) as (keyof Filters)[];
export const NO_FILTERS: Filters = { state: '', origin: '', urgency: '', late: false };

export const readFilters = (search: URLSearchParams): Filters => ({
  state: (search.get(WORDS.state) ?? '') as Filters['state'],
  origin: (search.get(WORDS.origin) ?? '') as Filters['origin'],
  urgency: (search.get(WORDS.urgency) ?? '') as Filters['urgency'],
  late: search.has(WORDS.late),
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

export const matches = (e: Expertise, filters: Filters, today: string): boolean =>
  (!filters.state || e.state === filters.state) &&
  (!filters.origin || e.origin === filters.origin) &&
  (!filters.urgency || e.urgency === filters.urgency) &&
  (!filters.late || isLate(e, today));

/** What waits first: the open ones by the day they are due, then those that are done, newest first. */
export function byWaiting(a: Expertise, b: Expertise): number {
  const done = (e: Expertise) => Number(e.state === 'answered' || e.state === 'closed');
  const due = (e: Expertise) => e.due ?? '9999';
  return done(a) - done(b) || (done(a) ? 0 : due(a).localeCompare(due(b))) || b.received_at - a.received_at;
}
