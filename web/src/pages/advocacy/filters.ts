// Filters of memoranda, interpellations and letters, as the address has them.
import { addressed } from '../../lib/addressed';
import { silence, type Advocacy } from '../../lib/model/speak';
import type { AdvocacyKind, AdvocacyState } from '../../lib/protocol/types';

export type Filters = { kind: AdvocacyKind | ''; state: AdvocacyState | ''; silent: boolean };

export const NO_FILTERS: Filters = { kind: '', state: '', silent: false };
/** Each filter by its word in the address. */
export const { read: readFilters, write: withFilters } = addressed<Filters>({ kind: 'type', state: 'etat', silent: 'retard' }, NO_FILTERS);

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
