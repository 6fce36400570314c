// One-step moves of the keyboard and the menu, as spots.
import type { Spot } from '../protocol/types';
import { fits, indexOf, position, sameSpot, spotOf, subtree, take, type Outline } from './outline';

export type Step = 'up' | 'down' | 'in' | 'out';

function siblings(outline: Outline, item: string): string[] {
  const at = indexOf(outline, item);
  const depth = outline[at]!.depth;
  let from = at;
  while (from > 0 && outline[from - 1]!.depth >= depth) from -= 1;
  const found: string[] = [];
  for (let i = from; i < outline.length && outline[i]!.depth >= depth; i += 1) {
    if (outline[i]!.depth === depth) found.push(outline[i]!.item);
  }
  return found;
}

/** Where one step leads; null where it leads nowhere. */
export function step(outline: Outline, meeting: string, item: string, to: Step): Spot | null {
  const now = spotOf(outline, meeting, item);
  if (!now) return null;
  const among = siblings(outline, item);
  const place = among.indexOf(item);
  switch (to) {
    case 'up':
      if (place > 0) return { ...now, after: among[place - 2] ?? null };
      return null;
    case 'down':
      return place + 1 < among.length ? { ...now, after: among[place + 1]! } : null;
    case 'in':
      return into(outline, meeting, item, now.after ?? null);
    case 'out': {
      if (!now.parent) return null;
      const above = spotOf(outline, meeting, now.parent);
      return above && { ...above, after: now.parent };
    }
  }
}

/** The last place under a parent, if the item fits there. */
export function into(
  outline: Outline,
  meeting: string,
  item: string,
  parent: string | null,
): Spot | null {
  if (!parent) return null;
  const { rest, run } = take(outline, item);
  const at = indexOf(rest, parent);
  if (at < 0 || !run.length || !fits(outline, item, rest[at]!.depth + 1)) return null;
  const below = rest.slice(at + 1, subtree(rest, at).to);
  const last = below.filter((e) => e.depth === rest[at]!.depth + 1).at(-1)?.item ?? null;
  return { meeting, parent, after: last };
}

/** The spot just before or after another item, as its sibling. */
export function beside(
  outline: Outline,
  meeting: string,
  item: string,
  target: string,
  side: 'before' | 'after',
): Spot | null {
  const { rest } = take(outline, item);
  const spot = spotOf(rest, meeting, target);
  if (!spot) return null;
  const wanted = side === 'before' ? spot : { ...spot, after: target };
  if (!fits(outline, item, position(rest, wanted).depth)) return null;
  return sameSpot(wanted, spotOf(outline, meeting, item)) ? null : wanted;
}
