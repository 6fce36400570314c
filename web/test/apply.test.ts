import { describe, expect, it } from 'vitest';
import { applyCommand, overlay } from '../src/lib/model/apply';
import { communeId } from '../src/lib/model/territory';
import { Layer, type Records } from '../src/lib/model/records';
import { NIL } from '../src/lib/protocol/names';
import { ME, MEETING, shelf } from './samples';

const spot = (parent: string | null, after: string | null) => ({ meeting: MEETING, parent, after });
const agenda = (records: Records) =>
  records.get('meeting', MEETING)!.agenda.map((e) => e.item + e.depth).join(' ');

function after(...commands: [string, unknown][]): Layer {
  return overlay(shelf(), commands.map(([name, body]) => ({ name, body })), ME);
}

describe('[S6] what a command will do', () => {
  it('leaves the confirmed records alone', () => {
    const confirmed = shelf();
    const before = JSON.stringify([...confirmed.all]);
    applyCommand(confirmed, { name: 'agenda.remove_item', body: { item: 'a' } }, ME);
    expect(JSON.stringify([...confirmed.all])).toBe(before);
  });

  it('adds an item once, even where the event came before the answer', () => {
    const add = { item: 'x', spot: spot(null, 'd'), kind: 'decision', title: ' X ', duration: 5 };
    const made = after(['agenda.add_item', add], ['agenda.add_item', add]);
    expect(agenda(made)).toBe('a0 b1 c1 d0 x0');
    expect(made.get('item', 'x')).toMatchObject({ title: 'X', added_by: ME });
  });

  it('moves a run, never under itself', () => {
    expect(agenda(after(['agenda.move_item', { item: 'a', spot: spot(null, 'd') }]))).toBe('d0 a0 b1 c1');
    expect(agenda(after(['agenda.move_item', { item: 'a', spot: spot('b', null) }]))).toBe('a0 b1 c1 d0');
  });

  it('sends a run to the backlog in reading order, and takes one back', () => {
    const shelved = after(['agenda.send_to_backlog', { item: 'a', space: null }]);
    expect(agenda(shelved)).toBe('d0');
    expect(shelved.get('plan', NIL)!.backlog).toEqual(['a', 'b', 'c']);
    expect(shelved.get('item', 'b')!.home).toEqual({ backlog: { space: null } });
    const back = after(
      ['agenda.send_to_backlog', { item: 'a', space: null }],
      ['agenda.take_from_backlog', { item: 'b', spot: spot(null, 'd') }],
    );
    expect(agenda(back)).toBe('d0 b0');
    expect(back.get('plan', NIL)!.backlog).toEqual(['a', 'c']);
  });

  it('removes an item with all below it', () => {
    const left = after(['agenda.remove_item', { item: 'a' }]);
    expect(agenda(left)).toBe('d0');
    expect(left.get('item', 'b')).toBeUndefined();
  });

  it('changes nothing where a command no longer makes sense, or is not known', () => {
    expect(after(['agenda.rename_item', { item: 'gone', title: 'x' }]).changes.size).toBe(0);
    expect(after(['undo', { command: 'x' }]).changes.size).toBe(0);
  });

  it('keeps a task and its changes', () => {
    const made = after(
      ['task.add', { task: 't', title: ' Écrire ' }],
      ['task.set_due', { task: 't', due: '2027-01-01' }],
      ['task.complete', { task: 't' }],
    );
    expect(made.get('task', 't')).toMatchObject({ title: 'Écrire', due: '2027-01-01', state: 'done' });
  });

  it('shapes the frame: titles, notes, axes, themes, communes, each once', () => {
    const [axis, theme] = ['axis-9', 'theme-9'];
    const commune = { ins_code: '91034', name: ' Dinant ', arrondissement: 'Dinant', longitude: 4.9, latitude: 50.2 };
    const made = after(
      ['plan.rename', { title: ' PLI de Dinant ' }],
      ['plan.describe', { notes: 'Une hypothèse.' }],
      ['axis.add', { axis, number: 9, title: ' Santé ' }],
      ['axis.add', { axis, number: 9, title: 'Autre' }],
      ['theme.add', { theme, title: 'Asile' }],
      ['theme.rename', { theme, title: 'Accueil' }],
      ['plan.add_commune', commune],
      ['territory.move_commune', { ins_code: '91034', longitude: 4.8, latitude: 50.1 }],
    );
    expect(made.get('plan', NIL)).toMatchObject({ title: 'PLI de Dinant', notes: 'Une hypothèse.' });
    expect(made.get('axis', axis)).toMatchObject({ number: 9, title: 'Santé' });
    expect(made.get('theme', theme)).toMatchObject({ title: 'Accueil' });
    expect(made.get('commune', communeId('91034'))).toMatchObject({ name: 'Dinant', longitude: 4.8, latitude: 50.1, series: [] });
  });
});
