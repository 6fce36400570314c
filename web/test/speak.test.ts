import { describe, expect, it } from 'vitest';
import { rightsOf } from '../src/lib/model/rights';
import { SPEAK } from '../src/lib/model/apply-speak';
import { Layer, Shelf } from '../src/lib/model/records';
import { differences, isLate, median, reactionDays, silence, silent, wordsBetween, type Advocacy, type Expertise } from '../src/lib/model/speak';
import { keyOfRecord, type RecordOf } from '../src/lib/protocol/names';
import type { Pinned, Role } from '../src/lib/protocol/types';
import { byNewest, matches as isShown, readFilters as readTexts } from '../src/pages/advocacy/filters';
import { byWaiting, matches, readFilters, withFilters } from '../src/pages/expertise/filters';

const TODAY = '2026-11-25';
const DAY = 86_400_000;
const at = (day: number) => new Date(2026, 9, 1, 12).getTime() + day * DAY;

const request = (more: Partial<Expertise> = {}): Expertise => ({
  type: 'expertise', id: 'e', number: 1, origin: 'field', question: 'Q', context: '', urgency: 'normal', axis: null,
  themes: [], space: 's', partner: 'p', due: null, mobilised: [], answer: null, state: 'received', received_at: at(0),
  qualified_at: null, mobilised_at: null, answered_at: null, closed_at: null, changed_by: 'x', ...more,
});
const text = (more: Partial<Advocacy> = {}): Advocacy => ({
  type: 'advocacy', id: 'a', number: 1, kind: 'letter', title: 'A', text: 'T', edition: null,
  addressees: [{ level: 'region', body: 'SPW' }, { level: 'commune', body: 'Namur' }], recommendations: [], state: 'sent',
  sent: { day: '2026-09-01', pinned_at: 1, pinned: [] }, answer_due: '2026-11-20', answers: [], reminders: [],
  decided: null, confirmed: {}, changed_by: 'x', flags: [], ...more,
});
const answer = (from: number) => ({ answer: `n${from}`, from, day: TODAY, tone: 'partly' as const, summary: 'Oui' });
const pinned: Pinned = {
  recommendation: 'r', number: 1, title: 'Des cours du soir', text: 'Ouvrir des cours.', deadline: null,
  addressee: { level: 'region', body: 'SPW' }, concerns: {}, state: 'validated',
};

describe('requests for expertise', () => {
  it('count whole days until somebody is mobilised', () => {
    expect(reactionDays(request())).toBe(null);
    expect(reactionDays(request({ mobilised_at: at(3) }))).toBe(3);
    expect(reactionDays(request({ mobilised_at: at(0) + 60_000 }))).toBe(0);
    expect([median([]), median([4]), median([9, 1, 5]), median([1, 8])]).toEqual([null, 4, 5, 1]);
  });

  it('are late when their day has passed and nobody has answered', () => {
    expect(isLate(request({ due: '2026-11-24' }), TODAY)).toBe(true);
    expect(isLate(request({ due: TODAY }), TODAY)).toBe(false);
    expect(isLate(request({ due: '2026-11-24', state: 'answered' }), TODAY)).toBe(false);
  });

  it('are narrowed by the address, what waits first', () => {
    const url = new URL('https://plan.example/plans/x/expertises?at=12&etat=received');
    const filters = { ...readFilters(url.searchParams), state: '' as const, urgency: 'high' as const, late: true };
    expect(withFilters(url, filters)).toBe('/plans/x/expertises?at=12&urgence=high&retard=oui');
    const shown = (search: string) => matches(request({ due: '2026-11-01' }), readFilters(new URLSearchParams(search)), TODAY);
    for (const search of ['', 'etat=received', 'origine=field&urgence=normal', 'retard=oui']) expect(shown(search), search).toBe(true);
    for (const search of ['etat=closed', 'origine=society', 'urgence=high']) expect(shown(search), search).toBe(false);
    const list = [request({ id: '1', state: 'closed' }), request({ id: '2' }), request({ id: '3', due: '2026-12-01' })];
    expect(list.sort(byWaiting).map(({ id }) => id)).toEqual(['3', '2', '1']);
  });

  it('belong to who leads their space, and are answered by who was asked to', () => {
    const rights = (...roles: Role[]) => rightsOf(roles, () => undefined);
    const [lead, asker, asked]: Role[] = [
      { facilitator: { space: 's' } }, { contributor: { partner: 'p' } }, { contributor: { partner: 'q' } },
    ];
    const known = request({ state: 'mobilised', mobilised: ['q'] });
    expect([lead, asker, asked].map((role) => rights(role!).handleExpertise(known))).toEqual([true, false, false]);
    expect([lead, asker, asked].map((role) => rights(role!).answerExpertise(known))).toEqual([true, false, true]);
    expect(rights(asker!).requestExpertise({ partner: 'p' })).toBe(true);
    // Who asked rewords the question; who was asked answers it.
    expect([lead, asker, asked].map((role) => rights(role!).requestExpertise(known))).toEqual([true, true, false]);
    expect(rights('auditor').requestExpertise({ partner: 'p', space: 's' })).toBe(false);
  });
});

