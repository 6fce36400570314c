// What every page of a plan reads: the records of the moment shown, and what this person may do.
import { getContext, setContext } from 'svelte';
import { namesOf } from './activity';
import { dayOf } from './i18n/format';
import { say } from './i18n/index.svelte';
import { NO_RIGHTS, rightsOf } from './model/rights';
import { personName } from './names';
import { keyOfName } from './protocol/names';
import type { RecordRef } from './protocol/types';
import type { Book, Row } from './sync/book.svelte';
import { Past } from './sync/past.svelte';
import type { PlanStore } from './sync/plan.svelte';

const MINUTE = 60_000;

export class PlanView {
  past = $state.raw<Past | null>(null);
  /** Ticks once a minute, on the server's clock. */
  now = $state(Date.now());

  readonly book: Book = $derived.by(() => this.past?.book ?? this.store.book);
  readonly isReady = $derived.by(() => (this.past ? this.past.at > 0 : this.store.ready));
  readonly roles = $derived.by(() => this.store.book.get('member', this.store.account.id)?.roles ?? []);
  readonly rights = $derived.by(() =>
    this.past || this.store.damagedAt !== null
      ? NO_RIGHTS
      : rightsOf(this.roles, (id) => this.store.book.get('space', id)),
  );
  /** What everyone the plan may name is called. */
  readonly people: ReadonlyMap<string, string> = $derived.by(() => {
    const partner = (id: string) => this.store.book.get('partner', id)?.name;
    return new Map([...this.store.people].map(([id, person]) => [id, personName(person, partner, say())]));
  });
  readonly names = $derived.by(() => namesOf(this.book, this.people, say()));
  /** The day it is at the moment shown. */
  readonly today = $derived.by(() => dayOf(this.past?.time || this.now));
  readonly plan = $derived.by(() => this.book.list('plan')[0]);
  /** The comments on each record, found once for all that show how many there are. */
  readonly #comments = $derived.by(() => {
    const on = new Map<string, Row<'comment'>[]>();
    for (const row of this.book.rows('comment')) {
      const key = keyOfName(row.value.about);
      const known = on.get(key);
      if (known) known.push(row);
      else on.set(key, [row]);
    }
    return on;
  });

  constructor(readonly store: PlanStore) {}

  /** Follows the clock until the answer is called. */
  tick(): () => void {
    this.now = this.store.now();
    const timer = setInterval(() => (this.now = this.store.now()), MINUTE);
    return () => clearInterval(timer);
  }

  /** Whether more than what is published is open to this person. */
  reads(right: 'read_work' | 'read_past'): boolean {
    return this.store.may.includes(right);
  }

  commentsOn(about: RecordRef): Row<'comment'>[] {
    return this.#comments.get(keyOfName(about)) ?? [];
  }

  person(id: string): string {
    return this.people.get(id) ?? say().common.someone;
  }

  /** Shows a moment of the past, or what is live. */
  show(at: number | null): void {
    if (at === null) {
      this.past = null;
      return;
    }
    this.past ??= new Past(this.store.id, () => this.store.head, this.store.ready ? this.store.confirmed() : null);
    void this.past.goTo(at);
  }
}

const KEY = Symbol('plan');
export const providePlan = (view: PlanView): PlanView => setContext(KEY, view);
export const usePlan = (): PlanView => getContext<PlanView>(KEY);
