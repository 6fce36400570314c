import { describe, expect, it } from 'vitest';
import { insert, numbers, position, spotOf, take, type Outline } from '../src/lib/model/outline';
import { beside, into, step } from '../src/lib/model/steps';
import { random } from './random';

const rows = (...list: [string, number][]): Outline => list.map(([item, depth]) => ({ item, depth }));
const spot = (parent: string | null, after: string | null) => ({ meeting: 'm', parent, after });
const ABC = rows(['a', 0], ['b', 1], ['c', 1], ['d', 0]);

describe('outline', () => {
  it('moves a subtree as one', () => {
    const { rest, run } = take(ABC, 'a');
    expect(insert(rest, run, spot(null, 'd'))).toEqual(rows(['d', 0], ['a', 0], ['b', 1], ['c', 1]));
  });

  it('lets depths follow the new parent', () => {
    const { rest, run } = take(rows(['a', 0], ['b', 1], ['d', 0]), 'a');
    expect(insert(rest, run, spot('d', null))).toEqual(rows(['d', 0], ['a', 1], ['b', 2]));
  });

  it('puts a row last under its parent where its sibling left', () => {
    const list = rows(['a', 0], ['b', 1], ['d', 0]);
    expect(insert(list, rows(['e', 0]), spot('a', 'd'))).toEqual(
      rows(['a', 0], ['b', 1], ['e', 1], ['d', 0]),
    );
  });

  it('puts a row at the top level where its parent left', () => {
    expect(position(ABC, spot('gone', null))).toEqual({ at: 0, depth: 0 });
  });

  it('comes back to the same order from every spot', () => {
    const list = rows(['a', 0], ['b', 1], ['c', 2], ['d', 1], ['e', 0], ['f', 1]);
    for (const { item } of list) {
      const { rest, run } = take(list, item);
      expect(insert(rest, run, spotOf(list, 'm', item)!)).toEqual(list);
    }
  });

  it('numbers items as people say them', () => {
    expect([...numbers(ABC).values()]).toEqual(['1', '1.1', '1.2', '2']);
    expect([...numbers(rows(['a', 0], ['b', 1], ['d', 0], ['e', 1])).values()]).toEqual([
      '1', '1.1', '2', '2.1',
    ]);
  });
});

describe('steps', () => {
  const done = (item: string, to: 'up' | 'down' | 'in' | 'out') => {
    const found = step(ABC, 'm', item, to);
    if (!found) return null;
    const { rest, run } = take(ABC, item);
    return insert(rest, run, found).map((e) => e.item + e.depth).join(' ');
  };

  it('moves among siblings', () => {
    expect(done('c', 'up')).toBe('a0 c1 b1 d0');
    expect(done('d', 'up')).toBe('d0 a0 b1 c1');
    expect(done('a', 'down')).toBe('d0 a0 b1 c1');
    expect(done('a', 'up')).toBeNull();
    expect(done('c', 'down')).toBeNull();
  });

  it('goes in below the sibling above, and out after the parent', () => {
    expect(done('d', 'in')).toBe('a0 b1 c1 d1');
    expect(done('c', 'in')).toBe('a0 b1 c2 d0');
    expect(done('b', 'out')).toBe('a0 c1 b0 d0');
    expect(done('a', 'in')).toBeNull();
    expect(done('a', 'out')).toBeNull();
  });

  it('keeps to three levels', () => {
    const deep = rows(['a', 0], ['b', 1], ['c', 2], ['d', 2]);
    expect(step(deep, 'm', 'd', 'in')).toBeNull();
    expect(into(rows(['a', 0], ['x', 0], ['b', 1], ['c', 2]), 'm', 'x', 'a')).toBeNull();
  });

  it('says nothing where a drop changes nothing', () => {
    expect(beside(ABC, 'm', 'c', 'b', 'after')).toBeNull();
    expect(beside(ABC, 'm', 'd', 'b', 'before')).toEqual(spot('a', null));
  });

  it.each([1, 2, 3, 4, 5])('loses no row whatever is done (seed %i)', (seed) => {
    const r = random(seed);
    let list: Outline = rows(...Array.from({ length: 12 }, (_, i): [string, number] => [`i${i}`, 0]));
    for (let n = 0; n < 500; n += 1) {
      const item = r.pick(list).item;
      const target = r.pick(list).item;
      const found = r.pick([
        () => step(list, 'm', item, r.pick(['up', 'down', 'in', 'out'] as const)),
        () => (item === target ? null : beside(list, 'm', item, target, r.pick(['before', 'after']))),
        () => (item === target ? null : into(list, 'm', item, target)),
      ])();
      if (!found) continue;
      const { rest, run } = take(list, item);
      list = insert(rest, run, found);
      expect(new Set(list.map((e) => e.item)).size).toBe(12);
      list.forEach((e, i) => expect(e.depth).toBeLessThanOrEqual((list[i - 1]?.depth ?? -1) + 1));
      expect(Math.max(...list.map((e) => e.depth))).toBeLessThan(3);
    }
  });
});
