import type { FindingWords } from './fr-findings';

export const en: FindingWords = {
  states: {
    recorded: 'Recorded',
    inherited: 'Inherited',
    under_review: 'Under review',
    upheld: 'Upheld',
    updated: 'Updated',
    obsolete: 'Obsolete',
  },
  chain: {
    flag: 'Rests on a finding that has changed',
    flags: (n) => `Rests on ${n} findings that have changed`,
    flagged: 'To confirm',
    updated: (finding, day) => `${finding} was updated on ${day}:`,
    obsolete: (finding, day) => `${finding} was declared obsolete on ${day}:`,
    changed: (finding) => `${finding} has changed:`,
    confirm: 'Confirm…',
    confirmOf: (about, finding) => `Confirm ${about} in spite of the change of ${finding}`,
    confirmTitle: (about, finding) => `Does ${about} still hold, now that ${finding} has changed?`,
    holds: 'Conclusion',
    stands: 'It holds as it is',
    standsHint: 'Nothing to modify: the change of the finding does not affect it.',
    adapted: 'It has been adapted',
    adaptedHint: 'Its text was revised for what the finding now says.',
    send: 'Confirm',
    confirmed: (about, finding) => `${about} is confirmed against ${finding}.`,
    now: 'The finding now says',
  },
};
