// The ranking of an edition: priorities in order, axis by axis.
import type { Rank } from '../protocol/types';

export type Ranking = Readonly<Record<string, readonly string[]>>;

/** Takes a priority out, wherever it stands. */
export function unrank(ranking: Ranking, priority: string): Record<string, string[]> {
  const rest = Object.entries(ranking).map(([axis, ids]) => [axis, ids.filter((id) => id !== priority)]);
  return Object.fromEntries(rest) as Record<string, string[]>;
}

/** Puts a priority at a rank; after one that is gone, it comes last. */
export function place(ranking: Ranking, priority: string, to: Rank): Record<string, string[]> {
  const rest = unrank(ranking, priority);
  const column = rest[to.axis] ?? [];
  const after = to.after ? column.indexOf(to.after) : -1;
  const at = !to.after ? 0 : after < 0 ? column.length : after + 1;
  return { ...rest, [to.axis]: [...column.slice(0, at), priority, ...column.slice(at)] };
}

export function rankOf(ranking: Ranking, priority: string): Rank | null {
  for (const [axis, ids] of Object.entries(ranking)) {
    const at = ids.indexOf(priority);
    if (at >= 0) return { axis, after: ids[at - 1] ?? null };
  }
  return null;
}

export const isSameRank = (a: Rank | null, b: Rank | null): boolean =>
  a?.axis === b?.axis && (a?.after ?? null) === (b?.after ?? null);

/** Where one step leads, past the end of an axis into its neighbour; null where it leads nowhere. */
export function stepTo(
  ranking: Ranking,
  axes: readonly string[],
  priority: string,
  way: 'up' | 'down' | 'previous' | 'next',
): Rank | null {
  const now = rankOf(ranking, priority);
  if (!now) return null;
  const column = ranking[now.axis] ?? [];
  const at = column.indexOf(priority);
  if (way === 'up' && at > 0) return { axis: now.axis, after: column[at - 2] ?? null };
  if (way === 'down' && at + 1 < column.length) return { axis: now.axis, after: column[at + 1]! };
  const isBack = way === 'up' || way === 'previous';
  const axis = axes[axes.indexOf(now.axis) + (isBack ? -1 : 1)];
  if (!axis) return null;
  return { axis, after: isBack ? (ranking[axis]?.at(-1) ?? null) : null };
}

/** The rank right before or after another priority; null where it stands there already. */
export function beside(
  ranking: Ranking,
  priority: string,
  target: string,
  side: 'before' | 'after',
): Rank | null {
  if (priority === target) return null;
  const spot = rankOf(unrank(ranking, priority), target);
  if (!spot) return null;
  const wanted = side === 'before' ? spot : { axis: spot.axis, after: target };
  return isSameRank(wanted, rankOf(ranking, priority)) ? null : wanted;
}

/** Whether what is new would move a card that somebody points at: what comes before it has changed. */
export function wouldShift(shown: Ranking, live: Ranking, axes: readonly string[], card: string): boolean {
  for (const axis of axes) {
    const [before, now] = [shown[axis] ?? [], live[axis] ?? []];
    const at = before.indexOf(card);
    const upTo = at < 0 ? Math.max(before.length, now.length) : at + 1;
    for (let i = 0; i < upTo; i += 1) if (before[i] !== now[i]) return true;
    if (at >= 0) return false;
  }
  return false;
}
