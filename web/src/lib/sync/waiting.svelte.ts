// What waits for this person: asked anew when something happens that may change it, not at every event.
import type { Waiting } from '../protocol/types';
import { own } from './own';
import type { PlanStore } from './plan.svelte';

/** Between two questions: a hall full of people does not ask all at once. */
const PACE = 1000;
const SPREAD = 1500;
/** Concepts whose events make something wait, or wait no longer. */
const CONCEPTS = new Set([
  'comment', 'finding', 'need', 'priority', 'recommendation', 'chain', 'task', 'meeting', 'space', 'partner',
  'member', 'edition', 'expertise', 'advocacy',
]);

export class WaitingDesk {
  /** Null until the server has answered once. */
  list = $state.raw<Waiting[] | null>(null);
  failed = $state(false);
  #seen = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: PlanStore) {}

  /** Hears of the events so far; asks where they may matter. */
  hear(): void {
    const { head, recent } = this.store;
    if (!head || head === this.#seen) return;
    const first = this.#seen === 0;
    // What is older than the events at hand is not known to be without effect.
    const missed = (recent[0]?.seq ?? head) > this.#seen + 1;
    const matters = recent.some(({ seq, kind }) => seq > this.#seen && CONCEPTS.has(kind.split('.')[0]!));
    this.#seen = head;
    if (first) void this.#ask();
    else if (missed || matters || this.failed) this.#soon();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => void this.#ask(), PACE + Math.random() * SPREAD);
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    try {
      this.list = (await own.waiting(this.store.id)).waiting;
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

const desks = new WeakMap<PlanStore, WaitingDesk>();

export function waitingOf(store: PlanStore): WaitingDesk {
  const desk = desks.get(store) ?? new WaitingDesk(store);
  desks.set(store, desk);
  return desk;
}
