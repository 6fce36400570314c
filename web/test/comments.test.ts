import { describe, expect, it } from 'vitest';
import { overlay } from '../src/lib/model/apply';
import { chargeOf, openCount, threadsOf } from '../src/lib/model/comments';
import { rightsOf } from '../src/lib/model/rights';
import type { RecordOf } from '../src/lib/protocol/names';
import { en } from '../src/lib/i18n/en-talk';
import { talk as fr } from '../src/lib/i18n/fr-talk';
import { fr as FR } from '../src/lib/i18n/fr';
import { namesOf } from '../src/lib/activity';
import { saysOf } from '../src/pages/forme/says';
import { item, ME, MEETING, shelf } from './samples';

type Comment = RecordOf<'comment'>;
const ABOUT = { kind: 'meeting' as const, id: MEETING };

function comment(id: string, at: number, more: Partial<Comment> = {}): { value: Comment } {
  const value: Comment = {
    type: 'comment', id, about: ABOUT, reply_to: null, words: id, mentions: [], by: 'other', at, written: at,
    edited: false, resolved: false, withdrawn: false, ...more,
  };
  return { value };
}

const shape = (rows: { value: Comment }[]) =>
  threadsOf(rows).map(({ first, replies }) => [first.value.id, ...replies.map((r) => r.value.id)].join(' '));

describe('threads', () => {
  it('are in the order of their first words, with their answers below', () => {
    const rows = [
      comment('c', 5, { reply_to: 'a' }), comment('b', 2), comment('a', 1), comment('d', 3, { reply_to: 'a' }),
    ];
    expect(shape(rows)).toEqual(['a d c', 'b']);
    expect(openCount(threadsOf(rows))).toBe(4);
  });

  it('keep the place of withdrawn words that were answered, and nothing of those that were not', () => {
    const gone = { withdrawn: true, words: '' };
    const rows = [comment('a', 1, gone), comment('b', 2, { reply_to: 'a' }), comment('c', 3, gone)];
    expect(shape(rows)).toEqual(['a b']);
    expect(openCount(threadsOf(rows))).toBe(1);
    expect(shape([comment('a', 1), comment('b', 2, { reply_to: 'a', ...gone })])).toEqual(['a']);
  });

  it('count no more once they are resolved', () => {
    expect(openCount(threadsOf([comment('a', 1, { resolved: true }), comment('b', 2)]))).toBe(1);
  });
});

describe('[S6] what commands about comments will do', () => {
  const after = (...commands: [string, unknown][]) =>
    overlay(shelf(), commands.map(([name, body]) => ({ name, body })), ME);
  const add = { comment: 'k', about: ABOUT, reply_to: null, words: ' Mots ', mentions: ['coordinators'] };

  it('adds once, rewrites, withdraws', () => {
    const made = after(['comment.add', add], ['comment.add', { ...add, words: 'Autres' }]).get('comment', 'k');
    expect(made).toMatchObject({ words: 'Mots', by: ME, mentions: ['coordinators'], resolved: false });
    const rewritten = after(['comment.add', add], ['comment.rewrite', { comment: 'k', words: 'Mieux' }]);
    expect(rewritten.get('comment', 'k')).toMatchObject({ words: 'Mieux', edited: true, mentions: [] });
    const gone = after(['comment.add', add], ['comment.withdraw', { comment: 'k' }]).get('comment', 'k');
    expect(gone).toMatchObject({ words: '', mentions: [], withdrawn: true });
  });

  it('resolves and reopens', () => {
    const state = (...names: string[]) =>
      after(['comment.add', add], ...names.map((name): [string, unknown] => [name, { comment: 'k' }]))
        .get('comment', 'k')!.resolved;
    expect([state(), state('comment.resolve'), state('comment.resolve', 'comment.reopen')]).toEqual([false, true, false]);
  });
});

describe('rights over comments', () => {
  const of = (...roles: Parameters<typeof rightsOf>[0]) => rightsOf(roles, () => undefined);

  it('let those who work speak, and those whose record it is settle', () => {
    const facilitator = of({ facilitator: { space: 's' } });
    const contributor = of({ contributor: { partner: 'p' } });
    for (const rights of [of('coordinator'), facilitator, contributor]) expect(rights.comments).toBe(true);
    for (const rights of [of(), of('observer'), of('auditor'), of({ secretary: { meeting: 'm' } })]) {
      expect(rights.comments).toBe(false);
      expect(rights.resolveComments({ partner: 'p', space: 's' })).toBe(false);
    }
    expect(of('coordinator').resolveComments({})).toBe(true);
    expect(facilitator.resolveComments({ space: 's' })).toBe(true);
    expect(facilitator.resolveComments({ space: 't' })).toBe(false);
    expect(contributor.resolveComments({ partner: 'p' })).toBe(true);
    expect(contributor.resolveComments({})).toBe(false);
  });

  it('know whose a record is', () => {
    const records = shelf();
    records.apply(new Map([['item:z', item('z', { home: { backlog: { space: 's' } } })]]));
    expect(chargeOf(records, ABOUT)).toEqual({ space: null });
    expect(chargeOf(records, { kind: 'item', id: 'a' })).toEqual({ space: null });
    expect(chargeOf(records, { kind: 'item', id: 'z' })).toEqual({ space: 's' });
    expect(chargeOf(records, { kind: 'space', id: 's' })).toEqual({ space: 's' });
    const put = (kind: string, record: object) => records.apply(new Map([[`${kind}:r`, record as never]]));
    put('expertise', { type: 'expertise', id: 'r', number: 1, question: 'Q ?', partner: 'p', space: 's' });
    put('output', { type: 'output', id: 'r', details: { title: 'Fiche', partner: 'p', space: null } });
    put('advocacy', { type: 'advocacy', id: 'r', number: 2, title: 'Mémorandum' });
    expect(chargeOf(records, { kind: 'expertise', id: 'r' })).toEqual({ partner: 'p', space: 's' });
    expect(chargeOf(records, { kind: 'output', id: 'r' })).toEqual({ partner: 'p', space: null });
    expect(chargeOf(records, { kind: 'advocacy', id: 'r' })).toEqual({});
    const names = namesOf(records, new Map(), FR);
    const says = (kind: 'expertise' | 'output' | 'advocacy') => saysOf({ kind, id: 'r' }, records, names);
    expect(says('expertise')).toEqual({ call: FR.numbered.expertise(1), text: 'Q ?' });
    expect(says('advocacy')).toEqual({ call: FR.numbered.advocacy(2), text: 'Mémorandum' });
    expect(says('output')).toEqual({ call: '', text: 'Fiche' });
  });
});

describe('words', () => {
  it('are the same in both languages', () => {
    const keys = (value: unknown, path = ''): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`))
        : [path];
    expect(keys(en).sort()).toEqual(keys(fr).sort());
  });
});
