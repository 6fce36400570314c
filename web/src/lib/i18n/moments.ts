// Moments of accounts and links, in words.
import { ago, dayOf, shortDate } from './format';
import { people } from './people';

const DAY = 24 * 60 * 60 * 1000;

/** How long ago within a day, then the date: « il y a 2 h », « le 3 juin 2026 ». */
export const lately = (millis: number, now = Date.now()): string =>
  now - millis < DAY ? ago(millis, now) : people().on(shortDate(millis));

/** The last moment of a day that a date field gives: what ends that day lasts through it. */
export function endOfDay(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + 1).getTime() - 1_000;
}

/** The day, in `days` days, that a date field begins with. */
export const dayAhead = (days: number, now = Date.now()): string => dayOf(now + days * DAY);
