// A role while it is being chosen.
import { byName } from '../../lib/activity';
import type { Messages } from '../../lib/i18n/fr';
import type { Member, Role } from '../../lib/protocol/types';
import type { Book } from '../../lib/sync/book.svelte';

export type Kind = keyof Messages['words']['roles'];
export type Choice = { kind: Kind; scope: string };
export type Scoped = 'facilitator' | 'contributor' | 'secretary';

export const isScoped = (kind: Kind): kind is Scoped =>
  kind === 'facilitator' || kind === 'contributor' || kind === 'secretary';

/** What a role of this kind may be about, by name. */
export function scopesOf(book: Book, kind: Kind): [id: string, name: string][] {
  const all = (): [string, string][] => {
    switch (kind) {
      case 'facilitator':
        return book.list('space').filter((s) => s.state !== 'closed').map((s) => [s.id, s.title]);
      case 'contributor':
        return book.list('partner').filter((p) => p.active).map((p) => [p.id, p.name]);
      case 'secretary':
        return book.list('meeting').map((m) => [m.id, m.title]);
      default:
        return [];
    }
  };
  return all().sort((a, b) => byName(a[1], b[1]));
}

export function roleOf({ kind, scope }: Choice): Role {
  switch (kind) {
    case 'facilitator':
      return { facilitator: { space: scope } };
    case 'contributor':
      return { contributor: { partner: scope } };
    case 'secretary':
      return { secretary: { meeting: scope } };
    default:
      return kind;
  }
}

export const sameRole = (a: Role, b: Role): boolean => JSON.stringify(a) === JSON.stringify(b);

export const endOf = (member: Member, role: Role): number | null =>
  member.ends?.find((end) => sameRole(end.role, role))?.until ?? null;
