// Filters of the list of recommendations, as the address has them.
import { byName } from '../../lib/activity';
import { addressed } from '../../lib/addressed';
import type { RecordOf } from '../../lib/protocol/names';
import type { Edition, Level, Objective, RecommendationState } from '../../lib/protocol/types';

export type Recommendation = RecordOf<'recommendation'>;
type Priority = RecordOf<'priority'>;

export type Filters = {
  edition: string;
  state: RecommendationState | '';
  axis: string;
  priority: string;
  carrier: string;
  space: string;
  level: Level | '';
  objective: string;
  late: boolean;
  flagged: boolean;
};

export const NO_FILTERS: Filters = {
  edition: '', state: '', axis: '', priority: '', carrier: '', space: '', level: '', objective: '', late: false,
  flagged: false,
};
/** Each filter by its word in the address. */
export const { read: readFilters, write: withFilters } = addressed<Filters>({
  edition: 'edition', state: 'etat', axis: 'axe', priority: 'priorite', carrier: 'porteur', space: 'espace',
  level: 'niveau', objective: 'objectif', late: 'depasse', flagged: 'change',
}, NO_FILTERS);

/** What still asks for something before its day. */
export const isLate = (known: Recommendation, today: string): boolean =>
  !!known.deadline && known.deadline < today && !OVER.includes(known.state);

const OVER: RecommendationState[] = ['achieved', 'refused', 'no_follow_up', 'evaluated'];

export const matches = (
  known: Recommendation,
  filters: Filters,
  axisOf: (priority: string) => string | undefined,
  today: string,
): boolean =>
  (!filters.edition || known.edition === filters.edition) &&
  (!filters.state || known.state === filters.state) &&
  (!filters.axis || axisOf(known.priority) === filters.axis) &&
  (!filters.priority || known.priority === filters.priority) &&
  (!filters.carrier || known.carrier === filters.carrier) &&
  (!filters.space || known.space === filters.space) &&
  (!filters.level || known.addressee.level === filters.level) &&
  (!filters.objective || known.objectives.includes(filters.objective)) &&
  (!filters.late || isLate(known, today)) &&
  (!filters.flagged || known.flags.length > 0);

/** Those that take a recommendation: proposed or retained, in an edition that is not closed. */
export function openPriorities(priorities: Priority[], editions: Edition[]): Priority[] {
  const open = new Set(editions.filter((edition) => edition.state !== 'closed').map(({ id }) => id));
  return priorities
    .filter(({ state, edition }) => (state === 'proposed' || state === 'retained') && open.has(edition))
    .sort((a, b) => a.number - b.number);
}

/** What a recommendation can aim at: objectives in force, and those that it has. */
export const objectiveOptions = (all: Objective[], held: string[] = []): { id: string; label: string }[] =>
  all
    .filter(({ id, in_force }) => in_force || held.includes(id))
    .sort((a, b) => byName(a.reference, b.reference))
    .map(({ id, reference, wording }) => ({ id, label: `${reference} – ${wording}` }));
