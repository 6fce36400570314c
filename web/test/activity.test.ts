import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { deed, namesOf } from '../src/lib/activity';
import { en } from '../src/lib/i18n/en';
import { fr } from '../src/lib/i18n/fr';
import { i18n } from '../src/lib/i18n/index.svelte';
import { communeId } from '../src/lib/model/territory';
import type { FactKind } from '../src/lib/protocol/names';
import type { Fact } from '../src/lib/protocol/types';
import { shelf } from './samples';

type Schema = {
  $ref?: string;
  const?: unknown;
  enum?: unknown[];
  type?: string | string[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
};

const { $defs } = JSON.parse(
  readFileSync(new URL('../schema.json', import.meta.url), 'utf8'),
) as { $defs: Record<string, Schema> };

const resolve = (schema: Schema): Schema =>
  schema.$ref ? resolve($defs[schema.$ref.split('/').at(-1)!]!) : schema;

/** Some value of a schema, all that is optional given. */
function sample(schema: Schema): unknown {
  if (schema.$ref?.endsWith('/Decimal')) return '30';
  const { oneOf, anyOf, properties, type, items, ...rest } = resolve(schema);
  if (rest.const !== undefined) return rest.const;
  if (rest.enum) return rest.enum[0];
  const kind = Array.isArray(type) ? type[0] : type;
  if (oneOf ?? anyOf) return sample((oneOf ?? anyOf)![0]!);
  if (kind === 'array') return items ? [sample(items)] : [];
  if (kind === 'integer' || kind === 'number') return 30;
  if (kind === 'boolean') return true;
  if (kind === 'string') return '2027-01-01';
  return Object.fromEntries(Object.entries(properties ?? {}).map(([k, v]) => [k, sample(v)]));
}

/** One fact of every kind that the schema has. */
const facts = resolve({ $ref: '#/$defs/Fact' }).oneOf!.flatMap((concept) => {
  const [name, inner] = Object.entries(concept.properties!)[0]!;
  return resolve(inner).oneOf!.map((variant) => {
    const [action, body] = Object.entries(variant.properties!)[0]!;
    return { kind: `${name}.${action}`, fact: { [name]: { [action]: sample(body) } } as unknown as Fact };
  });
});

describe('activity', () => {
  it('finds every kind of event in the schema', () => {
    expect(facts.length).toBeGreaterThan(50);
    expect(facts.map((f) => f.kind)).toContain('agenda.item_moved');
  });

  for (const [language, messages] of [['fr', fr], ['en', en]] as const) {
    const names = namesOf(shelf(), new Map(), messages);
    it.each(facts)(`says $kind in ${language}`, ({ kind, fact }) => {
      const words = deed({ kind, fact }, names, messages);
      expect(words).not.toBe(messages.history.withheld);
      expect(words).not.toMatch(/undefined|null|\[object|NaN/);
      expect(words.length).toBeGreaterThan(8);
    });
    it(`says in ${language} that something happened where the fact is withheld`, () => {
      expect(deed({ kind: 'task.added', fact: null }, names, messages)).toBe(messages.history.withheld);
      expect(deed({ kind: 'new.kind', fact: facts[0]!.fact }, names, messages)).toBe(messages.history.withheld);
    });
  }
});

describe('amounts and figures in sentences', () => {
  const R = 'r1';
  const means = (amount: number) => ({ financial: { amount, year: 2026, source: 'Région' } });
  const records = shelf();
  const put = (kind: string, id: string, record: object) =>
    records.apply(new Map([[`${kind}:${id}`, { type: kind, id, ...record } as never]]));
  put('recommendation', R, { number: 3 });
  put('measure', 'm', { title: 'Population', unit: 'people' });
  put('measure', 'e', { title: 'Budget', unit: 'euros' });
  put('commune', communeId('92045'), { ins_code: '92045', name: 'Gembloux' });
  const place = { commune: { ins_code: '92045' } };
  const figures = (measure: string, rows: object[]) => ({ measure, day: '2026-01-01', source: 'Statbel', rows });
  const line = { recommendation: R, means: 'l', what: means(1_200_050) };
  const part = { amount: 400_000, rest: 'x' };
  const cases: [FactKind, object, string, string][] = [
    ['recommendation.means_added', { recommendation: R, means: { id: 'l', secured: false, what: means(1_200_050) } },
      'a ajouté des moyens à la recommandation R 3 : 12 000,50 € (Région, 2026)',
      'added means to recommendation R 3: €12,000.50 (Région, 2026)'],
    ['recommendation.means_changed',
      { recommendation: R, from: { what: { human: { fte: 50, profile: 'Animation' } } }, to: { what: means(100) } },
      'a modifié des moyens de la recommandation R 3 : 1,00 € (Région, 2026) au lieu de 0,5 ETP (Animation)',
      'changed means of recommendation R 3: €1.00 (Région, 2026) instead of 0.5 FTE (Animation)'],
    ['recommendation.means_removed', { recommendation: R, means: { what: { logistic: { need: 'Un local' } } } },
      'a retiré des moyens de la recommandation R 3 : Un local', 'removed means of recommendation R 3: Un local'],
    ['recommendation.means_secured', { ...line, part: null },
      'a acté des moyens acquis pour la recommandation R 3 : 12 000,50 € (Région, 2026)',
      'recorded means as secured for recommendation R 3: €12,000.50 (Région, 2026)'],
    ['recommendation.means_secured', { ...line, part },
      'a acté des moyens acquis pour la recommandation R 3 : 4 000,00 € sur 12 000,50 € (Région, 2026)',
      'recorded means as secured for recommendation R 3: €4,000.00 of €12,000.50 (Région, 2026)'],
    // As early logs have it.
    ['recommendation.means_secured', { recommendation: R, means: 'l', part },
      'a acté des moyens acquis pour la recommandation R 3 : 4 000,00 €',
      'recorded means as secured for recommendation R 3: €4,000.00'],
    ['recommendation.means_secured', { recommendation: R, means: 'l', part: null },
      'a acté des moyens acquis pour la recommandation R 3', 'recorded means as secured for recommendation R 3'],
    ['recommendation.means_released', line,
      'a remis en recherche des moyens de la recommandation R 3 : 12 000,50 € (Région, 2026)',
      'set means of recommendation R 3 to sought again: €12,000.50 (Région, 2026)'],
    ['territory.figures_set', figures('m', [{ place, from: '26000', to: '26500' }]),
      'a encodé 1 chiffre de « Population » au 1 janv. 2026 (Statbel) : Gembloux 26 500 au lieu de 26 000',
      'entered 1 figure of “Population” on 1 Jan 2026 (Statbel): Gembloux 26,500 instead of 26,000'],
    ['territory.figures_set', figures('e', [{ place: 'territory', from: null, to: '1250.5' }, { place, from: '1', to: null }]),
      'a encodé 2 chiffres de « Budget » au 1 janv. 2026 (Statbel) : Namur 1 250,5 €, Gembloux (chiffre retiré)',
      'entered 2 figures of “Budget” on 1 Jan 2026 (Statbel): Namur €1,250.5, Gembloux (figure withdrawn)'],
    ['territory.figures_set', figures('m', Array.from({ length: 5 }, () => ({ place, from: null, to: '7' }))),
      'a encodé 5 chiffres de « Population » au 1 janv. 2026 (Statbel) : Gembloux 7, Gembloux 7, Gembloux 7 et 2 autres',
      'entered 5 figures of “Population” on 1 Jan 2026 (Statbel): Gembloux 7, Gembloux 7, Gembloux 7 and 2 more'],
  ];
  afterAll(() => void (i18n.language = 'fr'));

  it.each(cases)('%s', (kind, body, french, english) => {
    const [concept, action] = kind.split('.') as [string, string];
    const fact = { [concept]: { [action]: body } } as unknown as Fact;
    const said = (language: 'fr' | 'en', m: typeof fr) => {
      i18n.language = language;
      // Spaces of any width are one to the eye.
      return deed({ kind, fact }, namesOf(records, new Map(), m), m).replace(/\s/g, ' ');
    };
    expect(said('fr', fr)).toBe(french);
    expect(said('en', en)).toBe(english);
  });
});
