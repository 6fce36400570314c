import { describe, expect, it } from 'vitest';
import { rightsOf } from '../src/lib/model/rights';
import type { Role } from '../src/lib/protocol/types';
import { may, nextActs, stops } from '../src/pages/recommendation/road';
import { isLate, matches, readFilters, withFilters, type Recommendation } from '../src/pages/recommendations/filters';

const TODAY = '2026-11-25';
const recommendation = (more: Partial<Recommendation> = {}): Recommendation => ({
  type: 'recommendation', id: 'r', number: 1, edition: 'e', priority: 'p', linked_at: 1, title: 'R', text: 'T',
  addressee: { level: 'region', body: 'SPW' }, carrier: 'c', space: 's', concerns: {}, deadline: null, objectives: [], means: [],
  resources: [], state: 'draft', confirmed: {}, flags: [], changed_by: 'x',
  totals: { financial: { sought: 0, secured: 0 }, human: { sought: 0, secured: 0 }, logistic: { sought: 0, secured: 0 } },
  ...more,
});
const said = (state: Recommendation['state'], hasAnswer: boolean) =>
  stops(state, hasAnswer).map((stop) => `${stop.state}${{ done: '+', now: '!', ahead: '' }[stop.is]}`).join(' ');

describe('the road of a recommendation', () => {
  it('shows what is done, where it stands, and what is ahead', () => {
    expect(said('sent', false)).toBe('draft+ proposed+ validated+ sent! answered underway achieved evaluated');
    expect(said('evaluated', true)).toMatch(/achieved\+ evaluated!$/);
  });

  it('ends early where it was refused or left', () => {
    expect(said('refused', false)).toBe('draft+ proposed+ validated+ sent+ refused! evaluated');
    expect(said('no_follow_up', true)).toBe('draft+ proposed+ validated+ sent+ answered+ no_follow_up! evaluated');
  });

  it('offers each step to those who may take it', () => {
    const rights = (...roles: Role[]) => rightsOf(roles, () => undefined);
    const offered = (state: Recommendation['state'], ...roles: Role[]) =>
      nextActs(state).filter((act) => may(act, recommendation({ state }), rights(...roles)));
    const facilitator: Role = { facilitator: { space: 's' } };
    const carrier: Role = { contributor: { partner: 'c' } };
    expect(offered('draft', carrier)).toEqual(['propose']);
    expect(offered('proposed', carrier)).toEqual([]);
    expect(offered('proposed', facilitator)).toEqual(['validate']);
    expect(offered('validated', facilitator)).toEqual([]);
    expect(offered('sent', 'coordinator')).toEqual(['answer', 'refuse', 'leave']);
    expect(offered('answered', facilitator)).toEqual(['start']);
    expect(offered('evaluated', 'coordinator')).toEqual([]);
    expect(offered('draft', 'auditor')).toEqual([]);
  });
});

describe('filters of recommendations', () => {
  const shown = (known: Recommendation, search: string) =>
    matches(known, readFilters(new URLSearchParams(search)), () => 'axis', TODAY);

  it('are in the address, and only those that are set', () => {
    const url = new URL('https://plan.example/plans/x/recommandations?at=12&etat=draft');
    const filters = { ...readFilters(url.searchParams), state: '' as const, late: true, carrier: 'c' };
    expect(withFilters(url, filters)).toBe('/plans/x/recommandations?at=12&porteur=c&depasse=oui');
  });

  it('narrow to what they say', () => {
    const known = recommendation({ state: 'sent', deadline: '2026-11-24', flags: ['f'], objectives: ['o'] });
    for (const search of ['', 'objectif=o', 'etat=sent', 'axe=axis', 'niveau=region', 'depasse=oui&change=oui', 'priorite=p&porteur=c&espace=s']) {
      expect(shown(known, search), search).toBe(true);
    }
    for (const search of ['objectif=p', 'etat=draft', 'axe=other', 'niveau=commune', 'porteur=d', 'edition=other']) {
      expect(shown(known, search), search).toBe(false);
    }
    expect(shown(recommendation(), 'change=oui')).toBe(false);
  });

  it('hold a deadline against what is not over only', () => {
    const [yesterday, today] = ['2026-11-24', TODAY];
    expect(isLate(recommendation({ deadline: yesterday }), TODAY)).toBe(true);
    expect(isLate(recommendation({ deadline: today }), TODAY)).toBe(false);
    expect(isLate(recommendation({ deadline: yesterday, state: 'achieved' }), TODAY)).toBe(false);
  });
});
