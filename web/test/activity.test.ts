import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deed, namesOf } from '../src/lib/activity';
import { en } from '../src/lib/i18n/en';
import { fr } from '../src/lib/i18n/fr';
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
