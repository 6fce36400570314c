// The records on screen. A row is one object for as long as its record lives and is changed in
// place, so that what shows it keeps its focus, selection and scroll.
import { untrack } from 'svelte';
import { idOf, keyOf, keyOfRecord, type AnyRecord, type RecordOf, type RecordType } from '../protocol/names';
import type { Changes, Records } from '../model/records';
import { Tally, type Figures } from '../model/tally';

/** The account that has just changed a row. */
export type Flash = { by: string; seq: number };

export class Row<T extends RecordType = RecordType> {
  value = $state.raw() as RecordOf<T>;
  /** Shows what the server has not confirmed yet. */
  pending = $state(false);
  flash = $state.raw<Flash | null>(null);

  constructor(record: RecordOf<T>) {
    this.value = record;
  }

  get id(): string {
    return idOf(this.value as AnyRecord);
  }
}

class List {
  rows = $state.raw<Row[]>([]);
}

const TYPES: RecordType[] = [
  'plan', 'edition', 'axis', 'theme', 'partner', 'space', 'member', 'meeting', 'item', 'task',
  'measure', 'commune', 'structure', 'objective',
  'finding', 'evidence', 'need', 'priority', 'recommendation', 'report',
  'output', 'attachment',
  'expertise', 'advocacy',
  'comment',
];

export class Book implements Records {
  readonly #rows = new Map<string, Row>();
  readonly #lists = Object.fromEntries(TYPES.map((type) => [type, new List()])) as {
    [T in RecordType]: List;
  };
  /** Counted at the first question, kept up by what changes. */
  #tally: Tally | null = null;
  #counted = $state(0);

  row<T extends RecordType>(type: T, id: string | null | undefined): Row<T> | undefined {
    // Reading the list makes whoever asks for a record hear of its coming and going.
    void this.#lists[type].rows;
    return id ? (this.#rows.get(keyOf(type, id)) as Row<T> | undefined) : undefined;
  }

  get<T extends RecordType>(type: T, id: string | null | undefined): RecordOf<T> | undefined {
    return this.row(type, id)?.value;
  }

  rows<T extends RecordType>(type: T): Row<T>[] {
    return this.#lists[type].rows as unknown as Row<T>[];
  }

  list<T extends RecordType>(type: T): RecordOf<T>[] {
    return this.rows(type).map((row) => row.value);
  }

  find(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  keys(): Iterable<string> {
    return this.#rows.keys();
  }

  /** The figures of the plan, or of a part of it, on a day. */
  figures(dim: string, today: string): Figures {
    void this.#counted;
    return untrack(() => {
      this.#tally ??= this.#count();
      return this.#tally.figures(dim, today);
    });
  }

  #count(): Tally {
    const find = (key: string) => this.#rows.get(key)?.value as AnyRecord | undefined;
    const tally = new Tally(find, { get: (type, id) => find(keyOf(type, id)) as never });
    tally.apply(this.#rows.keys());
    return tally;
  }

  apply(changes: Changes): void {
    const came = new Map<RecordType, Row[]>();
    const gone = new Set<Row>();
    for (const [key, record] of changes) {
      const row = this.#rows.get(key);
      if (record && row) {
        row.value = record;
      } else if (record) {
        const added = new Row(record);
        this.#rows.set(keyOfRecord(record), added);
        const others = came.get(record.type);
        if (others) others.push(added);
        else came.set(record.type, [added]);
      } else if (row) {
        this.#rows.delete(key);
        gone.add(row);
      }
    }
    for (const type of TYPES) {
      const list = this.#lists[type];
      const left = gone.size ? list.rows.filter((row) => !gone.has(row)) : list.rows;
      const added = came.get(type);
      if (added) list.rows = [...left, ...added];
      else if (left.length !== list.rows.length) list.rows = left;
    }
    if (this.#tally && changes.size) {
      untrack(() => this.#tally?.apply(changes.keys()));
      this.#counted += 1;
    }
  }
}
