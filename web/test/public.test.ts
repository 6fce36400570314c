import { describe, expect, it } from 'vitest';
import { words as en } from '../src/lib/i18n/en-public';
import { words as fr } from '../src/lib/i18n/fr-public';
import { glance, progressOf } from '../src/lib/model/board';
import { nextOf } from '../src/lib/model/meetings';
import type { Meeting, PublicPage } from '../src/lib/protocol/types';
import { newestFirst } from '../src/pages/priorities/editions';
import { placesOf } from '../src/pages/public/places';
import { byAxis, editionsOf } from '../src/pages/public/work';

const axis = (number: number) => ({ id: `axis-${number}`, number, title: `Axe ${number}` });
const priority = (number: number, edition: string, of: number) => ({
  id: `p-${number}`, number, edition, axis: `axis-${of}`, title: `Priorité ${number}`,
});
const recommendation = (number: number, edition: string, of: number | null) => ({
  id: `r-${number}`, number, edition, axis: of && `axis-${of}`, title: `Recommandation ${number}`, text: '',
  addressee: { level: 'region', body: 'Gouvernement wallon' }, carrier: null, deadline: null, state: 'validated',
});
const page = {
  axes: [axis(1), axis(2)],
  editions: [{ id: 'new' }, { id: 'old' }, { id: 'empty' }],
  priorities: [priority(2, 'old', 1), priority(1, 'old', 1), priority(3, 'new', 2)],
  recommendations: [recommendation(1, 'new', null), recommendation(2, 'new', 2)],
} as unknown as PublicPage;

describe('the public page', () => {
  it('chooses among the editions that have something to show, newest first', () => {
    expect(editionsOf(page).map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it('shows one edition axis by axis, in the order it was sent, and last what has no axis', () => {
    const shown = byAxis(page, 'new').map((of) => [
      of.axis?.number, of.priorities.map((p) => p.number), of.recommendations.map((r) => r.number),
    ]);
    expect(shown).toEqual([[1, [], []], [2, [3], [2]], [undefined, [], [1]]]);
    expect(byAxis(page, 'old').map((of) => of.priorities.map((p) => p.number))).toEqual([[2, 1], []]);
  });

  it('knows of each commune what was sent of it, and nothing else', () => {
    const commune = (ins_code: string) => ({ ins_code, name: ins_code, arrondissement: 'Namur', longitude: 4, latitude: 50 });
    const measure = {
      id: 'm', title: 'Population', unit: 'people' as const, day: '2021-01-01', territory: null,
      communes: { '92094': { value: '111000', source: 'Statbel' } },
    };
    const [known, unknown] = placesOf([commune('92094'), commune('92142')], measure);
    expect(known!.series).toEqual([
      { measure: 'm', points: [{ day: '2021-01-01', value: '111000', source: 'Statbel' }] },
    ]);
    expect(unknown!.series[0]!.points).toEqual([]);
  });

  it('says the same in both languages', () => {
    const keys = (of: object): string[] =>
      Object.entries(of).flatMap(([key, inner]) =>
        typeof inner === 'object' ? keys(inner as object).map((below) => `${key}.${below}`) : [key]);
    expect(keys(en).sort()).toEqual(keys(fr).sort());
  });
});

describe('the home at a glance', () => {
  const figures = {
    'partner.public': 3, 'partner.umbrella': 1, 'commune.all': 38, 'space.active': 14, 'space.suspended': 1,
    'meeting.closed': 4, 'meeting.minutes_approved': 1, 'meeting.convened': 1, 'meeting.preparation': 2,
    'task.open': 6, 'task.done': 2, 'item.done': 5, 'item.ahead': 7,
  };

  it('counts from the tally', () => {
    expect(glance(figures)).toEqual({
      partners: 4, spacesActive: 14, communes: 38, meetingsHeld: 5, meetingsAhead: 3, tasksOpen: 6,
    });
    expect(glance({})).toEqual({
      partners: 0, spacesActive: 0, communes: 0, meetingsHeld: 0, meetingsAhead: 0, tasksOpen: 0,
    });
    expect(progressOf(axis(1), figures)).toEqual({
      axis: axis(1), spaces: 15, itemsDone: 5, itemsAhead: 7, tasksOpen: 6, tasksDone: 2,
    });
  });

  it('names the first meeting by day that is not over, and the edition that begins last', () => {
    const meeting = (id: string, day: string, starts: number, state: Meeting['state']) =>
      ({ id, state, when: { day, starts } }) as Meeting;
    const meetings = [
      meeting('later', '2027-06-01', 540, 'preparation'), meeting('afternoon', '2027-04-14', 840, 'convened'),
      meeting('morning', '2027-04-14', 540, 'preparation'), meeting('held', '2027-01-01', 540, 'closed'),
    ];
    expect(nextOf(meetings)?.id).toBe('morning');
    expect(nextOf(meetings.slice(3))).toBeUndefined();
    const edition = (id: string, from_year: number) => ({ id, from_year });
    const editions = [edition('a', 2016), edition('b', 2027), edition('c', 2021)] as never[];
    expect(newestFirst(editions)[0]!.id).toBe('b');
  });
});
