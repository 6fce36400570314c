// Amounts and figures in words. The history says them too, which comes with the first page: no page's words are fetched
// for them.
import { euros as write, writeCents, writeFte } from '../model/money';
import type { MeansKind, Unit } from '../protocol/types';
import { number } from './format';
import { i18n, wordsIn } from './index.svelte';

const fr = {
  fte: (n: string) => `${n} ETP`,
  noSource: 'Source à préciser',
  noProfile: 'Profil à préciser',
  unitOf: {
    people: (n: string) => n, households: (n: string) => n, percent: (n: string) => `${n} %`,
    euros: (n: string) => `${n} €`, places: (n: string) => n, number: (n: string) => n,
    square_kilometres: (n: string) => `${n} km²`,
  },
};
const en: typeof fr = {
  fte: (n) => `${n} FTE`,
  noSource: 'Source to be specified',
  noProfile: 'Profile to be specified',
  unitOf: {
    people: (n) => n, households: (n) => n, percent: (n) => `${n}%`, euros: (n) => `€${n}`,
    places: (n) => n, number: (n) => n, square_kilometres: (n) => `${n} km²`,
  },
};
const amounts = wordsIn(fr, en);

export const euros = (cents: number): string => write(cents, i18n.language);
export const amountField = (cents: number): string => writeCents(cents, i18n.language);
export const fteField = (hundredths: number): string => writeFte(hundredths, i18n.language);
export const fte = (hundredths: number): string => amounts().fte(fteField(hundredths));

/** How much of it: an amount, people, or one line. */
export function quantity(what: MeansKind): string {
  if ('financial' in what) return euros(what.financial.amount);
  return 'human' in what ? fte(what.human.fte) : '';
}

/** What it is, in words. */
export function meansName(what: MeansKind): string {
  const words = amounts();
  if ('financial' in what) return `${what.financial.source || words.noSource}, ${what.financial.year}`;
  return 'human' in what ? what.human.profile || words.noProfile : what.logistic.need;
}

/** A figure in its unit, with the decimals it was published with. */
export const figure = (value: string | number, unit: Unit): string =>
  amounts().unitOf[unit](typeof value === 'number' ? number(value) : decimal(value));

const decimal = (value: string): string =>
  Number(value).toLocaleString(i18n.locale, { minimumFractionDigits: value.split('.')[1]?.length ?? 0 });

/** A share, to a tenth of a per cent. */
export const percent = (share: number): string =>
  amounts().unitOf.percent(share.toLocaleString(i18n.locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 }));
