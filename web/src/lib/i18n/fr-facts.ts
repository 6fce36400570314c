import { type FactSentences, dayOf, figuresOf } from './facts';
import { chainFacts } from './fr-chain-facts';
import { fileFacts } from './fr-file-facts';
import { speakFacts } from './fr-speak-facts';
import { itemKinds } from './fr-words';

const q = (title: string) => `« ${title} »`;
const figures = {
  withdrawn: '(chiffre retiré)',
  before: (value: string) => ` au lieu de ${value}`,
  more: (n: number) => ` et ${n} autre${n > 1 ? 's' : ''}`,
};

export const facts: FactSentences = {
  ...chainFacts,
  ...fileFacts,
  ...speakFacts,
  'plan.created': (f) => `a créé le plan ${q(f.title)}`,
  'plan.renamed': (f) => `a renommé le plan : ${q(f.to)} au lieu de ${q(f.from)}`,
  'plan.described': () => 'a modifié les notes du plan',
  'plan.public_page_opened': () => 'a ouvert la page publique',
  'plan.public_page_closed': () => 'a fermé la page publique',
  'plan.commune_added': (f) => `a placé la commune de ${f.commune.name} sur le territoire`,
  'edition.opened': (f) => `a ouvert l’édition ${q(f.label)}`,
  'edition.renamed': (f) => `a renommé l’édition ${q(f.from.label)} en ${q(f.to.label)}`,
  'edition.consultation_started': (f, n) => `a lancé la consultation de l’édition ${q(n.edition(f.edition))}`,
  'edition.validated': (f, n) =>
    `a acté la validation de l’édition ${q(n.edition(f.edition))} par ${q(n.meeting(f.meeting))}`,
  'edition.adopted': (f, n) =>
    `a acté l’adoption de l’édition ${q(n.edition(f.edition))} par ${f.adoption.body}, le ${n.day(f.adoption.day)}`,
  'edition.implementation_started': (f, n) => `a lancé la mise en œuvre de l’édition ${q(n.edition(f.edition))}`,
  'edition.evaluated': (f, n) => `a acté l’évaluation de l’édition ${q(n.edition(f.edition))}`,
  'edition.closed': (f, n) => `a clos l’édition ${q(n.edition(f.edition))}`,
  'axis.added': (f) => `a ajouté l’axe ${f.number}, ${q(f.title)}`,
  'axis.renamed': (f) => `a renommé l’axe ${q(f.from)} en ${q(f.to)}`,
  'theme.added': (f) => `a ajouté la thématique ${q(f.title)}`,
  'theme.renamed': (f) => `a renommé la thématique ${q(f.from)} en ${q(f.to)}`,
  'partner.registered': (f) => `a inscrit le partenaire ${q(f.name)}`,
  'partner.renamed': (f) => `a renommé le partenaire ${q(f.from)} en ${q(f.to)}`,
  'partner.placed': (f, n) => `a défini les communes de ${q(n.partner(f.partner))}`,
  'partner.weight_set': (f, n) => `a fait passer les voix de ${q(n.partner(f.partner))} de ${f.from} à ${f.to}`,
  'partner.withdrawn': (f, n) => `a retiré le partenaire ${q(n.partner(f.partner))}`,
  'partner.reinstated': (f, n) => `a réintégré le partenaire ${q(n.partner(f.partner))}`,
  'space.opened': (f) => `a ouvert l’espace ${q(f.title)}`,
  'space.renamed': (f) => `a renommé l’espace ${q(f.from)} en ${q(f.to)}`,
  'space.described': (f, n) => `a défini le mandat de l’espace ${q(n.space(f.space))}`,
  'space.host_set': (f, n) =>
    f.to
      ? `a confié l’accueil de l’espace ${q(n.space(f.space))} à ${q(n.partner(f.to))}`
      : `a rendu au centre l’accueil de l’espace ${q(n.space(f.space))}`,
  'space.scope_set': (f, n) => `a défini les axes et thématiques de l’espace ${q(n.space(f.space))}`,
  'space.member_added': (f, n) => `a ajouté ${q(n.partner(f.partner))} à l’espace ${q(n.space(f.space))}`,
  'space.member_removed': (f, n) => `a retiré ${q(n.partner(f.partner))} de l’espace ${q(n.space(f.space))}`,
  'space.suspended': (f, n) => `a suspendu l’espace ${q(n.space(f.space))}`,
  'space.resumed': (f, n) => `a relancé l’espace ${q(n.space(f.space))}`,
  'space.closed': (f, n) => `a clos l’espace ${q(n.space(f.space))}`,
  'member.role_granted': (f, n) => `a donné à ${n.person(f.account)} le rôle ${q(n.role(f.role))}${f.until ? ` jusqu’au ${n.day(dayOf(f.until))}` : ''}`,
  'member.role_revoked': (f, n) => `a retiré à ${n.person(f.account)} le rôle ${q(n.role(f.role))}`,
  'meeting.scheduled': (f, n) => `a planifié ${q(f.title)} le ${n.day(f.when.day)}`,
  'meeting.renamed': (f) => `a renommé la réunion ${q(f.from)} en ${q(f.to)}`,
  'meeting.rescheduled': (f, n) =>
    `a déplacé ${q(n.meeting(f.meeting))} au ${n.day(f.to.day)} à ${n.clock(f.to.starts)}`,
  'meeting.relocated': (f, n) => `a changé le lieu de ${q(n.meeting(f.meeting))} : ${f.to || 'à préciser'}`,
  'meeting.items_called': (f, n) =>
    f.until
      ? `a lancé l’appel à points de ${q(n.meeting(f.meeting))} jusqu’au ${n.day(f.until)}`
      : `a clos l’appel à points de ${q(n.meeting(f.meeting))}`,
  'meeting.convened': (f, n) => `a convoqué ${q(n.meeting(f.meeting))}`,
  'meeting.opened': (f, n) => `a ouvert la séance de ${q(n.meeting(f.meeting))}`,
  'meeting.suspended': (f, n) => `a suspendu la séance de ${q(n.meeting(f.meeting))}`,
  'meeting.resumed': (f, n) => `a repris la séance de ${q(n.meeting(f.meeting))}`,
  'meeting.closed': (f, n) => `a clos la séance de ${q(n.meeting(f.meeting))}`,
  'meeting.minutes_approved': (f, n) => `a approuvé le procès-verbal de ${q(n.meeting(f.meeting))}`,
  'agenda.item_added': (f, n) => `a ajouté le point ${q(f.item.title)} (${n.minutes(f.item.duration)})`,
  'agenda.item_proposed': (f) => `a proposé le point ${q(f.item.title)} pour une prochaine réunion`,
  'agenda.item_renamed': (f) => `a renommé le point ${q(f.from)} en ${q(f.to)}`,
  'agenda.item_moved': (f, n) =>
    f.to.after
      ? `a déplacé le point ${q(n.item(f.item))} après ${q(n.item(f.to.after))}`
      : f.to.parent
        ? `a déplacé le point ${q(n.item(f.item))} sous ${q(n.item(f.to.parent))}`
        : `a déplacé le point ${q(n.item(f.item))} en tête de l’ordre du jour`,
  'agenda.duration_set': (f, n) =>
    `a fait passer la durée du point ${q(n.item(f.item))} de ${n.minutes(f.from)} à ${n.minutes(f.to)}`,
  'agenda.kind_set': (f, n) =>
    `a changé le type du point ${q(n.item(f.item))} : ${itemKinds[f.to].toLowerCase()}`,
  'agenda.presenter_set': (f, n) =>
    f.to
      ? `a confié le point ${q(n.item(f.item))} à ${q(n.presenter(f.to))}`
      : `a retiré l’intervenant du point ${q(n.item(f.item))}`,
  'agenda.axis_set': (f, n) =>
    f.to
      ? `a lié le point ${q(n.item(f.item))} à l’axe ${q(n.axis(f.to))}`
      : `a détaché le point ${q(n.item(f.item))} de son axe`,
  'agenda.marked_late': (f, n) => `a marqué le point ${q(n.item(f.item))} comme tardif`,
  'agenda.unmarked_late': (f, n) => `a retiré la marque « tardif » du point ${q(n.item(f.item))}`,
  'agenda.start_locked': (f, n) => `a fixé le début du point ${q(n.item(f.item))} à ${n.clock(f.to)}`,
  'agenda.start_unlocked': (f, n) => `a libéré le début du point ${q(n.item(f.item))}`,
  'agenda.sent_to_backlog': (f, n) => `a envoyé le point ${q(n.item(f.item))} à la réserve`,
  'agenda.taken_from_backlog': (f, n) => `a repris de la réserve le point ${q(n.item(f.item))}`,
  'agenda.item_removed': (f) => `a supprimé le point ${q(f.item.title)}`,
  'agenda.proposal_withdrawn': (f) => `a retiré la proposition ${q(f.item.title)}`,
  'agenda.item_started': (f, n) => `a commencé le point ${q(n.item(f.item))}`,
  'agenda.item_finished': (f, n) => `a terminé le point ${q(n.item(f.item))}`,
  'agenda.item_postponed': (f, n) => `a reporté le point ${q(n.item(f.item))}`,
  'agenda.item_referred': (f, n) =>
    f.to
      ? `a transmis le point ${q(n.item(f.item))} à l’espace ${q(n.space(f.to))}`
      : `a proposé le point ${q(n.item(f.item))} à la plénière`,
  'agenda.record_linked': (f, n) => `a lié le point ${q(n.item(f.item))} à ${n.record(f.about)}`,
  'agenda.record_unlinked': (f, n) => `a délié le point ${q(n.item(f.item))} de ${n.record(f.about)}`,
  'task.added': (f) => `a ajouté la tâche ${q(f.title)}`,
  'task.renamed': (f) => `a renommé la tâche ${q(f.from)} en ${q(f.to)}`,
  'task.assigned': (f, n) =>
    f.to
      ? `a confié la tâche ${q(n.task(f.task))} à ${q(n.partner(f.to))}`
      : `a retiré le responsable de la tâche ${q(n.task(f.task))}`,
  'task.due_set': (f, n) =>
    f.to
      ? `a fixé l’échéance de la tâche ${q(n.task(f.task))} au ${n.day(f.to)}`
      : `a retiré l’échéance de la tâche ${q(n.task(f.task))}`,
  'task.completed': (f, n) => `a terminé la tâche ${q(n.task(f.task))}`,
  'task.reopened': (f, n) => `a rouvert la tâche ${q(n.task(f.task))}`,
  'task.dropped': (f, n) => `a abandonné la tâche ${q(n.task(f.task))}`,
  'territory.measure_defined': (f) => `a défini l’indicateur ${q(f.title)}`,
  'territory.measure_renamed': (f) => `a renommé l’indicateur ${q(f.from)} en ${q(f.to)}`,
  'territory.figures_set': (f, n) =>
    `a encodé ${f.rows.length} chiffre${f.rows.length > 1 ? 's' : ''} de ${q(n.measure(f.measure))} au ${n.day(f.day)} (${f.source}) : ${figuresOf(f, n, figures)}`,
  'territory.structure_opened': (f) => `a ouvert la structure ${q(f.details.name)}`,
  'territory.structure_changed': (f) => `a modifié la structure ${q(f.to.name)}`,
  'territory.structure_closed': (f, n) => `a fermé la structure ${q(n.structure(f.structure))}`,
  'territory.structure_reopened': (f, n) => `a rouvert la structure ${q(n.structure(f.structure))}`,
  'territory.commune_moved': (f, n) => `a déplacé le point de la commune de ${n.commune(f.ins_code)}`,
  'objective.added': (f) => `a ajouté l’objectif décrétal ${q(f.reference)}`,
  'objective.reworded': (f, n) => `a reformulé l’objectif décrétal ${q(n.objective(f.objective))}`,
  'objective.repealed': (f, n) => `a acté l’abrogation de l’objectif décrétal ${q(n.objective(f.objective))}`,
  'objective.reinstated': (f, n) => `a remis en vigueur l’objectif décrétal ${q(n.objective(f.objective))}`,
  'comment.added': (f, n) =>
    f.reply_to ? `a répondu à un commentaire sur ${n.record(f.about)}` : `a commenté ${n.record(f.about)}`,
  'comment.rewritten': (f, n) => `a modifié un commentaire sur ${n.record(f.about)}`,
  'comment.withdrawn': (f, n) => `a retiré un commentaire sur ${n.record(f.about)}`,
  'comment.resolved': (f, n) => `a résolu un fil sur ${n.record(f.about)}`,
  'comment.reopened': (f, n) => `a rouvert un fil sur ${n.record(f.about)}`,
};
