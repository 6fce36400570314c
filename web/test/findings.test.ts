import { describe, expect, it } from 'vitest';
import { en } from '../src/lib/i18n/en-findings';
import { findings as fr } from '../src/lib/i18n/fr-findings';
import { overlay } from '../src/lib/model/apply';
import { TO_COME } from '../src/lib/model/apply-findings';
import { builtOn, chainOf, chainPath, readChainPath, type Lists } from '../src/lib/model/chain';
import { comesFrom, counts, isFound, lacking, lastReview, type Finding } from '../src/lib/model/findings';
import { Shelf } from '../src/lib/model/records';
import { keyOfRecord, type AnyRecord, type RecordOf } from '../src/lib/protocol/names';
import type { EvidenceKind } from '../src/lib/protocol/types';
import { layout, lines, MAX_COLUMN, neighbour } from '../src/pages/chain/layout';
import { matches, NO_FILTERS, readFilters, withFilters } from '../src/pages/findings/filters';
import { actionOf } from '../src/pages/review/keys';
import { ME } from './samples';

function finding(id: string, more: Partial<Finding> = {}): Finding {
  return {
    type: 'finding', id, number: 12, statement: 'Les délais d’accès à la santé s’allongent.', tags: {}, edition: null,
    inherited_from: null, partner: 'p1', state: 'under_review', stances: {}, settlements: [], changed_at: null,
    changed_by: 'other', ...more,
  };
}

function need(id: string, findings: string[], more: Partial<RecordOf<'need'>> = {}): RecordOf<'need'> {
  return {
    type: 'need', id, number: 4, statement: 'Des interprètes', public: '', axis: null, space: null, partner: null,
    findings: Object.fromEntries(findings.map((f) => [f, 1])), confirmed: {}, withdrawn: false, flags: [],
    changed_by: 'other', ...more,
  };
}

const evidence = (id: string, of: string): RecordOf<'evidence'> => ({
  type: 'evidence', id, finding: of, says: { kind: 'ili', reference: id }, partner: null, withdrawn: false,
});

function after(records: AnyRecord[], ...commands: [string, unknown][]) {
  const shelf = new Shelf();
  shelf.apply(new Map(records.map((record) => [keyOfRecord(record), record])));
  return overlay(shelf, commands.map(([name, body]) => ({ name, body })), ME);
}

const listsOf = (records: AnyRecord[]): Lists => ({
  list: (type) => records.filter((record) => record.type === type) as never,
});

