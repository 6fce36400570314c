import { describe, expect, it } from 'vitest';
import { histogram, nextDay, seqAt } from '../src/shell/histogram';

const DAY = 86_400_000;
const day = (n: number, first: number, count: number) => ({ time: n * DAY, first, count });
const DAYS = [day(10, 1, 3), day(12, 4, 1), day(13, 5, 6)];

describe('timeline', () => {
  it('counts by day, week or month as the range asks', () => {
    expect(histogram(DAYS)).toMatchObject({ unit: 'day', bins: [{ count: 3 }, { count: 1 }, { count: 6 }] });
    expect(histogram([...DAYS, day(200, 11, 1)])).toMatchObject({ unit: 'week' });
    const years = histogram([...DAYS, day(4_000, 11, 1)]);
    expect(years.unit).toBe('month');
    expect(years.bins.map((bin) => bin.count)).toEqual([10, 1]);
    expect(years.bins.every((bin, i) => bin.time >= (years.bins[i - 1]?.time ?? years.from))).toBe(true);
  });

  it('finds the last event at or before a time', () => {
    expect(seqAt(DAYS, 9 * DAY)).toBe(1);
    expect(seqAt(DAYS, 11 * DAY)).toBe(3);
    expect(seqAt(DAYS, 99 * DAY)).toBe(10);
  });

  it('goes from day to day, and stops at the ends', () => {
    expect(nextDay(DAYS, 2, 1)).toBe(3);
    expect(nextDay(DAYS, 3, 1)).toBe(4);
    expect(nextDay(DAYS, 10, 1)).toBe(10);
    expect(nextDay(DAYS, 8, -1)).toBe(4);
    expect(nextDay(DAYS, 2, -1)).toBe(1);
  });
});
