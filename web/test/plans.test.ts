import { describe, expect, it } from 'vitest';
import { overlay } from '../src/lib/model/apply';
import { beside, stepTo, wouldShift } from '../src/lib/model/ranking';
import { Layer, Shelf } from '../src/lib/model/records';
import { addUp, isNothing, totalsOf } from '../src/lib/model/totals';
import { keyOfRecord, type RecordOf } from '../src/lib/protocol/names';
import type { Means } from '../src/lib/protocol/types';
import { random } from './random';
import { ME } from './samples';

const edition: RecordOf<'edition'> = {
  type: 'edition', id: 'e', label: 'PPLI 2.0', from_year: 2021, state: 'consultation',
  rankings: { x: ['a', 'b', 'c'], y: ['d'] },
};
const priority = (id: string, axis: string): RecordOf<'priority'> => ({
  type: 'priority', id, number: 1, edition: 'e', axis, title: id, note: '', findings: { f: 4 }, needs: {},
  confirmed: {}, flags: [], state: 'proposed', changed_by: 'other', placed_by: 'other',
});

function shelf(): Shelf {
  const made = new Shelf();
  const all = [edition, ...['a', 'b', 'c'].map((id) => priority(id, 'x')), priority('d', 'y')];
  made.apply(new Map(all.map((record) => [keyOfRecord(record), record])));
  return made;
}

function after(...commands: [string, unknown][]): Layer {
  return overlay(shelf(), commands.map(([name, body]) => ({ name, body })), ME);
}

const ranks = (records: Layer) =>
  Object.entries(records.get('edition', 'e')!.rankings).map(([axis, ids]) => axis + ids.join('')).join(' ');
const to = (axis: string, behind: string | null) => ({ axis, after: behind });
const money = (id: string, amount: number, secured = false): Means => ({
  id, secured, what: { financial: { amount, year: 2027, source: '' } },
});

describe('[S6] priorities', () => {
  it('move within an axis and to another one, and are never lost', () => {
    expect(ranks(after(['priority.move', { priority: 'c', to: to('x', null) }]))).toBe('xcab yd');
    const moved = after(['priority.move', { priority: 'a', to: to('y', 'd') }]);
    expect(ranks(moved)).toBe('xbc yda');
    expect(moved.get('priority', 'a')).toMatchObject({ axis: 'y', placed_by: ME });
    expect(ranks(after(['priority.move', { priority: 'a', to: to('y', 'gone') }]))).toBe('xbc yda');
    expect(ranks(after(['priority.move', { priority: 'a', to: to('z', null) }]))).toBe('xbc yd za');
    expect(after(['priority.move', { priority: 'a', to: to('x', 'a') }]).changes.size).toBe(0);
  });

  it('are proposed last, leave the ranking when dropped, and come back last', () => {
    const proposed = after(
      ['priority.propose', { priority: 'n', edition: 'e', axis: 'y', title: ' Neuve ', findings: ['f'] }],
      ['priority.propose', { priority: 'n', edition: 'e', axis: 'y', title: 'Neuve' }],
    );
    expect(ranks(proposed)).toBe('xabc ydn');
    expect(proposed.get('priority', 'n')).toMatchObject({ title: 'Neuve', state: 'proposed', findings: { f: 0 } });
    const dropped = after(['priority.drop', { priority: 'a' }]);
    expect(ranks(dropped)).toBe('xbc yd');
    expect(dropped.get('priority', 'a')!.state).toBe('dropped');
    expect(ranks(after(['priority.drop', { priority: 'a' }], ['priority.reopen', { priority: 'a' }]))).toBe('xbca yd');
  });

  it('keep and lose what they rest on', () => {
    const changed = after(
      ['priority.link_need', { priority: 'a', need: 'n' }],
      ['priority.unlink_finding', { priority: 'a', finding: 'f' }],
    );
    expect(changed.get('priority', 'a')).toMatchObject({ findings: {}, needs: { n: 0 } });
  });

  it('are retained where it was decided, then closed', () => {
    const done = after(
      ['priority.retain', { priority: 'a', decided: { meeting: 'm' } }],
      ['priority.close', { priority: 'a' }],
      ['priority.close', { priority: 'b' }],
    );
    expect(done.get('priority', 'a')).toMatchObject({ state: 'closed', decided: { meeting: 'm' } });
    expect(done.get('priority', 'b')!.state).toBe('proposed');
  });
});

const draft: [string, unknown] = [
  'recommendation.draft',
  { recommendation: 'r', priority: 'a', title: 'R', text: ' Faire ', addressee: { level: 'region', body: 'SPW' } },
];

