import { describe, expect, it } from 'vitest';
import { out as en } from '../src/lib/i18n/en-out';
import { out as fr } from '../src/lib/i18n/fr-out';
import { imports as enImports } from '../src/lib/i18n/en-imports';
import { imports as frImports } from '../src/lib/i18n/fr-imports';
import { rightsOf } from '../src/lib/model/rights';
import { documentUrl, tableUrl } from '../src/lib/sync/tables';
import { GROUPS, imported } from '../src/pages/data/tables';
import schema from '../schema.json';

const listed = GROUPS.flatMap(({ tables }) => tables.map(({ name }) => name));
const IMPORTED = [
  'axes', 'themes', 'communes', 'figures', 'structures', 'findings', 'partners', 'tasks', 'objectives', 'needs', 'evidence', 'priorities',
  'recommendations', 'means', 'spaces', 'meetings', 'items', 'expertise', 'outputs', 'reports',
] as const;

describe('import and export', () => {
  it('lists every table once, by a name in both languages', () => {
    expect([...listed].sort()).toEqual(Object.keys(fr.names).sort());
    expect(new Set(listed).size).toBe(listed.length);
    expect(Object.keys(en.names).sort()).toEqual(Object.keys(fr.names).sort());
  });

  it('says what to bring of each table that is brought in', () => {
    for (const words of [frImports, enImports]) {
      for (const table of IMPORTED) expect(words.lead[table] && words.titles[table]).toBeTruthy();
    }
    expect(Object.keys(enImports.codes).sort()).toEqual(Object.keys(frImports.codes).sort());
  });

  it('offers a way in where a role has one', () => {
    const none = () => undefined;
    const of = (rights: ReturnType<typeof rightsOf>) => listed.filter((name) => imported(name, rights));
    expect(of(rightsOf(['coordinator'], none)).sort()).toEqual([...IMPORTED].sort());
    expect(of(rightsOf([{ contributor: { partner: 'p' } }], none))).toEqual([
      'findings', 'evidence', 'needs', 'priorities', 'recommendations', 'means', 'reports', 'items', 'tasks', 'expertise',
    ]);
    expect(of(rightsOf(['auditor'], none))).toEqual([]);
    expect(imported('comments', rightsOf(['coordinator'], none))).toBeNull();
  });

  it('asks for the moment that is shown', () => {
    expect(tableUrl('p', 'needs', 12)).toBe('/api/plans/p/tables/needs?at=12');
    expect(documentUrl('p', 'docx', 'en', null)).toBe('/api/plans/p/document?format=docx&language=en');
    expect(documentUrl('p', 'html', 'fr', 7)).toBe('/api/plans/p/document?format=html&language=fr&at=7');
  });

  it('knows the answer about a calendar', () => {
    expect(Object.keys(schema.$defs.CalendarLink.properties)).toEqual(['created', 'url']);
  });
});
