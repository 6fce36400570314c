// What dimensions and the states they count are called, and where a figure leads.
import { boards } from '../../lib/i18n/boards';
import { findings } from '../../lib/i18n/findings';
import { say } from '../../lib/i18n/index.svelte';
import { plans } from '../../lib/i18n/plans';
import { speak } from '../../lib/i18n/speak';
import { territory } from '../../lib/i18n/territory';
import { partOf, type Section } from '../../lib/model/board';
import { communeId } from '../../lib/model/territory';
import type { FindingState, RecommendationState, TaskState } from '../../lib/protocol/types';
import { router } from '../../lib/router.svelte';
import type { Book } from '../../lib/sync/book.svelte';
import { NO_FILTERS, withFilters as withFindings } from '../findings/filters';
import { withFilters as withRecommendations } from '../recommendations/filters';
import { withFilters as withTasks } from '../tasks/filters';

/** What a dimension is called; undefined where there is no such thing. */
export function nameOf(book: Book, dim: string): string | undefined {
  const { kind, id } = partOf(dim);
  switch (kind) {
    case 'plan':
      return book.list('plan')[0]?.title;
    case 'axis': {
      const axis = book.get('axis', id);
      return axis && `${axis.number}. ${axis.title}`;
    }
    case 'space':
      return book.get('space', id)?.title;
    case 'partner':
      return book.get('partner', id)?.name;
    case 'commune':
      return book.get('commune', communeId(id))?.name;
    default:
      return book.get('edition', id)?.label;
  }
}

/** The words for the states of a section. */
export function wordsOf(section: Section): Record<string, string> {
  const { words } = say();
  return {
    finding: findings().states,
    stance: findings().positions,
    priority: plans().words.priorityStates,
    recommendation: plans().words.states,
    expertise: speak().expertise.states,
    advocacy: speak().advocacy.states,
    output: boards().outputs,
    meeting: words.meetingStates,
    item: boards().items,
    task: words.taskStates,
    space: words.spaceStates,
    partner: words.sectors,
    structure: territory().kinds,
    objective: boards().objectives,
  }[section];
}

const page = (path: string): URL => new URL(router.link(path), location.origin);

/** The list of what a line counts; undefined where no list is narrowed that far. */
export function listOf(dim: string, section: Section, state: string): string | undefined {
  const { kind, id } = partOf(dim);
  const of = { axis: '', space: '', partner: '', commune: '', edition: '', ...(kind !== 'plan' && { [kind]: id }) };
  const isWhole = kind === 'plan';
  if (section === 'finding') {
    return withFindings(page('/constats'), { ...NO_FILTERS, ...of, state: state as FindingState });
  }
  if (section === 'recommendation') {
    if (kind === 'commune') return undefined;
    const { axis, space, edition, partner: carrier } = of;
    return withRecommendations(page('/recommandations'), { axis, space, edition, carrier, state: state as RecommendationState });
  }
  if (section === 'task') {
    if (kind === 'commune' || kind === 'edition') return undefined;
    const { axis, space, partner: owner } = of;
    return withTasks(page('/taches'), { axis, space, owner, state: state as TaskState });
  }
  if (section === 'structure' && (isWhole || kind === 'commune')) {
    const to = page('/territoire/structures');
    to.searchParams.set('type', state);
    if (id) to.searchParams.set('commune', id);
    return to.pathname + to.search;
  }
  if (!isWhole) return undefined;
  const pages: Partial<Record<Section, string>> = {
    priority: '/priorites', expertise: '/expertises', advocacy: '/interpellations', output: '/productions', meeting: '/reunions', space: '/espaces', partner: '/partenaires', objective: '/objectifs',
  };
  return pages[section] && router.link(pages[section]);
}
