// Records by name, and layers of changes over them.
import { keyOf, keyOfRecord, type AnyRecord, type RecordOf, type RecordType } from '../protocol/names';

export interface Records {
  get<T extends RecordType>(type: T, id: string): RecordOf<T> | undefined;
}

/** What changes: a record whole, or null where it goes away. */
export type Changes = Map<string, AnyRecord | null>;

export class Shelf implements Records {
  readonly all = new Map<string, AnyRecord>();

  get<T extends RecordType>(type: T, id: string): RecordOf<T> | undefined {
    return this.all.get(keyOf(type, id)) as RecordOf<T> | undefined;
  }

  apply(changes: Changes): void {
    for (const [key, record] of changes) {
      if (record) this.all.set(key, record);
      else this.all.delete(key);
    }
  }
}

/** Records with changes on top; what lies below is left as it is. */
export class Layer implements Records {
  readonly changes: Changes = new Map();

  constructor(private readonly below: Records) {}

  get<T extends RecordType>(type: T, id: string): RecordOf<T> | undefined {
    const changed = this.changes.get(keyOf(type, id));
    return changed === undefined ? this.below.get(type, id) : (changed as RecordOf<T>) ?? undefined;
  }

  put(record: AnyRecord): void {
    this.changes.set(keyOfRecord(record), record);
  }

  /** Changes some fields of a record; nothing where there is none. */
  change<T extends RecordType>(type: T, id: string, how: (now: RecordOf<T>) => Partial<RecordOf<T>>): void {
    const now = this.get(type, id);
    if (now) this.put({ ...now, ...how(now) } as AnyRecord);
  }

  drop(type: RecordType, id: string): void {
    this.changes.set(keyOf(type, id), null);
  }
}
