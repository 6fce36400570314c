// The density of the log over time, in days, weeks or months as its range asks.
import type { TimelineDay } from '../lib/protocol/types';

const DAY = 86_400_000;
/** Longer ranges than these are shown by week, by month. */
const MOST_DAYS = 62;
const MOST_WEEKS = 400;

export type Unit = 'day' | 'week' | 'month';
export type Bin = { time: number; first: number; count: number };
export type Histogram = { unit: Unit; from: number; to: number; bins: Bin[] };

export function histogram(days: readonly TimelineDay[]): Histogram {
  const from = days[0]?.time ?? 0;
  const to = (days.at(-1)?.time ?? 0) + DAY;
  const range = (to - from) / DAY;
  const unit: Unit = range <= MOST_DAYS ? 'day' : range <= MOST_WEEKS ? 'week' : 'month';
  const bins = new Map<number, Bin>();
  for (const day of days) {
    const time = startOf(day.time, unit, from);
    const bin = bins.get(time);
    if (bin) bin.count += day.count;
    else bins.set(time, { time, first: day.first, count: day.count });
  }
  return { unit, from, to, bins: [...bins.values()] };
}

function startOf(time: number, unit: Unit, origin: number): number {
  if (unit === 'day') return time;
  if (unit === 'week') return origin + Math.floor((time - origin) / (7 * DAY)) * 7 * DAY;
  const date = new Date(time);
  return Math.max(origin, Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
}

/** The last event at or before a time. */
export function seqAt(days: readonly TimelineDay[], time: number): number {
  let seq = days[0]?.first ?? 1;
  for (const day of days) {
    if (day.time > time) break;
    seq = day.first + day.count - 1;
  }
  return seq;
}

/** The last event of the day before, or of the next day with any, seen from an event. */
export function nextDay(days: readonly TimelineDay[], seq: number, step: 1 | -1): number {
  const last = (day: TimelineDay) => day.first + day.count - 1;
  const here = days.findIndex((day) => seq <= last(day));
  if (here < 0) return seq;
  const day = days[here]!;
  // Forward, the end of the day comes before the next day does.
  if (step === 1 && seq < last(day)) return last(day);
  const to = days[here + step];
  return to ? last(to) : step === 1 ? last(day) : day.first;
}
