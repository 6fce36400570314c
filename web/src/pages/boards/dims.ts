// The dashboards that there are, group by group.
import type { Kind } from '../../lib/model/board';
import type { Book } from '../../lib/sync/book.svelte';
import { nameOf } from './names';

export type Group = { kind: Exclude<Kind, 'plan' | 'edition'>; dims: { dim: string; name: string }[] };

export function groupsOf(book: Book, collator: Intl.Collator): Group[] {
  const named = (kind: Group['kind'], ids: string[], isSorted = false): Group => {
    const dims = ids.map((id) => ({ dim: `${kind}:${id}`, name: nameOf(book, `${kind}:${id}`) ?? '' }));
    return { kind, dims: isSorted ? dims : dims.sort((a, b) => collator.compare(a.name, b.name)) };
  };
  const axes = book.list('axis').sort((a, b) => a.number - b.number);
  return [
    named('axis', axes.map(({ id }) => id), true),
    named('space', book.list('space').filter(({ state }) => state !== 'closed').map(({ id }) => id)),
    named('partner', book.list('partner').filter(({ active }) => active).map(({ id }) => id)),
    named('commune', book.list('commune').map(({ ins_code }) => ins_code)),
  ].filter(({ dims }) => dims.length);
}
