import type { RecordOf } from '../src/lib/protocol/names';
import { Shelf } from '../src/lib/model/records';

export const ME = 'me';
export const MEETING = 'm1';
export const PLAN = 'p0';

export function item(id: string, more: Partial<RecordOf<'item'>> = {}): RecordOf<'item'> {
  return {
    type: 'item', id, home: { meeting: { meeting: MEETING } }, kind: 'discussion', title: id,
    duration: 10, presenter: null, axis: null, late: false, locked_start: null, state: 'planned',
    added_by: 'other', placed_by: 'other', ...more,
  };
}

export function meeting(agenda: [string, number][]): RecordOf<'meeting'> {
  return {
    type: 'meeting', id: MEETING, kind: 'plenary', space: null, edition: null, title: 'Plénière',
    when: { day: '2027-03-01', starts: 540, ends: 1020 }, place: '', call_until: null,
    state: 'preparation', convened_at: null,
    agenda: agenda.map(([id, depth]) => ({ item: id, depth })),
  };
}

export const plan = (backlog: string[] = []): RecordOf<'plan'> => ({
  type: 'plan', id: PLAN, title: 'PPLI', territory: 'Namur', notes: '', public: false, backlog, series: [],
});

/** A plan with one meeting of items a to d, b and c being below a. */
export function shelf(): Shelf {
  const made = new Shelf();
  const agenda = meeting([['a', 0], ['b', 1], ['c', 1], ['d', 0]]);
  const records = [plan(), agenda, ...['a', 'b', 'c', 'd'].map((id) => item(id))];
  made.apply(new Map(records.map((r) => [`${r.type}:${r.type === 'plan' ? NIL : r.id}`, r])));
  return made;
}

const NIL = '00000000-0000-0000-0000-000000000000';
