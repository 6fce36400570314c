// A line of means as its form holds it, and back.
import { amountField, fteField } from '../../lib/i18n/amounts';
import { parseCents, parseFte } from '../../lib/model/money';
import type { Kind } from '../../lib/model/totals';
import type { MeansKind } from '../../lib/protocol/types';

export type Draft = { kind: Kind; amount: string; year: number | null; source: string; fte: string; profile: string; need: string };

export function draftOf(what: MeansKind | null, year: number): Draft {
  const draft: Draft = { kind: 'financial', amount: '', year, source: '', fte: '', profile: '', need: '' };
  if (!what) return draft;
  if ('financial' in what) {
    const { amount, year: of, source = '' } = what.financial;
    return { ...draft, amount: amountField(amount), year: of, source };
  }
  if ('human' in what) {
    return { ...draft, kind: 'human', fte: fteField(what.human.fte), profile: what.human.profile ?? '' };
  }
  return { ...draft, kind: 'logistic', need: what.logistic.need };
}

/** What the form says; null where something in it is wrong. */
export function meansOf(draft: Draft): MeansKind | null {
  if (draft.kind === 'financial') {
    const amount = parseCents(draft.amount);
    if (amount === null || !draft.year) return null;
    return { financial: { amount, year: draft.year, source: draft.source.trim() } };
  }
  if (draft.kind === 'human') {
    const hundredths = parseFte(draft.fte);
    return hundredths === null ? null : { human: { fte: hundredths, profile: draft.profile.trim() } };
  }
  return draft.need.trim() ? { logistic: { need: draft.need.trim() } } : null;
}

export const kindOf = (what: MeansKind): Kind =>
  'financial' in what ? 'financial' : 'human' in what ? 'human' : 'logistic';
