import { describe, expect, it } from 'vitest';
import { en } from '../src/lib/i18n/en';
import { plans as enPlans } from '../src/lib/i18n/en-plans';
import { fr } from '../src/lib/i18n/fr';
import { boards as enBoards } from '../src/lib/i18n/en-boards';
import { boards as frBoards } from '../src/lib/i18n/fr-boards';
import { plans as frPlans } from '../src/lib/i18n/fr-plans';
import { french, typographic } from '../src/lib/i18n/typography';

function keys(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`));
}

describe('languages', () => {
  it('say the same things', () => {
    expect(keys(en).sort()).toEqual(keys(fr).sort());
    expect(keys(enBoards).sort()).toEqual(keys(frBoards).sort());
    expect(keys(enPlans).sort()).toEqual(keys(frPlans).sort());
  });

  it('leave nothing empty', () => {
    const texts = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [value];
    for (const messages of [fr, en, frPlans, enPlans, frBoards, enBoards]) {
      expect(texts(messages).filter((text) => typeof text === 'string' && !text.trim())).toEqual([]);
    }
  });

  it('set French as French is', () => {
    expect(french('« Accueil » : oui !')).toBe('«\u202fAccueil\u202f»\u202f: oui\u202f!');
    const set = typographic(fr);
    expect(set.refusals.typed('x')).toBe('Votre texte\u202f: «\u202fx\u202f»');
    expect(set.minutes(95)).toBe('1 h 35');
  });

  it('write French with typographic apostrophes', () => {
    const texts = (value: unknown): string[] =>
      typeof value === 'string'
        ? [value]
        : typeof value === 'object' && value
          ? Object.values(value).flatMap(texts)
          : [];
    expect([fr, frPlans].flatMap(texts).filter((text) => text.includes("'"))).toEqual([]);
  });

  it('count days in words', () => {
    expect([0, 1, -1, 5, 21, 200].map(fr.countdown)).toEqual([
      'aujourd’hui', 'demain', 'hier', 'dans 5 jours', 'dans 3 semaines', 'dans 7 mois',
    ]);
  });
});
