// Members by partner or by space, and the filters of their list as the address has them.
import type { Member, Space } from '../../lib/protocol/types';

export type By = 'partner' | 'space' | 'none';
export type Filters = { by: By; partner: string; space: string; words: string };
/** A partner, a space, or (without an id) the whole plan. */
export type Group<T> = { id: string; members: T[] };

const WORDS: Record<string, By> = { espace: 'space', personne: 'none' };

export function readFilters(search: URLSearchParams): Filters {
  return {
    by: WORDS[search.get('par') ?? ''] ?? 'partner',
    partner: search.get('partenaire') ?? '',
    space: search.get('espace') ?? '',
    words: search.get('nom') ?? '',
  };
}

/** The same address with other filters; what is usual is left out of it. */
export function withFilters(url: URL, filters: Filters): string {
  const to = new URL(url);
  const by = Object.keys(WORDS).find((word) => WORDS[word] === filters.by) ?? '';
  const values = { par: by, partenaire: filters.partner, espace: filters.space, nom: filters.words };
  for (const [name, value] of Object.entries(values)) {
    if (value) to.searchParams.set(name, value);
    else to.searchParams.delete(name);
  }
  return to.pathname + to.search;
}

export function partnersOf(member: Member): string[] {
  return member.roles.flatMap((role) =>
    typeof role === 'object' && 'contributor' in role ? [role.contributor.partner] : [],
  );
}

/** The spaces that someone facilitates, or sits in for a partner. */
export function spacesOf(member: Member, spaces: readonly Space[]): string[] {
  const partners = partnersOf(member);
  const leads = member.roles.flatMap((role) =>
    typeof role === 'object' && 'facilitator' in role ? [role.facilitator.space] : [],
  );
  return spaces
    .filter((space) => leads.includes(space.id) || space.members.some((p) => partners.includes(p)))
    .map((space) => space.id);
}

export function matches(member: Member, spaces: readonly Space[], { partner, space }: Filters): boolean {
  return (
    (!partner || partnersOf(member).includes(partner)) &&
    (!space || spacesOf(member, spaces).includes(space))
  );
}

/** Groups in the order of their names, the whole plan first; whoever belongs to two stands in both. */
export function grouped<T>(
  members: readonly T[],
  ids: (member: T) => string[],
  order: (a: string, b: string) => number,
): Group<T>[] {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const own = ids(member);
    for (const id of own.length ? new Set(own) : ['']) {
      groups.set(id, [...(groups.get(id) ?? []), member]);
    }
  }
  return [...groups]
    .map(([id, inside]) => ({ id, members: inside }))
    .sort((a, b) => Number(!!a.id) - Number(!!b.id) || order(a.id, b.id));
}