describe('advocacy', () => {
  it('knows who is silent, and for how long', () => {
    expect(silence(text(), TODAY)).toBe(5);
    expect(silent(text({ answers: [answer(0)] })).map(({ body }) => body)).toEqual(['Namur']);
    expect(silence(text({ state: 'answered', answers: [answer(0), answer(1)] }), TODAY)).toBe(null);
    expect(silence(text({ answer_due: TODAY }), TODAY)).toBe(null);
    expect(silence(text({ answer_due: null }), TODAY)).toBe(null);
    expect(silence(text({ state: 'unanswered' }), TODAY)).toBe(null);
    expect(isShown(text(), readTexts(new URLSearchParams('retard=oui&etat=sent')), TODAY)).toBe(true);
    expect(isShown(text(), readTexts(new URLSearchParams('type=memorandum')), TODAY)).toBe(false);
    const list = [text({ id: '1' }), text({ id: '2', state: 'draft', sent: null })];
    expect(list.sort(byNewest).map(({ id }) => id)).toEqual(['2', '1']);
  });

  it('shows word by word what a recommendation says differently since it was sent', () => {
    const write = { addressee: (to: { body: string }) => to.body, deadline: (day: string | null | undefined) => day ?? '–' };
    expect(differences(pinned, pinned, write)).toEqual([]);
    const now = { ...pinned, text: 'Ouvrir deux cours.', deadline: '2027-01-01' };
    const found = differences(pinned, now, write);
    expect(found.map(({ field }) => field)).toEqual(['text', 'deadline']);
    expect(wordsBetween('Ouvrir des cours.', 'Ouvrir deux cours.')).toEqual([
      { text: 'Ouvrir ', is: 'same' }, { text: 'des', is: 'removed' }, { text: 'deux', is: 'added' }, { text: ' cours.', is: 'same' },
    ]);
    // Both texts are there whole, whatever the words.
    for (const [from, to] of [['', 'L’eau'], ['été', ''], ['Au-delà d’un an, oui.', 'Au-delà de deux ans : oui !']] as const) {
      const parts = wordsBetween(from, to);
      const said = (but: string) => parts.filter(({ is }) => is !== but).map(({ text }) => text).join('');
      expect([said('added'), said('removed')]).toEqual([from, to]);
    }
  });

  it('is drawn at once as it will be: pinned, and its validated recommendations sent', () => {
    const recommendation = { ...pinned, type: 'recommendation', id: 'r', flags: [] } as unknown as RecordOf<'recommendation'>;
    const shelf = new Shelf();
    const draft = text({ state: 'draft', sent: null, recommendations: [{ recommendation: 'r', linked_at: 1 }] });
    shelf.apply(new Map([draft, recommendation].map((record) => [keyOfRecord(record), record])));
    const layer = new Layer(shelf);
    const ctx = { layer, actor: 'me' };
    SPEAK['advocacy.send']!({ advocacy: 'a', day: TODAY }, ctx);
    expect(layer.get('advocacy', 'a')).toMatchObject({ state: 'sent', sent: { day: TODAY, pinned: [pinned] } });
    expect(layer.get('recommendation', 'r')?.state).toBe('sent');
    SPEAK['advocacy.record_answer']!({ advocacy: 'a', answer: { ...answer(0), summary: ' Oui ' }, recommendations: ['r'] }, ctx);
    expect(layer.get('advocacy', 'a')).toMatchObject({ state: 'answered', answers: [{ summary: 'Oui' }] });
    expect(layer.get('recommendation', 'r')).toMatchObject({ state: 'answered', answer: 'Oui' });
    layer.put(request());
    SPEAK['expertise.reword']!({ expertise: 'e', question: ' Autre ' }, ctx);
    expect(layer.get('expertise', 'e')).toMatchObject({ question: 'Autre', changed_by: 'me' });
    layer.put(request({ state: 'answered' }));
    SPEAK['expertise.reword']!({ expertise: 'e', question: 'Trop tard' }, ctx);
    expect(layer.get('expertise', 'e')?.question).toBe('Q');
    SPEAK['advocacy.reword']!({ advocacy: 'a', text: 'Autre' }, ctx);
    expect(layer.get('advocacy', 'a')?.text).toBe('T');
  });
});
