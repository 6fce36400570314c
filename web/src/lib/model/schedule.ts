// When each item of an agenda starts and ends. Starts derive from durations; a start can be locked.
import type { AgendaItem, Entry } from '../protocol/types';

export type Timing = {
  start: number;
  end: number;
  /** Minutes: the item's own, or what its sub-items take together where that is more. */
  length: number;
  /** Minutes of nothing before a locked start. */
  gap: number;
  /** Minutes by which what comes before runs past a locked start. */
  overlap: number;
  /** Minutes of a parent that its sub-items leave free. */
  free: number;
};

export type Schedule = {
  timings: Map<string, Timing>;
  /** When the last item ends. */
  end: number;
  /** Minutes left before the meeting must be over; negative when it overruns; null without an end. */
  margin: number | null;
};

type Figures = Pick<AgendaItem, 'duration' | 'locked_start'>;

/** All in minutes after midnight of the day; items past midnight count on from 1440. */
export function schedule(
  agenda: readonly Entry[],
  item: (id: string) => Figures | undefined,
  starts: number,
  ends: number | null,
): Schedule {
  const timings = new Map<string, Timing>();
  let end = starts;

  /** Lays out the entry at an index; answers the index after its run and the time at which it ends. */
  function lay(at: number, clock: number): { next: number; end: number } {
    const entry = agenda[at]!;
    const figures = item(entry.item) ?? { duration: 0 };
    const start = figures.locked_start ?? clock;
    let next = at + 1;
    let inner = start;
    let latest = start;
    while (next < agenda.length && agenda[next]!.depth > entry.depth) {
      const laid = lay(next, inner);
      next = laid.next;
      inner = laid.end;
      latest = Math.max(latest, inner);
    }
    const below = latest - start;
    const length = Math.max(figures.duration, below);
    timings.set(entry.item, {
      start,
      end: start + length,
      length,
      gap: Math.max(0, start - clock),
      overlap: Math.max(0, clock - start),
      free: next > at + 1 ? length - below : 0,
    });
    return { next, end: start + length };
  }

  for (let at = 0, clock = starts; at < agenda.length; ) {
    const laid = lay(at, clock);
    at = laid.next;
    clock = laid.end;
    end = Math.max(end, clock);
  }
  return { timings, end, margin: ends === null ? null : ends - end };
}
