// An outline: a tree written as a list in reading order, each entry with its depth.
// The same rules as crates/domain/src/agenda/outline.rs; every function leaves its input alone.
import type { Entry, Spot } from '../protocol/types';

/** The most levels of an agenda, as in the domain. */
export const MAX_DEPTH = 3;

export type Outline = readonly Entry[];
export type Run = { from: number; to: number };

export const indexOf = (outline: Outline, item: string): number =>
  outline.findIndex((entry) => entry.item === item);

/** The run of an item and all below it. */
export function subtree(outline: Outline, at: number): Run {
  const depth = outline[at]?.depth ?? 0;
  let to = at + 1;
  while (to < outline.length && outline[to]!.depth > depth) to += 1;
  return { from: at, to };
}

/** Splits off the run of an item; empty where it is not there. */
export function take(outline: Outline, item: string): { rest: Entry[]; run: Entry[] } {
  const at = indexOf(outline, item);
  if (at < 0) return { rest: [...outline], run: [] };
  const { from, to } = subtree(outline, at);
  return { rest: [...outline.slice(0, from), ...outline.slice(to)], run: outline.slice(from, to) };
}

/** Index and depth at which something put at a spot comes to stand. */
export function position(outline: Outline, spot: Spot): { at: number; depth: number } {
  const parent = spot.parent ? indexOf(outline, spot.parent) : -1;
  const inside =
    parent < 0
      ? { from: 0, to: outline.length }
      : { from: parent + 1, to: subtree(outline, parent).to };
  const depth = parent < 0 ? 0 : outline[parent]!.depth + 1;
  if (!spot.after) return { at: inside.from, depth };
  const after = indexOf(outline, spot.after);
  const isSibling =
    after >= inside.from && after < inside.to && outline[after]!.depth === depth;
  return { at: isSibling ? subtree(outline, after).to : inside.to, depth };
}

/** Puts a run at a spot, its depths shifted to fit: never lost, whatever left meanwhile. */
export function insert(outline: Outline, run: readonly Entry[], spot: Spot): Entry[] {
  const first = run[0];
  if (!first) return [...outline];
  const { at, depth } = position(outline, spot);
  const shifted = run.map((e) => ({ item: e.item, depth: depth + e.depth - first.depth }));
  return [...outline.slice(0, at), ...shifted, ...outline.slice(at)];
}

/** The spot at which an item stands now. */
export function spotOf(outline: Outline, meeting: string, item: string): Spot | null {
  const at = indexOf(outline, item);
  if (at < 0) return null;
  const depth = outline[at]!.depth;
  let after: string | null = null;
  for (let i = at - 1; i >= 0; i -= 1) {
    const entry = outline[i]!;
    if (entry.depth < depth) return { meeting, parent: entry.item, after };
    if (entry.depth === depth && after === null) after = entry.item;
  }
  return { meeting, parent: null, after };
}

export const sameSpot = (a: Spot | null, b: Spot | null): boolean =>
  (a?.parent ?? null) === (b?.parent ?? null) && (a?.after ?? null) === (b?.after ?? null);

/** Whether the run of `item` would be deeper than an agenda may be, put at a depth. */
export function fits(outline: Outline, item: string, depth: number): boolean {
  const { run } = take(outline, item);
  const height = Math.max(0, ...run.map((e) => e.depth - run[0]!.depth));
  return depth + height < MAX_DEPTH;
}

/** Numbers as people say them: 1, 1.1, 1.2, 2. */
export function numbers(outline: Outline): Map<string, string> {
  const count: number[] = [];
  const said = new Map<string, string>();
  for (const { item, depth } of outline) {
    count.length = depth + 1;
    for (let i = 0; i <= depth; i += 1) count[i] ??= 0;
    count[depth] = count[depth]! + 1;
    said.set(item, count.join('.'));
  }
  return said;
}
