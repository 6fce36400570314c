import { describe, expect, it } from 'vitest';
import { applyCommand } from '../src/lib/model/apply';
import { Shelf } from '../src/lib/model/records';
import {
  breaksOf, classOf, communeId, daysOf, share, withPoint, type Commune, type Measure,
} from '../src/lib/model/territory';
import { circlesOf, shownOf } from '../src/pages/territory/shown';
import type { Series } from '../src/lib/protocol/types';

const point = (day: string, value: string) => ({ day, value, source: 'Statbel' });
const measure = (id: string, per: string | null = null): Measure => ({
  type: 'measure', id, title: id, unit: 'people', per,
});
const commune = (ins: string, series: Series[], longitude = 4.8, latitude = 50.4): Commune => ({
  type: 'commune', id: communeId(ins), ins_code: ins, name: `C${ins}`, arrondissement: 'Namur',
  longitude, latitude, series,
});

describe('the territory', () => {
  it('names the records of communes as the server does', () => {
    expect(communeId('92094')).toBe('636f6d6d-756e-6531-0000-0000000167be');
  });

  it('shares the latest whole of the same year, or nothing', () => {
    const series = [
      { measure: 'part', points: [point('2019-01-01', '5'), point('2020-01-01', '9000')] },
      { measure: 'whole', points: [point('2020-01-01', '110000'), point('2020-07-01', '112500')] },
    ];
    expect(share(series, measure('part', 'whole'), '2020-01-01')).toBe(8);
    expect(share(series, measure('part', 'whole'), '2019-01-01')).toBeNull();
    expect(share(series, measure('part'), '2020-01-01')).toBeNull();
    expect(share([], measure('part', 'whole'), '2020-01-01')).toBeNull();
  });

  it('makes five classes of as many places, fewer where values repeat', () => {
    const breaks = breaksOf([10, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(breaks).toEqual([3, 5, 7, 9]);
    expect([1, 3, 4, 9, 10].map((value) => classOf(value, breaks))).toEqual([0, 1, 1, 4, 4]);
    expect(breaksOf([2, 2, 2, 2])).toEqual([]);
    expect(breaksOf([])).toEqual([]);
  });

  it('shows what is not known as not known', () => {
    const known = commune('92094', [{ measure: 'a', points: [point('2020-01-01', '5')] }]);
    const shown = shownOf([known, commune('91005', [])], measure('a'), '2020-01-01', false);
    expect(shown.rows.map((row) => row.class)).toEqual([0, null]);
    expect(daysOf([known.series], 'a')).toEqual(['2020-01-01']);
    const circles = circlesOf(shown.rows, false, 400, 400);
    expect(circles.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  it('draws a figure before it is confirmed, in the order of the server', () => {
    const shelf = new Shelf();
    const before = commune('92094', [{ measure: 'b', points: [point('2020-01-01', '5')] }]);
    shelf.apply(new Map([[`commune:${before.id}`, before]]));
    const rows = [{ place: { commune: { ins_code: '92094' } }, value: '7' }];
    const body = { measure: 'a', day: '2021-01-01', source: ' Statbel ', rows };
    const after = applyCommand(shelf, { name: 'territory.set_figures', body }, 'me').get(`commune:${before.id}`);
    expect((after as Commune).series.map((s) => s.measure)).toEqual(['a', 'b']);
    expect((after as Commune).series[0]!.points).toEqual([point('2021-01-01', '7')]);
    expect(withPoint(before.series, 'b', '2020-01-01', null)).toEqual([]);
  });
});
