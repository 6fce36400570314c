// Words edited in place: what is typed stays until it is saved or given up, beside what others write
// meanwhile; what the server refuses comes back.
import type { PlanStore } from '../sync/plan.svelte';

export class Draft {
  /** What is typed; null while nobody edits. */
  words = $state<string | null>(null);
  /** What it was begun from. */
  base = $state('');
  readonly refusal = $derived.by(() => this.#refused());
  /** Somebody else has changed it since, to something else. */
  readonly isContested = $derived.by(() => {
    const now = this.value();
    return this.words !== null && this.base !== now && this.words.trim() !== now;
  });

  /** `slot` is where refusals find their way back to; without one they do not come back here. */
  constructor(
    readonly value: () => string,
    readonly store: PlanStore,
    readonly slot: () => string | null,
  ) {
    $effect(() => {
      if (this.refusal?.typed && this.words === null) this.begin(this.refusal.typed);
    });
  }

  #refused() {
    const slot = this.slot();
    return slot === null ? undefined : this.store.refusals.find((refusal) => refusal.slot === slot);
  }

  /** Begins from what stands there, with these words. */
  begin(words = this.value()): void {
    this.base = this.value();
    this.words = words;
  }

  /** Whatever was typed, or refused, is gone. */
  end(): void {
    if (this.refusal) this.store.dismiss(this.refusal.id);
    this.words = null;
  }
}
