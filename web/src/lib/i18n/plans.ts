import { euros as write, writeCents, writeFte } from '../model/money';
import type { MeansKind } from '../protocol/types';
import { plans as en } from './en-plans';
import { plans as fr } from './fr-plans';
import { i18n, say, wordsIn } from './index.svelte';

/** What the pages of priorities and recommendations say, in the language of the interface. */
export const plans = wordsIn(fr, en);

export const euros = (cents: number): string => write(cents, i18n.language);
export const amountField = (cents: number): string => writeCents(cents, i18n.language);
export const fteField = (hundredths: number): string => writeFte(hundredths, i18n.language);
export const fte = (hundredths: number): string => plans().totals.fte(fteField(hundredths));

/** How much of it: an amount, people, or one line. */
export function quantity(what: MeansKind): string {
  if ('financial' in what) return euros(what.financial.amount);
  return 'human' in what ? fte(what.human.fte) : '';
}

/** What it is, in words. */
export function meansName(what: MeansKind): string {
  const words = plans().means;
  if ('financial' in what) return `${what.financial.source || words.noSource}, ${what.financial.year}`;
  return 'human' in what ? what.human.profile || words.noProfile : what.logistic.need;
}

/** By its number; what has none yet is still on its way to the server. */
export const called = (kind: 'priority' | 'recommendation', number: number): string =>
  number ? say().numbered[kind](number) : plans().unnumbered[kind];
