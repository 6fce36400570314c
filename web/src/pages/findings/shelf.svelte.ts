// The findings that the filters of the address leave, and what the rows of the list need to know of others.
import { byNumber } from '../../lib/model/findings';
import { router } from '../../lib/router.svelte';
import type { PlanView } from '../../lib/view.svelte';
import { matches, readFilters } from './filters';

export class FindingShelf {
  readonly filters = $derived(readFilters(router.url.searchParams));
  /** Findings that changed and that something standing on them has not been confirmed against. */
  readonly unconfirmed: ReadonlySet<string> = $derived.by(() => {
    const { book } = this.view;
    const standing = [...book.list('need'), ...book.list('priority'), ...book.list('recommendation'), ...book.list('advocacy')];
    return new Set(standing.flatMap((record) => record.flags));
  });
  readonly rows = $derived.by(() => {
    const around = { partners: this.view.rights.partners, unconfirmed: this.unconfirmed };
    return this.view.book
      .rows('finding')
      .filter((row) => matches(row.value, this.filters, around))
      .sort((a, b) => byNumber(a.value, b.value));
  });
  /** How many pieces of evidence each finding has. */
  readonly evidence: ReadonlyMap<string, number> = $derived.by(() => {
    const sums = new Map<string, number>();
    for (const { finding, withdrawn } of this.view.book.list('evidence')) {
      if (!withdrawn) sums.set(finding, (sums.get(finding) ?? 0) + 1);
    }
    return sums;
  });

  constructor(private readonly view: PlanView) {}
}
