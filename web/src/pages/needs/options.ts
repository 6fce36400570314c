import { byNumber, type Finding } from '../../lib/model/findings';

/** Findings to choose from, by number and words; those that no longer hold are left out. */
export const findingOptions = (findings: Finding[], call: (n: number) => string): { id: string; label: string }[] =>
  findings
    .filter(({ state }) => state !== 'obsolete')
    .sort(byNumber)
    .map(({ id, number, statement }) => ({ id, label: `${call(number)} – ${statement}` }));
