import type { search as fr } from './fr-search';

/** Search over the plan. */
export const search: typeof fr = {
  title: 'Search',
  label: 'Search the plan',
  go: 'Search',
  hint: 'A word, a phrase, or a number like F 12. Accents do not matter.',
  none: (words) => `Nothing matches “${words}”.`,
  advice: 'Try fewer words, or the beginning of a word.',
  count: (n, more) => (n === 1 ? '1 result' : `${more ? 'first ' : ''}${n} results`),
  more: 'Show more',
  now: 'The search is over the plan of today, not the moment that is shown.',
  kinds: {
    plan: 'Plan',
    edition: 'Edition',
    axis: 'Axis',
    theme: 'Theme',
    partner: 'Partner',
    space: 'Space',
    meeting: 'Meeting',
    item: 'Agenda item',
    task: 'Task',
    finding: 'Finding',
    evidence: 'Evidence',
    need: 'Need',
    priority: 'Priority',
    recommendation: 'Recommendation',
    report: 'Progress report',
  },
};
