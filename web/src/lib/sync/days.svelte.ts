// The days of events by their numbers: records know when something was only by the number of its event.
import { dayOf } from '../i18n/facts';
import type { TimelineDay } from '../protocol/types';
import { api } from './api';

/** One answer serves all pages of a plan for as long as it stays open. */
const known = new Map<string, EventDays>();

export class EventDays {
  #days = $state.raw<readonly TimelineDay[]>([]);
  /** Number of the last event that the answer knew of. */
  #head = 0;
  #isAsking = false;

  static of(plan: string): EventDays {
    const days = known.get(plan) ?? new EventDays(plan);
    known.set(plan, days);
    return days;
  }

  private constructor(private readonly plan: string) {}

  /** Asks for the days up to this event, where they are not here yet. */
  async reach(head: number): Promise<void> {
    if (this.#isAsking || head <= this.#head) return;
    this.#isAsking = true;
    try {
      const timeline = await api.timeline(this.plan);
      this.#head = timeline.head;
      this.#days = timeline.days;
    } catch {
      // Without an answer, as after a cut, no day is shown.
    } finally {
      this.#isAsking = false;
    }
  }

  /** The day (UTC) of an event; null where it is not known. */
  at(seq: number): string | null {
    const day = this.#days.findLast(({ first }) => first <= seq);
    return day && seq < day.first + day.count ? dayOf(day.time) : null;
  }
}