describe('[S6] what a command on a finding will do', () => {
  it('records one once, without a number yet', () => {
    const body = { finding: 'f', statement: ' Un constat. ', tags: { year: 2024 } };
    const made = after([], ['finding.record', body], ['finding.record', { ...body, statement: 'x' }]);
    expect(made.get('finding', 'f')).toMatchObject({
      number: 0, statement: 'Un constat.', state: 'recorded', tags: { year: 2024 }, changed_by: ME,
    });
  });

  it('takes, changes and withdraws the stance of one partner alone', () => {
    const held = finding('f', { stances: { p2: { opinion: { position: 'agrees' }, at: 3, by: 'x' } } });
    const take = (position: string) =>
      ['finding.take_stance', { finding: 'f', partner: 'p1', opinion: { position, reason: 'r' } }] as [string, unknown];
    const taken = after([held], take('agrees'), take('contests')).get('finding', 'f')!;
    expect(taken.stances.p1).toEqual({ opinion: { position: 'contests', reason: 'r' }, at: TO_COME, by: ME });
    expect(taken.stances.p2).toEqual(held.stances.p2);
    const left = after([held], take('agrees'), ['finding.withdraw_stance', { finding: 'f', partner: 'p1' }]);
    expect(Object.keys(left.get('finding', 'f')!.stances)).toEqual(['p2']);
  });

  it('settles what is under review, with new words where it is updated, and nothing else', () => {
    const settle = { finding: 'f', outcome: 'updated', statement: ' Autre. ', decided: null };
    expect(after([finding('f')], ['finding.settle', settle]).get('finding', 'f')).toMatchObject({
      state: 'updated', statement: 'Autre.',
    });
    const upheld = after([finding('f', { state: 'upheld' })], ['finding.settle', settle]).get('finding', 'f');
    expect(upheld).toMatchObject({ state: 'upheld', statement: finding('f').statement });
  });

  it('names structures of the kind that evidence is of', () => {
    const fits = (kind: EvidenceKind) => (['cada', 'ila', 'ili', 'pcs', 'pst'] as const).filter((of) => comesFrom(kind, of));
    expect([fits('structure'), fits('ili'), fits('pcs_pst'), fits('field')]).toEqual([
      ['cada', 'ila', 'ili', 'pcs', 'pst'], ['ili'], ['pcs', 'pst'], [],
    ]);
  });

  it('adds, corrects and withdraws evidence', () => {
    const says = { kind: 'ili', reference: 'Rapport' };
    const add: [string, unknown] = ['evidence.add', { evidence: 'e', finding: 'f', says }];
    const corrected = after([], add, ['evidence.correct', { evidence: 'e', says: { ...says, reference: 'Autre' } }]);
    expect(corrected.get('evidence', 'e')).toMatchObject({ finding: 'f', says: { reference: 'Autre' }, withdrawn: false });
    expect(after([], add, ['evidence.withdraw', { evidence: 'e' }]).get('evidence', 'e')!.withdrawn).toBe(true);
  });

  it('links and unlinks a need, whose last finding stays', () => {
    const linked = after([need('n', ['f'])], ['need.link', { need: 'n', finding: 'g' }]).get('need', 'n')!;
    expect(Object.keys(linked.findings)).toEqual(['f', 'g']);
    const unlink: [string, unknown] = ['need.unlink', { need: 'n', finding: 'f' }];
    const two = need('n', ['f', 'g'], { flags: ['f'] });
    expect(after([two], unlink).get('need', 'n')).toMatchObject({ findings: { g: 1 }, flags: [] });
    expect(Object.keys(after([need('n', ['f'])], unlink).get('need', 'n')!.findings)).toEqual(['f']);
  });

  it('takes the flag away that is confirmed, and no other', () => {
    const confirm = { about: { kind: 'need', id: 'n' }, finding: 'f', holds: 'stands' };
    const flagged = need('n', ['f', 'g'], { flags: ['f', 'g'] });
    expect(after([flagged], ['chain.confirm', confirm]).get('need', 'n')!.flags).toEqual(['g']);
  });
});

describe('findings', () => {
  it('are found by number and by all words, whatever their accents', () => {
    const it12 = finding('f');
    const found = (sought: string) => isFound(it12, [it12.statement], sought);
    expect(['', 'C 12', 'c12', '12', 'sante', 'delais SANTÉ'].map(found)).toEqual(Array(6).fill(true));
    expect(['C 1', '2', 'sante logement'].map(found)).toEqual([false, false, false]);
  });

  it('are told by their stances', () => {
    const stances = {
      p1: { opinion: { position: 'agrees' as const }, at: 1, by: 'x' },
      p2: { opinion: { position: 'nuances' as const, reason: 'r' }, at: 2, by: 'x' },
    };
    expect(counts(finding('f', { stances }))).toEqual({ agrees: 1, nuances: 1, contests: 0 });
    expect(lacking(finding('f', { stances }), ['p1', 'p3'])).toEqual(['p3']);
    expect(lacking(finding('f', { state: 'obsolete' }), ['p3'])).toEqual([]);
    expect(lastReview(finding('f', { settlements: [{ outcome: 'upheld', at: 7, day: '2024-01-01' }] }))).toBe(7);
  });

  it('keep their filters in the address', () => {
    const url = new URL('http://x/plans/p/constats?at=5');
    const filters = {
      words: 'santé', edition: '', state: 'under_review' as const, axis: 'a', theme: 't', space: 's', partner: 'p', commune: '92142',
      follow: 'stance' as const,
    };
    const there = withFilters(url, filters);
    expect(there).toContain('etat=en-relecture');
    expect(readFilters(new URL(there, url).searchParams)).toEqual(filters);
    expect(withFilters(new URL(there, url), NO_FILTERS)).toBe('/plans/p/constats?at=5');
  });

  it('are narrowed by what they are about and by what they wait for', () => {
    const one = finding('f', { tags: { themes: ['t'], communes: ['92142'] }, changed_at: 9 });
    const is = (more: object, partners = ['p9'], unconfirmed = new Set<string>()) =>
      matches(one, { ...NO_FILTERS, ...more }, { partners, unconfirmed });
    expect(is({ theme: 't', commune: '92142', follow: 'changed', partner: 'p1' })).toBe(true);
    expect([is({ theme: 'x' }), is({ commune: '92094' }), is({ state: 'upheld' })]).toEqual([false, false, false]);
    expect([is({ follow: 'stance' }), is({ follow: 'stance' }, [])]).toEqual([true, false]);
    expect([is({ follow: 'unconfirmed' }), is({ follow: 'unconfirmed' }, [], new Set(['f']))]).toEqual([false, true]);
  });
});

