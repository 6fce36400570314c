// Events from the newest to the oldest, a page at a time.
import type { EventLine } from '../../lib/protocol/types';
import { api } from '../../lib/sync/api';

const PAGE = 200;

export class HistoryLoader {
  /** Newest first. */
  events = $state.raw<EventLine[]>([]);
  isLoading = $state(false);
  failed = $state(false);
  /** Whether the first event of the log is here. */
  isComplete = $state(false);

  /** Number of the newest event that is here or on its way with the first page. */
  private newest: number;

  constructor(
    private readonly plan: string,
    private before: number,
  ) {
    this.newest = before - 1;
  }

  async more(): Promise<void> {
    if (this.isLoading || this.isComplete) return;
    this.isLoading = true;
    try {
      const { events } = await api.eventsBefore(this.plan, this.before, PAGE);
      this.events = [...this.events, ...[...events].reverse()];
      this.before = events[0]?.seq ?? 1;
      this.isComplete = this.before <= 1;
      this.failed = false;
    } catch {
      this.failed = true;
    } finally {
      this.isLoading = false;
    }
  }

  /** Takes in what happened since, also while the first page is still on its way. */
  add(news: readonly EventLine[]): void {
    const fresh = news.filter((event) => event.seq > this.newest);
    if (!fresh.length) return;
    this.newest = fresh.at(-1)!.seq;
    this.events = [...fresh.reverse(), ...this.events];
  }
}
