// What a refused command said, so that nobody has to type it again.
import type { AnyCommand } from '../model/apply';
import type { Refused } from '../protocol/types';

export type Refusal = {
  /** The refused command. */
  id: string;
  command: AnyCommand;
  refused: Refused;
  /** The words the person typed, if they typed any. */
  typed: string | null;
  /** The field on screen that they were typed into. */
  slot: string | null;
};

type Body = Record<string, unknown> & { spot?: { meeting?: string } };

/** The words of a finding, a need, a recommendation, of what a partner thinks of a finding, of a piece of evidence. */
function spoken(body: Body): string | null {
  const { opinion, says } = body as { opinion?: { reason?: unknown }; says?: { reference?: unknown } };
  const own = text(body.statement) ?? text(body.text) ?? text(body.note) ?? text(body.words) ?? text(body.mandate) ?? text(body.notes);
  const asked = text(body.question) ?? text(typeof body.answer === 'object' ? (body.answer as { summary?: unknown } | null)?.summary : body.answer);
  return own ?? text(opinion?.reason) ?? text(says?.reference) ?? asked;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export const slots = {
  itemTitle: (item: string) => `title:${item}`,
  priorityTitle: (priority: string) => `title:${priority}`,
  priorityNote: (priority: string) => `note:${priority}`,
  recommendationTitle: (recommendation: string) => `title:${recommendation}`,
  recommendationText: (recommendation: string) => `text:${recommendation}`,
  mandate: (space: string) => `mandate:${space}`,
  advocacyTitle: (advocacy: string) => `title:${advocacy}`,
  advocacyText: (advocacy: string) => `text:${advocacy}`,
  expertiseQuestion: (expertise: string) => `question:${expertise}`,
  expertiseAnswer: (expertise: string) => `answer:${expertise}`,
  taskTitle: (task: string) => `title:${task}`,
  addItem: (meeting: string) => `add:${meeting}`,
  propose: (space: string | null) => `propose:${space ?? 'plenary'}`,
  addTask: () => 'add-task',
  planTitle: () => 'title:plan',
  planNotes: () => 'notes:plan',
  axisTitle: (axis: string) => `title:${axis}`,
  addAxis: () => 'add-axis',
  themeTitle: (theme: string) => `title:${theme}`,
  addTheme: () => 'add-theme',
  comment: (about: { kind: string; id: string }) => `comment:${about.kind}.${about.id}`,
  reply: (thread: string) => `reply:${thread}`,
  rewriteComment: (comment: string) => `comment:${comment}`,
};

function slotOf(name: string, body: Body): string | null {
  switch (name) {
    case 'agenda.rename_item':
      return slots.itemTitle(String(body.item));
    case 'space.describe':
      return slots.mandate(String(body.space));
    case 'task.rename':
      return slots.taskTitle(String(body.task));
    case 'priority.rename':
      return slots.priorityTitle(String(body.priority));
    case 'priority.describe':
      return slots.priorityNote(String(body.priority));
    case 'recommendation.rename':
      return slots.recommendationTitle(String(body.recommendation));
    case 'recommendation.reword':
      return slots.recommendationText(String(body.recommendation));
    case 'advocacy.rename':
      return slots.advocacyTitle(String(body.advocacy));
    case 'advocacy.reword':
      return slots.advocacyText(String(body.advocacy));
    case 'expertise.reword':
      return slots.expertiseQuestion(String(body.expertise));
    case 'expertise.correct_answer':
      return slots.expertiseAnswer(String(body.expertise));
    case 'agenda.add_item':
      return slots.addItem(String(body.spot?.meeting));
    case 'agenda.propose_item':
      return slots.propose(text(body.space));
    case 'plan.rename':
      return slots.planTitle();
    case 'plan.describe':
      return slots.planNotes();
    case 'axis.add':
      return slots.addAxis();
    case 'axis.rename':
      return slots.axisTitle(String(body.axis));
    case 'theme.add':
      return slots.addTheme();
    case 'theme.rename':
      return slots.themeTitle(String(body.theme));
    case 'task.add':
      return slots.addTask();
    case 'comment.add':
      return body.reply_to ? slots.reply(String(body.reply_to)) : slots.comment(body.about as { kind: string; id: string });
    case 'comment.rewrite':
      return slots.rewriteComment(String(body.comment));
    default:
      return null;
  }
}

export function refusalOf(id: string, command: AnyCommand, refused: Refused): Refusal {
  const body = command.body as Body;
  const typed = text(body.title) ?? text(body.place) ?? text(body.name) ?? spoken(body);
  return { id, command, refused, typed, slot: slotOf(command.name, body) };
}
