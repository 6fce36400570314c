// One request that a form or a button makes: whether it is under way, and what the server said.
import { why } from '../problems';
import { ApiError } from './api';
import { isCancelled } from './passkeys';
import { session } from './session.svelte';

export class Sending {
  isBusy = $state(false);
  /** In words, for the person. */
  problem = $state<string | null>(null);
  code = $state<string | null>(null);
  /** The field it is about, where it is about one. */
  field = $state<string | null>(null);

  /** True once it is done; false where it went wrong, and the problem says how. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.problem = this.code = this.field = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  #failed(error: unknown): void {
    if (isCancelled(error)) {
      this.code = 'cancelled';
    } else if (error instanceof ApiError) {
      if (error.status === 401 && error.refused.code === 'unauthorised') session.over();
      this.code = error.refused.code;
      this.field = error.refused.field ?? null;
    } else {
      this.code = 'unreachable';
    }
    this.problem = why(this.code);
  }
}
