import { describe, expect, it } from 'vitest';
import { MAX_CENTS, euros, parseCents, parseFte, writeCents, writeFte } from '../src/lib/model/money';

describe('amounts', () => {
  it('are read as people write them', () => {
    const written: [string, number][] = [
      ['12 000,50', 1_200_050], ['12.000,50', 1_200_050], ['12,000.50', 1_200_050], ['12000.5', 1_200_050],
      ['12\u00a0000,50', 1_200_050], ['12\u202f000,50\u202f€', 1_200_050], ['€12,000.50', 1_200_050],
      ['12000', 1_200_000], ['12.000', 1_200_000], ['12,000', 1_200_000], ['1.234.567', 123_456_700],
      ['0,05', 5], ['0.1', 10], ['0', 0], ['007', 700], ['  8 EUR ', 800], ['12,', 1_200],
      ['100 000 000 000', MAX_CENTS],
    ];
    expect(written.map(([text]) => parseCents(text))).toEqual(written.map(([, cents]) => cents));
  });

  it('are refused rather than guessed', () => {
    const none = [
      '', '€', '-5', '1,234,56', '1.2.3', '12,345.678', '0,005', '0.500', '1e3', '12a', ',50', '12.34,567',
      '100 000 000 000,01', '99999999999999999999',
    ];
    expect(none.map(parseCents)).toEqual(none.map(() => null));
  });

  it('are exact where floats are not', () => {
    // 1.005 × 100 and 0.1 + 0.2 are known for it.
    for (const cents of [1, 29, 57, 58, 113, 1_010, 110_289, 9_007_199_254_74, MAX_CENTS - 1]) {
      for (const notation of ['fr', 'en'] as const) {
        expect(parseCents(writeCents(cents, notation))).toBe(cents);
        expect(parseCents(euros(cents, notation))).toBe(cents);
      }
    }
  });

  it('are written as each language does', () => {
    expect(euros(1_200_050, 'fr')).toBe('12\u202f000,50\u202f€');
    expect(euros(1_200_050, 'en')).toBe('€12,000.50');
    expect([euros(0, 'fr'), euros(5, 'fr'), euros(100, 'fr')]).toEqual([
      '0,00\u202f€', '0,05\u202f€', '1,00\u202f€',
    ]);
  });
});

describe('full-time equivalents', () => {
  it('are read and written in hundredths', () => {
    expect(['0,5', '1', '1.25', '2,50', '1000'].map(parseFte)).toEqual([50, 100, 125, 250, 100_000]);
    expect(['', '0', '0,00', '1.250', '1000,01', '-1', 'un'].map(parseFte)).toEqual(Array(7).fill(null));
    expect([50, 100, 125, 250].map((n) => writeFte(n, 'fr'))).toEqual(['0,5', '1', '1,25', '2,5']);
    expect(writeFte(125, 'en')).toBe('1.25');
  });
});
