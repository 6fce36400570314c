// The figures of a plan and of its parts, kept by what changes: a record's old contribution goes out, its new
// one comes in, whatever else there is.
import type { AnyRecord } from '../protocol/names';
import { contribution, type Contribution, type Dim, type Metric } from './contribution';
import type { Records } from './records';

/** What is zero is left out. */
export type Figures = Readonly<Record<Metric, number>>;

type Sums = { sums: Map<Metric, number>; due: Map<Metric, Map<string, number>> };

function add<K>(sums: Map<K, number>, key: K, n: number): void {
  const sum = (sums.get(key) ?? 0) + n;
  if (sum) sums.set(key, sum);
  else sums.delete(key);
}

export class Tally {
  readonly #taken = new Map<string, Contribution>();
  /** The records whose contributions rely on another record. */
  readonly #relying = new Map<string, Set<string>>();
  readonly #dims = new Map<Dim, Sums>();

  constructor(
    private readonly find: (key: string) => AnyRecord | undefined,
    private readonly records: Records,
  ) {}

  /** Takes in what has become of some records, and of those that rely on them. */
  apply(keys: Iterable<string>): void {
    const all = new Set(keys);
    for (const key of [...all]) for (const above of this.#relying.get(key) ?? []) all.add(above);
    for (const key of all) this.#take(key);
  }

  #take(key: string): void {
    const record = this.find(key);
    const [old, now] = [this.#taken.get(key), record && contribution(record, this.records)];
    if (old) {
      this.#move(old, -1);
      for (const below of old.relies) {
        const relying = this.#relying.get(below);
        if (relying?.delete(key) && !relying.size) this.#relying.delete(below);
      }
    }
    if (!now) {
      this.#taken.delete(key);
      return;
    }
    this.#move(now, 1);
    for (const below of now.relies) {
      const relying = this.#relying.get(below) ?? new Set();
      this.#relying.set(below, relying.add(key));
    }
    this.#taken.set(key, now);
  }

  #move({ sums, due }: Contribution, sign: 1 | -1): void {
    for (const [dim, metric, n] of sums) add(this.#of(dim).sums, metric, sign * n);
    for (const [dim, metric, day] of due) {
      const known = this.#of(dim).due;
      const days = known.get(metric) ?? new Map<string, number>();
      known.set(metric, days);
      add(days, day, sign);
    }
  }

  #of(dim: Dim): Sums {
    const known = this.#dims.get(dim) ?? { sums: new Map(), due: new Map() };
    this.#dims.set(dim, known);
    return known;
  }

  /** The figures of one dimension on a day. */
  figures(dim: Dim, today: string): Figures {
    const of = this.#dims.get(dim);
    if (!of) return {};
    const figures: Record<Metric, number> = Object.fromEntries(of.sums);
    for (const [metric, days] of of.due) {
      let late = 0;
      for (const [day, n] of days) if (day < today) late += n;
      if (late) figures[metric] = late;
    }
    return figures;
  }

  dims(): Iterable<Dim> {
    return this.#dims.keys();
  }
}