describe('a review session', () => {
  const press = (key: string, focus: { tag: string; type?: string } | null = null, more = {}) =>
    actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...more }, focus);

  it('goes by its keys, and leaves typing and the browser alone', () => {
    expect([press('j'), press('ArrowLeft'), press('N'), press('u')]).toEqual([
      { go: 1 }, { go: -1 }, { position: 'nuances' }, { outcome: 'updated' },
    ]);
    expect([press('n', { tag: 'TEXTAREA' }), press('c', null, { ctrlKey: true }), press('x')]).toEqual([null, null, null]);
  });

  it('leaves the arrows to a group of choices, and takes its letters', () => {
    const radio = { tag: 'INPUT', type: 'radio' };
    expect([press('ArrowRight', radio), press('a', radio)]).toEqual([null, { position: 'agrees' }]);
  });
});

describe('the chain', () => {
  const records: AnyRecord[] = [
    finding('f', { number: 1 }), finding('g', { number: 2 }), evidence('e', 'f'), evidence('e2', 'g'),
    need('n', ['f']), need('m', ['f', 'g'], { number: 5 }), need('gone', ['f'], { withdrawn: true }),
  ];

  it('is what a record rests on and what rests on it, not what is beside it', () => {
    const keys = (of: string) => chainOf(listsOf(records), of).nodes.map(({ key }) => key);
    expect(keys('finding:f')).toEqual(['evidence:e', 'finding:f', 'need:n', 'need:m']);
    expect(keys('need:m')).toEqual(['evidence:e', 'evidence:e2', 'finding:f', 'finding:g', 'need:m']);
    expect(builtOn(listsOf(records), 'f').map(({ record }) => record.id)).toEqual(['n', 'm']);
  });

  it('has an address', () => {
    expect(readChainPath(chainPath({ type: 'need', id: 'x' }).split('/').at(-1)!)).toBe('need:x');
    expect(readChainPath('nothing.x')).toBeNull();
  });

  it('is drawn in columns that arrow keys walk along', () => {
    const drawing = layout(chainOf(listsOf(records), 'need:m'));
    expect(drawing.columns.map(({ kind }) => kind)).toEqual(['evidence', 'finding', 'need']);
    expect(drawing.lines).toHaveLength(4);
    expect(neighbour(drawing, 'finding:f', 'ArrowRight')).toBe('need:m');
    expect(neighbour(drawing, 'finding:f', 'ArrowLeft')).toBe('evidence:e');
    expect(neighbour(drawing, 'finding:f', 'ArrowDown')).toBe('finding:g');
    expect(neighbour(drawing, 'need:m', 'ArrowRight')).toBeNull();
  });

  it('counts what is too much for a column', () => {
    const many = [finding('f'), ...Array.from({ length: MAX_COLUMN + 3 }, (_, i) => need(`n${i}`, ['f']))];
    const drawing = layout(chainOf(listsOf(many), 'finding:f'));
    expect(drawing.nodes).toHaveLength(MAX_COLUMN + 1);
    expect(drawing.columns.at(-1)!.hidden).toBe(3);
  });

  it('cuts its words to two lines', () => {
    expect(lines('court')).toEqual(['court']);
    expect(lines('un énoncé nettement plus long que ce que deux lignes peuvent tenir').map((l) => l.length <= 25)).toEqual([true, true]);
  });
});

describe('words about findings', () => {
  const paths = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}.${key}`))
      : [path];
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(texts) : [];

  it('are said in both languages, with typographic apostrophes', () => {
    expect(paths(en).sort()).toEqual(paths(fr).sort());
    expect([...texts(fr), ...texts(en)].filter((text) => !text.trim() || text.includes("'"))).toEqual([]);
  });

  it('agree with their numbers', () => {
    expect(fr.list.stances(0, 1, 2)).toBe('0 se rallie, 1 nuance, 2 contestent');
    expect(en.list.stances(0, 1, 2)).toBe('0 agree, 1 nuances, 2 contest');
  });
});
