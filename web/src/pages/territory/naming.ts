// What names each structure, told in one walk through the plan.
import { byNumber } from '../../lib/model/findings';
import type { Evidence, Finding, RecommendationRecord } from '../../lib/protocol/types';

/** The findings whose evidence comes from a structure, and the recommendations that it helps, by number. */
export type Naming = { findings: Finding[]; recommendations: RecommendationRecord[] };

export function namings(evidence: Evidence[], findings: Finding[], recommendations: RecommendationRecord[]): Map<string, Naming> {
  const all = new Map<string, Naming>();
  const of = (structure: string): Naming => {
    const known = all.get(structure) ?? { findings: [], recommendations: [] };
    all.set(structure, known);
    return known;
  };
  const sources = new Map<string, Set<string>>();
  for (const { finding, says, withdrawn } of evidence) {
    if (says.structure && !withdrawn) sources.set(finding, (sources.get(finding) ?? new Set()).add(says.structure));
  }
  for (const finding of findings.toSorted(byNumber)) {
    for (const structure of sources.get(finding.id) ?? []) of(structure).findings.push(finding);
  }
  for (const recommendation of recommendations.toSorted(byNumber)) {
    const helping = recommendation.resources.flatMap(({ what }) => ('structure' in what.provider ? [what.provider.structure] : []));
    for (const structure of new Set(helping)) of(structure).recommendations.push(recommendation);
  }
  return all;
}
