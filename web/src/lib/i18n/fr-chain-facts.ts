import type { FactBody, FactKind } from '../protocol/names';
import type { FactSentences, Names } from './facts';

type Concept = 'finding' | 'evidence' | 'need' | 'priority' | 'recommendation' | 'report' | 'chain';
export type ChainKind = Extract<FactKind, `${Concept}.${string}`>;
export type ChainSentences = { [K in ChainKind]: FactSentences[K] };

const q = (title: string) => `« ${title} »`;
const positions = { agrees: 'se rallie à', nuances: 'nuance', contests: 'conteste' };

/** The amount that is secured, of which line. */
function secured({ what, part }: FactBody<'recommendation.means_secured'>, n: Names): string {
  const line = what ? n.means(what) : '';
  if (!part) return line && ` : ${line}`;
  return ` : ${n.euros(part.amount)}${line && ` sur ${line}`}`;
}

/** Findings and what is built on them. */
export const chainFacts: ChainSentences = {
  'finding.recorded': (f, n) => `a consigné le constat ${n.finding(f.finding)}`,
  'finding.reworded': (f, n) => `a reformulé le constat ${n.finding(f.finding)}`,
  'finding.retagged': (f, n) => `a précisé de quoi parle le constat ${n.finding(f.finding)}`,
  'finding.review_started': (f, n) => `a remis en question le constat ${n.finding(f.finding)}`,
  'finding.upheld': (f, n) => `a maintenu le constat ${n.finding(f.finding)}`,
  'finding.updated': (f, n) => `a actualisé le constat ${n.finding(f.finding)}`,
  'finding.made_obsolete': (f, n) => `a déclaré caduc le constat ${n.finding(f.finding)}`,
  'finding.stance_taken': (f, n) =>
    `a noté que ${q(n.partner(f.partner))} ${positions[f.to.position]} le constat ${n.finding(f.finding)}`,
  'finding.stance_withdrawn': (f, n) =>
    `a retiré la position de ${q(n.partner(f.partner))} sur le constat ${n.finding(f.finding)}`,
  'finding.inherited': (f, n) =>
    `a repris le constat ${n.finding(f.finding)} dans l’édition ${q(n.edition(f.edition))}`,
  'evidence.added': (f, n) => `a ajouté ${q(f.says.reference)} aux preuves du constat ${n.finding(f.finding)}`,
  'evidence.corrected': (f) => `a corrigé la preuve ${q(f.to.reference)}`,
  'evidence.withdrawn': () => 'a retiré une preuve',
  'need.stated': (f, n) => `a formulé le besoin ${n.need(f.need)}`,
  'need.reworded': (f, n) => `a reformulé le besoin ${n.need(f.need)}`,
  'need.linked': (f, n) => `a relié le besoin ${n.need(f.need)} au constat ${n.finding(f.finding)}`,
  'need.unlinked': (f, n) => `a délié le besoin ${n.need(f.need)} du constat ${n.finding(f.finding)}`,
  'need.withdrawn': (f, n) => `a retiré le besoin ${n.need(f.need)}`,
  'priority.proposed': (f) => `a proposé la priorité ${q(f.title)}`,
  'priority.renamed': (f) => `a renommé la priorité ${q(f.from)} en ${q(f.to)}`,
  'priority.described': (f, n) => `a précisé la priorité ${n.priority(f.priority)}`,
  'priority.moved': (f, n) =>
    f.to.after
      ? `a classé la priorité ${n.priority(f.priority)} après ${n.priority(f.to.after)}`
      : `a classé la priorité ${n.priority(f.priority)} en tête de l’axe ${q(n.axis(f.to.axis))}`,
  'priority.finding_linked': (f, n) =>
    `a relié la priorité ${n.priority(f.priority)} au constat ${n.finding(f.finding)}`,
  'priority.finding_unlinked': (f, n) =>
    `a délié la priorité ${n.priority(f.priority)} du constat ${n.finding(f.finding)}`,
  'priority.need_linked': (f, n) => `a relié la priorité ${n.priority(f.priority)} au besoin ${n.need(f.need)}`,
  'priority.need_unlinked': (f, n) => `a délié la priorité ${n.priority(f.priority)} du besoin ${n.need(f.need)}`,
  'priority.retained': (f, n) => `a retenu la priorité ${n.priority(f.priority)}`,
  'priority.dropped': (f, n) => `a écarté la priorité ${n.priority(f.priority)}`,
  'priority.reopened': (f, n) => `a proposé à nouveau la priorité ${n.priority(f.priority)}`,
  'priority.closed': (f, n) => `a clos la priorité ${n.priority(f.priority)}`,
  'priority.carried_over': (f, n) =>
    `a repris la priorité ${n.priority(f.from)} dans l’édition ${q(n.edition(f.edition))}`,
  'recommendation.drafted': (f) => `a rédigé la recommandation ${q(f.title)}`,
  'recommendation.renamed': (f) => `a renommé la recommandation ${q(f.from)} en ${q(f.to)}`,
  'recommendation.reworded': (f, n) => `a réécrit la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.addressed': (f, n) => `adresse la recommandation ${n.recommendation(f.recommendation)} à ${f.to.body}`,
  'recommendation.assigned': (f, n) =>
    f.to
      ? `a confié la recommandation ${n.recommendation(f.recommendation)} à ${q(n.partner(f.to))}`
      : `a retiré le porteur de la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.concerns_set': (f, n) =>
    `a précisé où et pour qui vaut la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.deadline_set': (f, n) =>
    f.to
      ? `a fixé l’échéance de la recommandation ${n.recommendation(f.recommendation)} au ${n.day(f.to)}`
      : `a retiré l’échéance de la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.objectives_set': (f, n) =>
    `a précisé les objectifs décrétaux de la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.moved_to': (f, n) =>
    `a rangé la recommandation ${n.recommendation(f.recommendation)} sous la priorité ${n.priority(f.to)}`,
  'recommendation.proposed': (f, n) => `a proposé la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.validated': (f, n) => `a validé la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.sent': (f, n) => `a envoyé la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.answered': (f, n) => `a consigné la réponse à la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.started': (f, n) => `a lancé la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.achieved': (f, n) => `a acté la réalisation de la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.refused': (f, n) => `a acté le refus de la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.left': (f, n) => `a laissé sans suite la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.evaluated': (f, n) => `a évalué la recommandation ${n.recommendation(f.recommendation)}`,
  'recommendation.means_added': (f, n) =>
    `a ajouté des moyens à la recommandation ${n.recommendation(f.recommendation)} : ${n.means(f.means.what)}`,
  'recommendation.means_changed': (f, n) =>
    `a modifié des moyens de la recommandation ${n.recommendation(f.recommendation)} : ${n.means(f.to.what)} au lieu de ${n.means(f.from.what)}`,
  'recommendation.means_removed': (f, n) =>
    `a retiré des moyens de la recommandation ${n.recommendation(f.recommendation)} : ${n.means(f.means.what)}`,
  'recommendation.means_secured': (f, n) =>
    `a acté des moyens acquis pour la recommandation ${n.recommendation(f.recommendation)}${secured(f, n)}`,
  'recommendation.means_released': (f, n) =>
    `a remis en recherche des moyens de la recommandation ${n.recommendation(f.recommendation)}${f.what ? ` : ${n.means(f.what)}` : ''}`,
  'recommendation.resource_added': (f, n) =>
    `a ajouté une ressource à la recommandation ${n.recommendation(f.recommendation)} : ${f.resource.what.brings}`,
  'recommendation.resource_removed': (f, n) =>
    `a retiré une ressource de la recommandation ${n.recommendation(f.recommendation)} : ${f.resource.what.brings}`,
  'recommendation.carried_over': (f, n) =>
    `a repris la recommandation ${n.recommendation(f.from)} dans l’édition ${q(n.edition(f.edition))}`,
  'report.written': (f, n) =>
    `a rendu compte de l’avancement de la recommandation ${n.recommendation(f.recommendation)}${
      f.progress.percent == null ? '' : ` : ${f.progress.percent} %`
    }`,
  'report.corrected': () => 'a corrigé un compte rendu d’avancement',
  'report.withdrawn': () => 'a retiré un compte rendu d’avancement',
  'chain.confirmed': (f, n) =>
    f.holds === 'stands'
      ? `a confirmé que ${n.record(f.about)} tient malgré le changement du constat ${n.finding(f.finding)}`
      : `a adapté ${n.record(f.about)} au changement du constat ${n.finding(f.finding)}`,
};
