import type { FactKind } from '../protocol/names';
import type { FactSentences } from './facts';

type SpeakKind = Extract<FactKind, `expertise.${string}` | `advocacy.${string}`>;
export type SpeakSentences = { [K in SpeakKind]: FactSentences[K] };

const q = (title: string) => `« ${title} »`;
const kinds = { memorandum: 'le mémorandum', interpellation: 'l’interpellation', letter: 'le courrier' };
const origins = { field: 'terrain', society: 'fait de société' };

/** Requests for expertise, and what is said to politicians. */
export const speakFacts: SpeakSentences = {
  'expertise.received': (f, n) => `a consigné la demande d’expertise ${n.expertise(f.expertise)} (${origins[f.origin]})`,
  'expertise.reworded': (f, n) => `a reformulé la question de la demande ${n.expertise(f.expertise)}`,
  'expertise.qualified': (f, n) => `a qualifié la demande ${n.expertise(f.expertise)}`,
  'expertise.mobilised': (f, n) =>
    `a mobilisé ${f.partners.map((id) => q(n.partner(id))).join(', ')} sur la demande ${n.expertise(f.expertise)}`,
  'expertise.released': (f, n) => `a libéré ${q(n.partner(f.partner))} de la demande ${n.expertise(f.expertise)}`,
  'expertise.answered': (f, n) => `a répondu à la demande ${n.expertise(f.expertise)}`,
  'expertise.answer_corrected': (f, n) => `a corrigé la réponse à la demande ${n.expertise(f.expertise)}`,
  'expertise.due_set': (f, n) =>
    f.to
      ? `a fixé l’échéance de la demande ${n.expertise(f.expertise)} au ${n.day(f.to)}`
      : `a retiré l’échéance de la demande ${n.expertise(f.expertise)}`,
  'expertise.closed': (f, n) => `a clos la demande ${n.expertise(f.expertise)}`,
  'advocacy.drafted': (f) => `a commencé ${kinds[f.kind]} ${q(f.title)}`,
  'advocacy.renamed': (f) => `a renommé ${q(f.from)} en ${q(f.to)}`,
  'advocacy.reworded': (f, n) => `a réécrit le texte de ${n.advocacy(f.advocacy)}`,
  'advocacy.addressed': (f, n) => `a fixé les destinataires de ${n.advocacy(f.advocacy)} : ${f.to.map((to) => to.body).join(', ')}`,
  'advocacy.chosen': (f, n) =>
    f.to.length
      ? `a choisi pour ${n.advocacy(f.advocacy)} : ${f.to.map(n.recommendation).join(', ')}`
      : `a retiré toute recommandation de ${n.advocacy(f.advocacy)}`,
  'advocacy.sent': (f, n) => `a envoyé ${n.advocacy(f.advocacy)}, le ${n.day(f.day)}`,
  'advocacy.answer_due_set': (f, n) =>
    f.to
      ? `attend une réponse à ${n.advocacy(f.advocacy)} pour le ${n.day(f.to)}`
      : `n’attend plus de réponse à ${n.advocacy(f.advocacy)} à une date précise`,
  'advocacy.answer_recorded': (f, n) => `a consigné une réponse à ${n.advocacy(f.advocacy)}`,
  'advocacy.reminded': (f, n) => `a relancé les destinataires de ${n.advocacy(f.advocacy)}, le ${n.day(f.reminder.day)}`,
  'advocacy.left_unanswered': (f, n) => `a acté que ${n.advocacy(f.advocacy)} est resté sans réponse`,
  'advocacy.closed': (f, n) => `a clos ${n.advocacy(f.advocacy)}`,
};
