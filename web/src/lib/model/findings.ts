// What there is to know of findings, from the records alone.
import { plain } from '../plain';
import type { RecordOf } from '../protocol/names';
import type { EvidenceKind, FindingState, Outcome, Position, StructureKind } from '../protocol/types';
import type { IconName } from '../ui/Icon.svelte';

export type Finding = RecordOf<'finding'>;

export const STATES: FindingState[] = ['recorded', 'inherited', 'under_review', 'upheld', 'updated', 'obsolete'];
export const POSITIONS: Position[] = ['agrees', 'nuances', 'contests'];
export const OUTCOMES: Outcome[] = ['upheld', 'updated', 'obsolete'];
/** The five inputs of a review in the order in which the network takes them, then the rest. */
export const EVIDENCE_KINDS: EvidenceKind[] = [
  'diagnosis', 'ili', 'pcs_pst', 'structure', 'field', 'statistic', 'other',
];
export const REVIEW_INPUTS: ReadonlySet<EvidenceKind> = new Set(EVIDENCE_KINDS.slice(0, 5));
/** Whether structures of a kind are where such evidence comes from; as the server has it. */
export const comesFrom = (kind: EvidenceKind, structure: StructureKind): boolean =>
  kind === 'structure' ||
  (kind === 'ili' && structure === 'ili') ||
  (kind === 'pcs_pst' && (structure === 'pcs' || structure === 'pst'));
/** A position by its sign, beside its word. */
export const SIGNS: Record<Position, IconName> = { agrees: 'check', nuances: 'nuance', contests: 'close' };

export const MAX_STATEMENT = 6_000;
export const MAX_OPINION = 600;

export const counts = (finding: Finding): Record<Position, number> => {
  const sums = { agrees: 0, nuances: 0, contests: 0 };
  for (const { opinion } of Object.values(finding.stances)) sums[opinion.position] += 1;
  return sums;
};

/** Words are settled with: an obsolete finding takes no positions any more. */
export const isOpenToStance = (finding: Finding): boolean => finding.state !== 'obsolete';

/** Before it is settled its words may be changed; afterwards settling it anew updates them. */
export const isOpenToRewording = ({ state }: Finding): boolean =>
  state === 'recorded' || state === 'inherited' || state === 'under_review';

/** The partners of these that have not said what they hold of it. */
export const lacking = (finding: Finding, partners: readonly string[]): string[] =>
  isOpenToStance(finding) ? partners.filter((partner) => !finding.stances[partner]) : [];

/** The number of the event that ended its last review; 0 before the first. */
export const lastReview = (finding: Finding): number => finding.settlements.at(-1)?.at ?? 0;

/** What has no number yet comes last. */
export const byNumber = (a: { number: number }, b: { number: number }): number =>
  (a.number || Infinity) - (b.number || Infinity) || 0;

/** Whether every word sought is there, or it is its number: « C 12 », « 12 ». */
export function isFound(record: { number: number }, texts: readonly string[], sought: string): boolean {
  const query = plain(sought.trim());
  if (!query) return true;
  const number = /^[a-z]?\s*(\d+)$/.exec(query);
  if (number) return record.number === Number(number[1]);
  const all = plain(texts.join(' '));
  return query.split(/\s+/).every((word) => all.includes(word));
}
