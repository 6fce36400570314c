// Words typed for something new: what was refused comes back, unless the person has begun something else.
import type { PlanStore } from '../sync/plan.svelte';

export class NewWords {
  typed = $state('');
  readonly #refusal = $derived.by(() => this.store.refusals.find((one) => one.slot === this.slot()));

  /** `slot` is where refusals find their way back to. */
  constructor(
    readonly store: PlanStore,
    readonly slot: () => string,
  ) {
    $effect(() => {
      if (this.#refusal?.typed && !this.typed) this.typed = this.#refusal.typed;
    });
  }

  get isEmpty(): boolean {
    return !this.typed.trim();
  }

  /** Empties the field: the words, without the spaces around them; an empty text where there are none. */
  take(): string {
    const words = this.typed.trim();
    if (words && this.#refusal) this.store.dismiss(this.#refusal.id);
    if (words) this.typed = '';
    return words;
  }
}
