import { describe, expect, it } from 'vitest';
import { namings } from '../src/pages/territory/naming';

describe('what names a structure', () => {
  it('is each finding and recommendation once, by number, and no withdrawn evidence', () => {
    const piece = (finding: string, structure: string | null, withdrawn = false) => ({ finding, says: { structure }, withdrawn });
    const evidence = [
      piece('f2', 'cada'), piece('f1', 'cada'), piece('f1', 'cada'), piece('f1', 'ili', true), piece('f2', null),
    ];
    const findings = [{ id: 'f2', number: 2 }, { id: 'f1', number: 1 }];
    const from = (structure: string) => ({ what: { provider: { structure } } });
    const recommendations = [
      { id: 'r1', number: 1, resources: [from('pcs'), from('pcs'), { what: { provider: { outside: 'ONE' } } }] },
    ];
    const all = namings(evidence as never, findings as never, recommendations as never);
    expect(all.get('cada')!.findings.map(({ id }) => id)).toEqual(['f1', 'f2']);
    expect(all.get('pcs')!.recommendations.map(({ id }) => id)).toEqual(['r1']);
    expect([...all.keys()].sort()).toEqual(['cada', 'pcs']);
  });
});
