// The filters that this person keeps in a plan: read once, written whole.
import type { SavedFilter } from '../protocol/types';
import { own } from './own';
import type { PlanStore } from './plan.svelte';

/** As the server has it. */
export const MAX_FILTERS = 50;

export class FilterShelf {
  /** Null until they are read; they stay so for whoever has no account. */
  all = $state.raw<SavedFilter[] | null>(null);

  constructor(private readonly store: PlanStore) {
    void own.filters(store.id).then(
      ({ filters }) => (this.all = filters),
      () => undefined,
    );
  }

  on(path: string): SavedFilter[] {
    return this.all?.filter((filter) => filter.path === path) ?? [];
  }

  /** Keeps these; true once the server has them. */
  async keep(filters: SavedFilter[]): Promise<boolean> {
    const before = this.all;
    this.all = filters;
    try {
      await own.keep(this.store.id, filters);
      return true;
    } catch {
      this.all = before;
      return false;
    }
  }
}

const shelves = new WeakMap<PlanStore, FilterShelf>();

export function filtersOf(store: PlanStore): FilterShelf {
  const shelf = shelves.get(store) ?? new FilterShelf(store);
  shelves.set(store, shelf);
  return shelf;
}
