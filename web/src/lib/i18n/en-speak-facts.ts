import type { SpeakSentences } from './fr-speak-facts';

const q = (title: string) => `“${title}”`;
const origins = { field: 'field', society: 'event in society' };

export const speakFacts: SpeakSentences = {
  'expertise.received': (f, n) => `recorded the request for expertise ${n.expertise(f.expertise)} (${origins[f.origin]})`,
  'expertise.reworded': (f, n) => `reworded the question of request ${n.expertise(f.expertise)}`,
  'expertise.qualified': (f, n) => `qualified the request ${n.expertise(f.expertise)}`,
  'expertise.mobilised': (f, n) =>
    `mobilised ${f.partners.map((id) => q(n.partner(id))).join(', ')} on the request ${n.expertise(f.expertise)}`,
  'expertise.released': (f, n) => `released ${q(n.partner(f.partner))} from the request ${n.expertise(f.expertise)}`,
  'expertise.answered': (f, n) => `answered the request ${n.expertise(f.expertise)}`,
  'expertise.answer_corrected': (f, n) => `corrected the answer to the request ${n.expertise(f.expertise)}`,
  'expertise.due_set': (f, n) =>
    f.to
      ? `set ${n.day(f.to)} as the due day of the request ${n.expertise(f.expertise)}`
      : `removed the due day of the request ${n.expertise(f.expertise)}`,
  'expertise.closed': (f, n) => `closed the request ${n.expertise(f.expertise)}`,
  'advocacy.drafted': (f) => `began the ${f.kind} ${q(f.title)}`,
  'advocacy.renamed': (f) => `renamed ${q(f.from)} to ${q(f.to)}`,
  'advocacy.reworded': (f, n) => `rewrote the text of ${n.advocacy(f.advocacy)}`,
  'advocacy.addressed': (f, n) => `addressed ${n.advocacy(f.advocacy)} to ${f.to.map((to) => to.body).join(', ')}`,
  'advocacy.chosen': (f, n) =>
    f.to.length
      ? `chose for ${n.advocacy(f.advocacy)}: ${f.to.map(n.recommendation).join(', ')}`
      : `took every recommendation out of ${n.advocacy(f.advocacy)}`,
  'advocacy.sent': (f, n) => `sent ${n.advocacy(f.advocacy)} on ${n.day(f.day)}`,
  'advocacy.answer_due_set': (f, n) =>
    f.to
      ? `expects an answer to ${n.advocacy(f.advocacy)} by ${n.day(f.to)}`
      : `expects no answer to ${n.advocacy(f.advocacy)} by a given day any more`,
  'advocacy.answer_recorded': (f, n) => `recorded an answer to ${n.advocacy(f.advocacy)}`,
  'advocacy.reminded': (f, n) => `reminded the addressees of ${n.advocacy(f.advocacy)} on ${n.day(f.reminder.day)}`,
  'advocacy.left_unanswered': (f, n) => `recorded that ${n.advocacy(f.advocacy)} stayed unanswered`,
  'advocacy.closed': (f, n) => `closed ${n.advocacy(f.advocacy)}`,
};
