import { describe, expect, it } from 'vitest';
import { agendaDiff } from '../src/lib/model/agendaDiff';
import { schedule } from '../src/lib/model/schedule';
import { item } from './samples';

type Line = [id: string, depth: number, duration: number, locked?: number];

function plan(lines: Line[], ends: number | null = null) {
  const items = new Map(lines.map(([id, , duration, locked_start = null]) => [id, item(id, { duration, locked_start })]));
  const outline = lines.map(([id, depth]) => ({ item: id, depth }));
  const find = (id: string) => items.get(id);
  return { outline, item: find, schedule: schedule(outline, find, 540, ends) };
}

const times = (made: ReturnType<typeof plan>) =>
  Object.fromEntries([...made.schedule.timings].map(([id, t]) => [id, [t.start, t.end]]));

describe('schedule', () => {
  it('derives starts from durations', () => {
    expect(times(plan([['a', 0, 15], ['b', 0, 30]]))).toEqual({ a: [540, 555], b: [555, 585] });
  });

  it('gives a parent at least what its sub-items take', () => {
    const made = plan([['a', 0, 10], ['b', 1, 20], ['c', 1, 25], ['d', 0, 5]]);
    expect(times(made)).toEqual({ a: [540, 585], b: [540, 560], c: [560, 585], d: [585, 590] });
    expect(made.schedule.timings.get('a')).toMatchObject({ length: 45, free: 0 });
  });

  it('says what a parent leaves free', () => {
    const made = plan([['a', 0, 60], ['b', 1, 20]]);
    expect(made.schedule.timings.get('a')).toMatchObject({ length: 60, free: 40 });
    expect(made.schedule.timings.get('b')!.free).toBe(0);
  });

  it('shows the gap before a locked start', () => {
    const made = plan([['a', 0, 15], ['b', 0, 30, 570]]);
    expect(made.schedule.timings.get('b')).toMatchObject({ start: 570, gap: 15, overlap: 0 });
    expect(made.schedule.end).toBe(600);
  });

  it('shows the overlap with a locked start', () => {
    const made = plan([['a', 0, 60], ['b', 0, 30, 580]]);
    expect(made.schedule.timings.get('b')).toMatchObject({ start: 580, gap: 0, overlap: 20 });
  });

  it('ends when the last item to end does', () => {
    expect(plan([['a', 0, 120], ['b', 0, 10, 560]]).schedule.end).toBe(660);
  });

  it('says the margin, and the overrun', () => {
    expect(plan([['a', 0, 60]], 620).schedule.margin).toBe(20);
    expect(plan([['a', 0, 90]], 620).schedule.margin).toBe(-10);
    expect(plan([['a', 0, 90]]).schedule.margin).toBeNull();
  });
});

describe('changes since the convocation', () => {
  it('tells what became of each item, once', () => {
    const then = plan([['a', 0, 10], ['b', 0, 10], ['c', 0, 10]]);
    const now = plan([['c', 0, 20], ['a', 0, 10], ['e', 0, 5]]);
    expect(agendaDiff(then, now).map((c) => `${c.what} ${c.item}`)).toEqual([
      'duration c', 'added e', 'removed b', 'moved a', 'start c', 'start a',
    ]);
  });

  it('says nothing of an agenda that stayed', () => {
    const same = plan([['a', 0, 10], ['b', 1, 10]]);
    expect(agendaDiff(same, same)).toEqual([]);
  });
});
