// What became of an agenda since a moment: its convocation.
import type { AgendaItem, Entry } from '../protocol/types';
import { numbers } from './outline';
import type { Schedule } from './schedule';

export type Agenda = {
  outline: readonly Entry[];
  item: (id: string) => AgendaItem | undefined;
  schedule: Schedule;
};

export type AgendaChange = { item: string } & (
  | { what: 'added' | 'removed'; title: string }
  | { what: 'renamed'; from: string; to: string }
  | { what: 'moved'; title: string; from: string; to: string }
  | { what: 'duration' | 'start'; title: string; from: number; to: number }
);

export function agendaDiff(then: Agenda, now: Agenda): AgendaChange[] {
  const changes: AgendaChange[] = [];
  const [before, after] = [numbers(then.outline), numbers(now.outline)];
  for (const { item } of now.outline) {
    const is = now.item(item);
    if (!is) continue;
    const was = before.has(item) ? then.item(item) : undefined;
    if (!was) {
      changes.push({ what: 'added', item, title: is.title });
      continue;
    }
    if (was.title !== is.title) changes.push({ what: 'renamed', item, from: was.title, to: is.title });
    if (was.duration !== is.duration) {
      changes.push({ what: 'duration', item, title: is.title, from: was.duration, to: is.duration });
    }
  }
  for (const { item } of then.outline) {
    const was = then.item(item);
    if (was && !after.has(item)) changes.push({ what: 'removed', item, title: was.title });
  }
  return [...changes, ...moves(then, now), ...starts(then, now)];
}

/** Items that changed places among those that were and are there; the fewest that explain it. */
function moves(then: Agenda, now: Agenda): AgendaChange[] {
  const [before, after] = [numbers(then.outline), numbers(now.outline)];
  const both = now.outline.filter((entry) => before.has(entry.item));
  const order = new Map(then.outline.map((entry, i) => [entry.item, i]));
  const depth = new Map(then.outline.map((entry) => [entry.item, entry.depth]));
  const stayed = longestRise(both.map((entry) => order.get(entry.item)!));
  return both
    .filter((entry, i) => !stayed.has(i) || depth.get(entry.item) !== entry.depth)
    .map(({ item }) => ({
      what: 'moved' as const,
      item,
      title: now.item(item)?.title ?? '',
      from: before.get(item)!,
      to: after.get(item)!,
    }));
}

/** Indices of a longest rising subsequence. */
function longestRise(values: number[]): Set<number> {
  const best = values.map(() => 1);
  const previous = values.map(() => -1);
  let last = -1;
  values.forEach((value, i) => {
    for (let j = 0; j < i; j += 1) {
      if (values[j]! < value && best[j]! + 1 > best[i]!) {
        best[i] = best[j]! + 1;
        previous[i] = j;
      }
    }
    if (last < 0 || best[i]! > best[last]!) last = i;
  });
  const indices = new Set<number>();
  for (let i = last; i >= 0; i = previous[i]!) indices.add(i);
  return indices;
}

function starts(then: Agenda, now: Agenda): AgendaChange[] {
  return now.outline.flatMap(({ item, depth }): AgendaChange[] => {
    const from = then.schedule.timings.get(item)?.start;
    const to = now.schedule.timings.get(item)?.start;
    if (depth > 0 || from === undefined || to === undefined || from === to) return [];
    return [{ what: 'start', item, title: now.item(item)?.title ?? '', from, to }];
  });
}
