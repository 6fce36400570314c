// The browser counts what the server counts: the fixture is written by crates/views/tests/views/tally.rs.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Shelf, type Changes } from '../src/lib/model/records';
import { Tally, type Figures } from '../src/lib/model/tally';
import { keyOfName, keyOfRecord, type AnyRecord } from '../src/lib/protocol/names';
import type { RecordName } from '../src/lib/protocol/types';
import { Book } from '../src/lib/sync/book.svelte';

type Moments = {
  records: AnyRecord[];
  boards: Record<string, Figures>;
  changed: AnyRecord[];
  removed: RecordName[];
  boards_after: Record<string, Figures>;
};
const fixture = JSON.parse(readFileSync('test/fixtures/tally.json', 'utf8')) as {
  day: string; members: Moments; observers: Moments;
};
const { day } = fixture;

const put = (records: AnyRecord[]): Changes => new Map(records.map((record) => [keyOfRecord(record), record]));
const step = ({ changed, removed }: Moments): Changes =>
  new Map([...put(changed), ...removed.map((name): [string, null] => [keyOfName(name), null])]);

function boards(tally: Tally): Record<string, Figures> {
  const all = [...tally.dims()].map((dim): [string, Figures] => [dim, tally.figures(dim, day)]);
  return Object.fromEntries(all.filter(([, figures]) => Object.keys(figures).length));
}

describe.each(['members', 'observers'] as const)('the tally of %s', (audience) => {
  const moments = fixture[audience];

  it('is the server’s, before a change and after', () => {
    const shelf = new Shelf();
    const tally = new Tally((key) => shelf.all.get(key), shelf);
    const apply = (changes: Changes) => {
      shelf.apply(changes);
      tally.apply(changes.keys());
    };
    apply(put(moments.records));
    expect(boards(tally)).toEqual(moments.boards);
    apply(step(moments));
    expect(boards(tally)).toEqual(moments.boards_after);
  });

  it('comes to the same one record at a time, in any order, and back', () => {
    const shelf = new Shelf();
    const tally = new Tally((key) => shelf.all.get(key), shelf);
    const apply = (changes: Changes) => {
      for (const change of changes) {
        shelf.apply(new Map([change]));
        tally.apply([change[0]]);
      }
    };
    apply(put([...moments.records].reverse()));
    expect(boards(tally)).toEqual(moments.boards);
    apply(step(moments));
    expect(boards(tally)).toEqual(moments.boards_after);
    apply(new Map([...shelf.all.keys()].map((key) => [key, null])));
    expect(boards(tally)).toEqual({});
  });

  it('moves with the book', () => {
    const book = new Book();
    book.apply(put(moments.records));
    expect(book.figures('plan', day)).toEqual(moments.boards.plan);
    book.apply(step(moments));
    expect(book.figures('plan', day)).toEqual(moments.boards_after.plan);
  });
});