describe('[S6] recommendations', () => {
  it('are drafted under a priority that is there, in its edition', () => {
    expect(after(draft).get('recommendation', 'r')).toMatchObject({ edition: 'e', state: 'draft', text: 'Faire' });
    expect(after(['recommendation.draft', { ...(draft[1] as object), priority: 'gone' }]).changes.size).toBe(0);
  });

  it('aim at objectives from the start, and at others later', () => {
    const aiming = after(['recommendation.draft', { ...(draft[1] as object), objectives: ['o'] }]);
    expect(aiming.get('recommendation', 'r')!.objectives).toEqual(['o']);
    expect(after(draft).get('recommendation', 'r')!.objectives).toEqual([]);
    const set = after(draft, ['recommendation.set_objectives', { recommendation: 'r', objectives: ['o', 'p'] }]);
    expect(set.get('recommendation', 'r')!.objectives).toEqual(['o', 'p']);
  });

  it('go their road, and no shorter way', () => {
    const act = (name: string, more = {}): [string, unknown] => [`recommendation.${name}`, { recommendation: 'r', ...more }];
    const sent = after(draft, act('achieve'), act('propose'), act('validate'), act('send', { day: '2027-01-01' }));
    expect(sent.get('recommendation', 'r')!.state).toBe('sent');
    const over = after(
      draft, act('propose'), act('validate'), act('send', { day: '2027-01-01' }), act('refuse'),
      act('start'), act('evaluate', { words: ' Trop tôt ' }),
    );
    expect(over.get('recommendation', 'r')).toMatchObject({ state: 'evaluated', evaluation: 'Trop tôt' });
  });

  it('split a line that is secured in part, and it adds up', () => {
    const add = { recommendation: 'r', means: 'm', what: money('m', 1_200_050).what };
    const part = { amount: 500_025, rest: 'rest' };
    const split = after(
      draft, ['recommendation.add_means', add],
      ['recommendation.secure_means', { recommendation: 'r', means: 'm', part }],
    ).get('recommendation', 'r')!;
    expect(split.means).toEqual([money('m', 500_025, true), money('rest', 700_025)]);
    expect(split.totals.financial).toEqual({ secured: 500_025, sought: 700_025 });
    const whole = after(
      draft, ['recommendation.add_means', add],
      ['recommendation.secure_means', { recommendation: 'r', means: 'm', part: { amount: 1_200_050, rest: 'rest' } }],
      ['recommendation.release_means', { recommendation: 'r', means: 'm' }],
    ).get('recommendation', 'r')!;
    expect(whole.means).toEqual([money('m', 1_200_050)]);
  });

  it('keep reports until they are withdrawn', () => {
    const progress = { day: '2027-01-01', percent: 60, words: 'En route' };
    const write: [string, unknown] = ['report.write', { report: 'p', recommendation: 'r', progress }];
    expect(after(draft, write).get('report', 'p')).toMatchObject({ progress, recommendation: 'r' });
    expect(after(draft, write, ['report.withdraw', { report: 'p' }]).get('report', 'p')).toBeUndefined();
  });
});

describe('totals', () => {
  it('are conserved whatever is secured in part, to the cent', () => {
    const seed = 20_261_125;
    const { next } = random(seed);
    const sum = (lines: Means[]) => {
      const { sought, secured } = totalsOf(lines).financial;
      return sought + secured;
    };
    let layer = after(draft);
    let before = 0;
    for (let i = 0; i < 40; i += 1) {
      const amount = 1 + Math.floor(next() * 1e9);
      before += amount;
      const split = { amount: 1 + Math.floor(next() * amount), rest: `r${i}` };
      layer = overlay(layer, [
        { name: 'recommendation.add_means', body: { recommendation: 'r', means: `m${i}`, what: money('', amount).what } },
        { name: 'recommendation.secure_means', body: { recommendation: 'r', means: `m${i}`, part: split } },
      ], ME);
      expect(sum(layer.get('recommendation', 'r')!.means), `seed ${seed}, line ${i}`).toBe(before);
    }
  });

  it('add up over many, kind by kind', () => {
    const one = totalsOf([money('a', 10), money('b', 5, true), { id: 'c', secured: true, what: { human: { fte: 150 } } }]);
    const two = totalsOf([{ id: 'd', secured: false, what: { logistic: { need: 'Local' } } }]);
    expect(addUp([one, two, one])).toEqual({
      financial: { sought: 20, secured: 10 }, human: { sought: 0, secured: 300 }, logistic: { sought: 1, secured: 0 },
    });
    expect([isNothing(one), isNothing(totalsOf([]))]).toEqual([false, true]);
  });
});

describe('ranking', () => {
  const ranking = { x: ['a', 'b', 'c'], y: ['d'], z: [] };
  const axes = ['x', 'y', 'z'];

  it('steps within an axis, and past its end into the neighbour', () => {
    expect(stepTo(ranking, axes, 'b', 'up')).toEqual(to('x', null));
    expect(stepTo(ranking, axes, 'b', 'down')).toEqual(to('x', 'c'));
    expect(stepTo(ranking, axes, 'c', 'down')).toEqual(to('y', null));
    expect(stepTo(ranking, axes, 'd', 'up')).toEqual(to('x', 'c'));
    expect(stepTo(ranking, axes, 'd', 'next')).toEqual(to('z', null));
    expect(stepTo(ranking, axes, 'a', 'up')).toBeNull();
  });

  it('puts beside another, not where it stands already', () => {
    expect(beside(ranking, 'a', 'c', 'before')).toEqual(to('x', 'b'));
    expect(beside(ranking, 'a', 'd', 'before')).toEqual(to('y', null));
    expect(beside(ranking, 'b', 'a', 'after')).toBeNull();
  });

  it('knows what would move the card under a pointer', () => {
    const below = { ...ranking, x: ['a', 'c', 'b'] };
    expect(wouldShift(ranking, below, axes, 'a')).toBe(false);
    expect(wouldShift(ranking, below, axes, 'b')).toBe(true);
    expect(wouldShift(ranking, below, axes, 'd')).toBe(true);
    expect(wouldShift(ranking, { ...ranking, z: ['e'] }, axes, 'd')).toBe(false);
  });
});
