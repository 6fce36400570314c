import { describe, expect, it } from 'vitest';
import { out as en } from '../src/lib/i18n/en-out';
import { out as fr } from '../src/lib/i18n/fr-out';
import { territory as enTerritory } from '../src/lib/i18n/en-territory';
import { territory as frTerritory } from '../src/lib/i18n/fr-territory';
import { rightsOf } from '../src/lib/model/rights';
import { documentUrl, tableUrl } from '../src/lib/sync/tables';
import { GROUPS, imported } from '../src/pages/data/tables';
import schema from '../schema.json';

const listed = GROUPS.flatMap(({ tables }) => tables.map(({ name }) => name));
const IMPORTED = ['figures', 'structures', 'findings', 'partners', 'tasks'] as const;

describe('import and export', () => {
  it('lists every table once, by a name in both languages', () => {
    expect([...listed].sort()).toEqual(Object.keys(fr.names).sort());
    expect(new Set(listed).size).toBe(listed.length);
    expect(Object.keys(en.names).sort()).toEqual(Object.keys(fr.names).sort());
  });

  it('says what to bring of each table that is brought in', () => {
    for (const { imports } of [frTerritory, enTerritory]) {
      for (const table of IMPORTED) expect(imports.lead[table] && imports[table]).toBeTruthy();
    }
  });

  it('offers a way in where a role has one', () => {
    const none = () => undefined;
    const of = (rights: ReturnType<typeof rightsOf>) => listed.filter((name) => imported(name, rights));
    expect(of(rightsOf(['coordinator'], none)).sort()).toEqual([...IMPORTED].sort());
    expect(of(rightsOf([{ contributor: { partner: 'p' } }], none))).toEqual(['findings', 'tasks']);
    expect(of(rightsOf(['auditor'], none))).toEqual([]);
    expect(imported('evidence', rightsOf(['coordinator'], none))).toBeNull();
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
