// Filters of the requests for expertise, as the address has them.
import { addressed } from '../../lib/addressed';
import { isLate, type Expertise } from '../../lib/model/speak';
import type { ExpertiseState, Origin, Urgency } from '../../lib/protocol/types';

export type Filters = { state: ExpertiseState | ''; origin: Origin | ''; urgency: Urgency | ''; late: boolean };

export const NO_FILTERS: Filters = { state: '', origin: '', urgency: '', late: false };
/** Each filter by its word in the address. */
export const { read: readFilters, write: withFilters } = addressed<Filters>({ state: 'etat', origin: 'origine', urgency: 'urgence', late: 'retard' }, NO_FILTERS);

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
