import type { FactBody } from '../protocol/names';
import type { Names } from './facts';
import type { ChainSentences } from './fr-chain-facts';

const q = (title: string) => `“${title}”`;
const positions = { agrees: 'agrees with', nuances: 'qualifies', contests: 'contests' };

/** The amount that is secured, of which line. */
function secured({ what, part }: FactBody<'recommendation.means_secured'>, n: Names): string {
  const line = what ? n.means(what) : '';
  if (!part) return line && `: ${line}`;
  return `: ${n.euros(part.amount)}${line && ` of ${line}`}`;
}

/** Findings and what is built on them. */
export const chainFacts: ChainSentences = {
  'finding.recorded': (f, n) => `recorded finding ${n.finding(f.finding)}`,
  'finding.reworded': (f, n) => `reworded finding ${n.finding(f.finding)}`,
  'finding.retagged': (f, n) => `specified what finding ${n.finding(f.finding)} is about`,
  'finding.review_started': (f, n) => `put finding ${n.finding(f.finding)} under review`,
  'finding.upheld': (f, n) => `upheld finding ${n.finding(f.finding)}`,
  'finding.updated': (f, n) => `updated finding ${n.finding(f.finding)}`,
  'finding.made_obsolete': (f, n) => `declared finding ${n.finding(f.finding)} obsolete`,
  'finding.stance_taken': (f, n) =>
    `noted that ${q(n.partner(f.partner))} ${positions[f.to.position]} finding ${n.finding(f.finding)}`,
  'finding.stance_withdrawn': (f, n) =>
    `withdrew the stance of ${q(n.partner(f.partner))} on finding ${n.finding(f.finding)}`,
  'finding.inherited': (f, n) => `took finding ${n.finding(f.finding)} over into edition ${q(n.edition(f.edition))}`,
  'evidence.added': (f, n) => `added ${q(f.says.reference)} to the evidence for finding ${n.finding(f.finding)}`,
  'evidence.corrected': (f) => `corrected the evidence ${q(f.to.reference)}`,
  'evidence.withdrawn': () => 'withdrew a piece of evidence',
  'need.stated': (f, n) => `stated need ${n.need(f.need)}`,
  'need.reworded': (f, n) => `reworded need ${n.need(f.need)}`,
  'need.linked': (f, n) => `linked need ${n.need(f.need)} to finding ${n.finding(f.finding)}`,
  'need.unlinked': (f, n) => `unlinked need ${n.need(f.need)} from finding ${n.finding(f.finding)}`,
  'need.withdrawn': (f, n) => `withdrew need ${n.need(f.need)}`,
  'priority.proposed': (f) => `proposed the priority ${q(f.title)}`,
  'priority.renamed': (f) => `renamed the priority ${q(f.from)} to ${q(f.to)}`,
  'priority.described': (f, n) => `specified priority ${n.priority(f.priority)}`,
  'priority.moved': (f, n) =>
    f.to.after
      ? `ranked priority ${n.priority(f.priority)} after ${n.priority(f.to.after)}`
      : `ranked priority ${n.priority(f.priority)} first in axis ${q(n.axis(f.to.axis))}`,
  'priority.finding_linked': (f, n) => `linked priority ${n.priority(f.priority)} to finding ${n.finding(f.finding)}`,
  'priority.finding_unlinked': (f, n) =>
    `unlinked priority ${n.priority(f.priority)} from finding ${n.finding(f.finding)}`,
  'priority.need_linked': (f, n) => `linked priority ${n.priority(f.priority)} to need ${n.need(f.need)}`,
  'priority.need_unlinked': (f, n) => `unlinked priority ${n.priority(f.priority)} from need ${n.need(f.need)}`,
  'priority.retained': (f, n) => `retained priority ${n.priority(f.priority)}`,
  'priority.dropped': (f, n) => `dropped priority ${n.priority(f.priority)}`,
  'priority.reopened': (f, n) => `proposed priority ${n.priority(f.priority)} again`,
  'priority.closed': (f, n) => `closed priority ${n.priority(f.priority)}`,
  'priority.carried_over': (f, n) =>
    `carried priority ${n.priority(f.from)} over into edition ${q(n.edition(f.edition))}`,
  'recommendation.drafted': (f) => `drafted the recommendation ${q(f.title)}`,
  'recommendation.renamed': (f) => `renamed the recommendation ${q(f.from)} to ${q(f.to)}`,
  'recommendation.reworded': (f, n) => `rewrote recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.addressed': (f, n) => `addressed recommendation ${n.recommendation(f.recommendation)} to ${f.to.body}`,
  'recommendation.assigned': (f, n) =>
    f.to
      ? `entrusted recommendation ${n.recommendation(f.recommendation)} to ${q(n.partner(f.to))}`
      : `removed the carrier of recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.concerns_set': (f, n) =>
    `specified where and for whom recommendation ${n.recommendation(f.recommendation)} is meant`,
  'recommendation.deadline_set': (f, n) =>
    f.to
      ? `set the deadline of recommendation ${n.recommendation(f.recommendation)} to ${n.day(f.to)}`
      : `removed the deadline of recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.objectives_set': (f, n) =>
    `specified the objectives of the decree for recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.moved_to': (f, n) =>
    `put recommendation ${n.recommendation(f.recommendation)} under priority ${n.priority(f.to)}`,
  'recommendation.proposed': (f, n) => `proposed recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.validated': (f, n) => `validated recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.sent': (f, n) => `sent recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.answered': (f, n) => `recorded the answer to recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.started': (f, n) => `started recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.achieved': (f, n) => `recorded that recommendation ${n.recommendation(f.recommendation)} is achieved`,
  'recommendation.refused': (f, n) => `recorded the refusal of recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.left': (f, n) => `left recommendation ${n.recommendation(f.recommendation)} without a follow-up`,
  'recommendation.evaluated': (f, n) => `evaluated recommendation ${n.recommendation(f.recommendation)}`,
  'recommendation.means_added': (f, n) => `added means to recommendation ${n.recommendation(f.recommendation)}: ${n.means(f.means.what)}`,
  'recommendation.means_changed': (f, n) =>
    `changed means of recommendation ${n.recommendation(f.recommendation)}: ${n.means(f.to.what)} instead of ${n.means(f.from.what)}`,
  'recommendation.means_removed': (f, n) =>
    `removed means of recommendation ${n.recommendation(f.recommendation)}: ${n.means(f.means.what)}`,
  'recommendation.means_secured': (f, n) =>
    `recorded means as secured for recommendation ${n.recommendation(f.recommendation)}${secured(f, n)}`,
  'recommendation.means_released': (f, n) =>
    `set means of recommendation ${n.recommendation(f.recommendation)} to sought again${f.what ? `: ${n.means(f.what)}` : ''}`,
  'recommendation.resource_added': (f, n) =>
    `added a resource to recommendation ${n.recommendation(f.recommendation)}: ${f.resource.what.brings}`,
  'recommendation.resource_removed': (f, n) =>
    `removed a resource of recommendation ${n.recommendation(f.recommendation)}: ${f.resource.what.brings}`,
  'recommendation.carried_over': (f, n) =>
    `carried recommendation ${n.recommendation(f.from)} over into edition ${q(n.edition(f.edition))}`,
  'report.written': (f, n) =>
    `reported on the progress of recommendation ${n.recommendation(f.recommendation)}${
      f.progress.percent == null ? '' : `: ${f.progress.percent}%`
    }`,
  'report.corrected': () => 'corrected a progress report',
  'report.withdrawn': () => 'withdrew a progress report',
  'chain.confirmed': (f, n) =>
    f.holds === 'stands'
      ? `confirmed that ${n.record(f.about)} holds though finding ${n.finding(f.finding)} changed`
      : `adapted ${n.record(f.about)} to the change of finding ${n.finding(f.finding)}`,
};
