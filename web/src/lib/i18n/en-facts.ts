import { chainFacts } from './en-chain-facts';
import { fileFacts } from './en-file-facts';
import { speakFacts } from './en-speak-facts';
import { type FactSentences, dayOf, figuresOf } from './facts';
import { itemKinds } from './en-words';

const q = (title: string) => `“${title}”`;
const figures = {
  withdrawn: '(figure withdrawn)',
  before: (value: string) => ` instead of ${value}`,
  more: (n: number) => ` and ${n} more`,
};

export const facts: FactSentences = {
  ...chainFacts,
  ...fileFacts,
  ...speakFacts,
  'plan.created': (f) => `created the plan ${q(f.title)}`,
  'plan.renamed': (f) => `renamed the plan from ${q(f.from)} to ${q(f.to)}`,
  'plan.described': () => 'changed the notes of the plan',
  'plan.public_page_opened': () => 'opened the public page',
  'plan.public_page_closed': () => 'closed the public page',
  'plan.commune_added': (f) => `placed the municipality of ${f.commune.name} on the territory`,
  'edition.opened': (f) => `opened the edition ${q(f.label)}`,
  'edition.renamed': (f) => `renamed edition ${q(f.from.label)} to ${q(f.to.label)}`,
  'edition.consultation_started': (f, n) => `started the consultation on ${q(n.edition(f.edition))}`,
  'edition.validated': (f, n) =>
    `recorded that ${q(n.meeting(f.meeting))} validated ${q(n.edition(f.edition))}`,
  'edition.adopted': (f, n) =>
    `recorded that ${f.adoption.body} adopted ${q(n.edition(f.edition))} on ${n.day(f.adoption.day)}`,
  'edition.implementation_started': (f, n) => `started carrying out ${q(n.edition(f.edition))}`,
  'edition.evaluated': (f, n) => `recorded the evaluation of ${q(n.edition(f.edition))}`,
  'edition.closed': (f, n) => `closed the edition ${q(n.edition(f.edition))}`,
  'axis.added': (f) => `added axis ${f.number}, ${q(f.title)}`,
  'axis.renamed': (f) => `renamed the axis ${q(f.from)} to ${q(f.to)}`,
  'theme.added': (f) => `added the theme ${q(f.title)}`,
  'theme.renamed': (f) => `renamed the theme ${q(f.from)} to ${q(f.to)}`,
  'partner.registered': (f) => `registered the partner ${q(f.name)}`,
  'partner.renamed': (f) => `renamed the partner ${q(f.from)} to ${q(f.to)}`,
  'partner.placed': (f, n) => `set the municipalities of ${q(n.partner(f.partner))}`,
  'partner.weight_set': (f, n) => `changed the votes of ${q(n.partner(f.partner))} from ${f.from} to ${f.to}`,
  'partner.withdrawn': (f, n) => `withdrew the partner ${q(n.partner(f.partner))}`,
  'partner.reinstated': (f, n) => `reinstated the partner ${q(n.partner(f.partner))}`,
  'space.opened': (f) => `opened the space ${q(f.title)}`,
  'space.renamed': (f) => `renamed the space ${q(f.from)} to ${q(f.to)}`,
  'space.described': (f, n) => `set the mandate of ${q(n.space(f.space))}`,
  'space.host_set': (f, n) =>
    f.to
      ? `made ${q(n.partner(f.to))} the host of ${q(n.space(f.space))}`
      : `made the centre the host of ${q(n.space(f.space))}`,
  'space.scope_set': (f, n) => `set the axes and themes of ${q(n.space(f.space))}`,
  'space.member_added': (f, n) => `added ${q(n.partner(f.partner))} to the space ${q(n.space(f.space))}`,
  'space.member_removed': (f, n) => `removed ${q(n.partner(f.partner))} from ${q(n.space(f.space))}`,
  'space.suspended': (f, n) => `suspended the space ${q(n.space(f.space))}`,
  'space.resumed': (f, n) => `resumed the space ${q(n.space(f.space))}`,
  'space.closed': (f, n) => `closed the space ${q(n.space(f.space))}`,
  'member.role_granted': (f, n) => `gave ${n.person(f.account)} the role ${q(n.role(f.role))}${f.until ? ` until ${n.day(dayOf(f.until))}` : ''}`,
  'member.role_revoked': (f, n) => `took the role ${q(n.role(f.role))} from ${n.person(f.account)}`,
  'meeting.scheduled': (f, n) => `scheduled ${q(f.title)} on ${n.day(f.when.day)}`,
  'meeting.renamed': (f) => `renamed the meeting ${q(f.from)} to ${q(f.to)}`,
  'meeting.rescheduled': (f, n) =>
    `moved ${q(n.meeting(f.meeting))} to ${n.day(f.to.day)} at ${n.clock(f.to.starts)}`,
  'meeting.relocated': (f, n) => `changed the place of ${q(n.meeting(f.meeting))}: ${f.to || 'to be said'}`,
  'meeting.items_called': (f, n) =>
    f.until
      ? `called for items for ${q(n.meeting(f.meeting))} until ${n.day(f.until)}`
      : `ended the call for items for ${q(n.meeting(f.meeting))}`,
  'meeting.convened': (f, n) => `convened ${q(n.meeting(f.meeting))}`,
  'meeting.opened': (f, n) => `opened ${q(n.meeting(f.meeting))}`,
  'meeting.suspended': (f, n) => `suspended ${q(n.meeting(f.meeting))}`,
  'meeting.resumed': (f, n) => `resumed ${q(n.meeting(f.meeting))}`,
  'meeting.closed': (f, n) => `closed ${q(n.meeting(f.meeting))}`,
  'meeting.minutes_approved': (f, n) => `approved the minutes of ${q(n.meeting(f.meeting))}`,
  'agenda.item_added': (f, n) => `added the item ${q(f.item.title)} (${n.minutes(f.item.duration)})`,
  'agenda.item_proposed': (f) => `proposed the item ${q(f.item.title)} for a later meeting`,
  'agenda.item_renamed': (f) => `renamed the item ${q(f.from)} to ${q(f.to)}`,
  'agenda.item_moved': (f, n) =>
    f.to.after
      ? `moved the item ${q(n.item(f.item))} after ${q(n.item(f.to.after))}`
      : f.to.parent
        ? `moved the item ${q(n.item(f.item))} under ${q(n.item(f.to.parent))}`
        : `moved the item ${q(n.item(f.item))} to the top of the agenda`,
  'agenda.duration_set': (f, n) =>
    `changed the duration of ${q(n.item(f.item))} from ${n.minutes(f.from)} to ${n.minutes(f.to)}`,
  'agenda.kind_set': (f, n) =>
    `changed the kind of ${q(n.item(f.item))}: ${itemKinds[f.to].toLowerCase()}`,
  'agenda.presenter_set': (f, n) =>
    f.to
      ? `gave the item ${q(n.item(f.item))} to ${q(n.presenter(f.to))}`
      : `removed the presenter of ${q(n.item(f.item))}`,
  'agenda.axis_set': (f, n) =>
    f.to
      ? `linked the item ${q(n.item(f.item))} to the axis ${q(n.axis(f.to))}`
      : `unlinked the item ${q(n.item(f.item))} from its axis`,
  'agenda.marked_late': (f, n) => `marked the item ${q(n.item(f.item))} late`,
  'agenda.unmarked_late': (f, n) => `removed the late mark of ${q(n.item(f.item))}`,
  'agenda.start_locked': (f, n) => `locked the start of ${q(n.item(f.item))} at ${n.clock(f.to)}`,
  'agenda.start_unlocked': (f, n) => `unlocked the start of ${q(n.item(f.item))}`,
  'agenda.sent_to_backlog': (f, n) => `sent the item ${q(n.item(f.item))} to the backlog`,
  'agenda.taken_from_backlog': (f, n) => `took the item ${q(n.item(f.item))} from the backlog`,
  'agenda.item_removed': (f) => `removed the item ${q(f.item.title)}`,
  'agenda.proposal_withdrawn': (f) => `withdrew the proposal ${q(f.item.title)}`,
  'agenda.item_started': (f, n) => `started the item ${q(n.item(f.item))}`,
  'agenda.item_finished': (f, n) => `finished the item ${q(n.item(f.item))}`,
  'agenda.item_postponed': (f, n) => `postponed the item ${q(n.item(f.item))}`,
  'agenda.item_referred': (f, n) =>
    f.to
      ? `handed item ${q(n.item(f.item))} on to ${q(n.space(f.to))}`
      : `proposed item ${q(n.item(f.item))} to the plenary`,
  'agenda.record_linked': (f, n) => `linked item ${q(n.item(f.item))} to ${n.record(f.about)}`,
  'agenda.record_unlinked': (f, n) => `unlinked item ${q(n.item(f.item))} from ${n.record(f.about)}`,
  'task.added': (f) => `added the task ${q(f.title)}`,
  'task.renamed': (f) => `renamed the task ${q(f.from)} to ${q(f.to)}`,
  'task.assigned': (f, n) =>
    f.to
      ? `gave the task ${q(n.task(f.task))} to ${q(n.partner(f.to))}`
      : `removed the owner of the task ${q(n.task(f.task))}`,
  'task.due_set': (f, n) =>
    f.to
      ? `set the due date of ${q(n.task(f.task))} to ${n.day(f.to)}`
      : `removed the due date of ${q(n.task(f.task))}`,
  'task.completed': (f, n) => `completed the task ${q(n.task(f.task))}`,
  'task.reopened': (f, n) => `reopened the task ${q(n.task(f.task))}`,
  'task.dropped': (f, n) => `dropped the task ${q(n.task(f.task))}`,
  'territory.measure_defined': (f) => `defined the measure ${q(f.title)}`,
  'territory.measure_renamed': (f) => `renamed the measure ${q(f.from)} to ${q(f.to)}`,
  'territory.figures_set': (f, n) =>
    `entered ${f.rows.length} figure${f.rows.length === 1 ? '' : 's'} of ${q(n.measure(f.measure))} on ${n.day(f.day)} (${f.source}): ${figuresOf(f, n, figures)}`,
  'territory.structure_opened': (f) => `opened the structure ${q(f.details.name)}`,
  'territory.structure_changed': (f) => `changed the structure ${q(f.to.name)}`,
  'territory.structure_closed': (f, n) => `closed the structure ${q(n.structure(f.structure))}`,
  'territory.structure_reopened': (f, n) => `reopened the structure ${q(n.structure(f.structure))}`,
  'territory.commune_moved': (f, n) => `moved the point of the municipality of ${n.commune(f.ins_code)}`,
  'objective.added': (f) => `added the objective of the decree ${q(f.reference)}`,
  'objective.reworded': (f, n) => `reworded the objective of the decree ${q(n.objective(f.objective))}`,
  'objective.repealed': (f, n) => `noted the repeal of the objective of the decree ${q(n.objective(f.objective))}`,
  'objective.reinstated': (f, n) => `reinstated the objective of the decree ${q(n.objective(f.objective))}`,
  'comment.added': (f, n) =>
    f.reply_to ? `answered a comment on ${n.record(f.about)}` : `commented on ${n.record(f.about)}`,
  'comment.rewritten': (f, n) => `edited a comment on ${n.record(f.about)}`,
  'comment.withdrawn': (f, n) => `withdrew a comment on ${n.record(f.about)}`,
  'comment.resolved': (f, n) => `resolved a thread on ${n.record(f.about)}`,
  'comment.reopened': (f, n) => `reopened a thread on ${n.record(f.about)}`,
};
