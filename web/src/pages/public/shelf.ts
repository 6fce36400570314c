// Records to read, by type and by name.
import { Shelf } from '../../lib/model/records';
import { keyOfRecord, type AnyRecord, type RecordOf, type RecordType } from '../../lib/protocol/names';

export class ReadingShelf extends Shelf {
  list<T extends RecordType>(type: T): RecordOf<T>[] {
    return [...this.all.values()].filter((record): record is RecordOf<T> => record.type === type);
  }
}

export function shelfOf(records: readonly AnyRecord[]): ReadingShelf {
  const shelf = new ReadingShelf();
  shelf.apply(new Map(records.map((record) => [keyOfRecord(record), record])));
  return shelf;
}
