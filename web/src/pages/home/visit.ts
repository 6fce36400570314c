// When this person was last here, and what others did since: asked once for each sitting.
import type { EventLine } from '../../lib/protocol/types';
import { api } from '../../lib/sync/api';
import type { PlanStore } from '../../lib/sync/plan.svelte';

export type SinceVisit = { seq: number; events: EventLine[]; people: number; more: boolean };

const PAGE = 200;
const asked = new WeakMap<PlanStore, Promise<SinceVisit | null>>();

async function ask(store: PlanStore): Promise<SinceVisit | null> {
  try {
    const { seq } = await api.visit(store.id);
    keep(store);
    // A first visit has nothing to be compared with.
    if (seq === 0) return null;
    const { events } = await api.eventsAfter(store.id, seq, PAGE);
    const others = events.filter((event) => event.actor !== store.account.id);
    const people = new Set(others.map((event) => event.actor)).size;
    return { seq, events: others, people, more: events.length === PAGE };
  } catch {
    return null;
  }
}

/** Tells the server how far this person has seen, whenever they look away. */
function keep(store: PlanStore): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || !store.head) return;
    // A visit that could not be noted is noted by the next one.
    api.visited(store.id, store.head).catch(() => undefined);
  });
}

export function lastVisit(store: PlanStore): Promise<SinceVisit | null> {
  const known = asked.get(store) ?? ask(store);
  asked.set(store, known);
  return known;
}
