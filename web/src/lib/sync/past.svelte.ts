// A plan at one moment of its past: the same records, brought from one moment to another by what
// differs between the two.
import { Shelf, type Changes } from '../model/records';
import { keyOfName, keyOfRecord, type AnyRecord } from '../protocol/names';
import type { ChangesAt, EventLine, RecordsAt } from '../protocol/types';
import { api } from './api';
import { Book } from './book.svelte';

/** Events are asked for in blocks, so that stepping through them does not ask for each. */
const BLOCK = 100;
const CACHED = 64;

function changesOf({ records, removed = [] }: Pick<ChangesAt, 'records'> & Partial<ChangesAt>): Changes {
  const changes: Changes = new Map<string, AnyRecord | null>();
  for (const name of removed) changes.set(keyOfName(name), null);
  for (const record of records) changes.set(keyOfRecord(record), record);
  return changes;
}

export class Past {
  readonly book = new Book();
  /** The moment shown; 0 until there is one. */
  at = $state(0);
  time = $state(0);
  event = $state.raw<EventLine | null>(null);
  failed = $state(false);

  /** The moment that the book shows, or came from. */
  #from: number | null = null;
  #target = 0;
  #isTravelling = false;
  readonly #steps = new Map<string, Promise<ChangesAt>>();
  readonly #blocks = new Map<number, Promise<EventLine[]>>();

  constructor(
    private readonly plan: string,
    /** Number of the last event there is. */
    private readonly head: () => number,
    /** Where to start from: what is on screen now. */
    start: { seq: number; shelf: Shelf } | null,
  ) {
    if (!start) return;
    this.book.apply(start.shelf.all as Changes);
    this.#from = start.seq;
  }

  /** Goes to a moment; of several asked for meanwhile, to the last one. */
  async goTo(at: number): Promise<void> {
    this.#target = at;
    if (this.#isTravelling) return;
    this.#isTravelling = true;
    try {
      while (this.at !== this.#target) await this.#travel(this.#target);
      this.failed = false;
      this.#prefetch();
    } catch {
      this.failed = true;
    } finally {
      this.#isTravelling = false;
    }
  }

  async #travel(to: number): Promise<void> {
    const from = this.#from;
    const step: ChangesAt | RecordsAt =
      from === null ? await api.records(this.plan, to) : await this.#step(from, to);
    this.book.apply(changesOf(step));
    this.#from = step.seq;
    this.at = to;
    this.time = step.time;
    void this.#tell(to);
  }

  #step(from: number, to: number): Promise<ChangesAt> {
    const key = `${from}>${to}`;
    const asked = this.#steps.get(key) ?? api.changes(this.plan, from, to);
    this.#steps.delete(key);
    return asked;
  }

  /** The next and the previous event are the likeliest to be asked for. */
  #prefetch(): void {
    if (this.#steps.size > CACHED) this.#steps.clear();
    for (const to of [this.at + 1, this.at - 1]) {
      const key = `${this.at}>${to}`;
      if (to < 1 || to > this.head() || this.#steps.has(key)) continue;
      const asked = api.changes(this.plan, this.at, to);
      asked.catch(() => this.#steps.delete(key));
      this.#steps.set(key, asked);
    }
  }

  async #tell(at: number): Promise<void> {
    const block = Math.floor((at - 1) / BLOCK) * BLOCK;
    const asked =
      this.#blocks.get(block) ??
      api.eventsAfter(this.plan, block, BLOCK).then((page) => page.events);
    this.#blocks.set(block, asked);
    try {
      const event = (await asked).find((e) => e.seq === at) ?? null;
      // The last block grows while others work.
      if (!event) this.#blocks.delete(block);
      if (this.at === at) this.event = event;
    } catch {
      this.#blocks.delete(block);
    }
  }
}
