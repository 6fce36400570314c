// Filters of the findings, as the address has them: the list and the review session share them.
import { isFound, lacking, type Finding } from '../../lib/model/findings';
import type { FindingState } from '../../lib/protocol/types';
import { STATES } from '../../lib/model/findings';

export type Follow = '' | 'stance' | 'changed' | 'unconfirmed';

export type Filters = {
  words: string;
  edition: string;
  state: FindingState | '';
  axis: string;
  theme: string;
  space: string;
  partner: string;
  commune: string;
  follow: Follow;
};

/** What the address calls each of them. */
const NAMES: Record<keyof Filters, string> = {
  words: 'q', edition: 'edition', state: 'etat', axis: 'axe', theme: 'theme', space: 'espace', partner: 'partenaire',
  commune: 'commune', follow: 'suivi',
};
const FIELDS = Object.keys(NAMES) as (keyof Filters)[];
/** What the address calls the states and the follow-ups. */
const STATE_WORDS: Record<FindingState, string> = {
  recorded: 'consigne', inherited: 'herite', under_review: 'en-relecture', upheld: 'maintenu',
  updated: 'actualise', obsolete: 'caduc',
};
const FOLLOW_WORDS: Record<Exclude<Follow, ''>, string> = {
  stance: 'ma-position', changed: 'a-change', unconfirmed: 'a-confirmer',
};

export const FOLLOWS = Object.keys(FOLLOW_WORDS) as Exclude<Follow, ''>[];
export const NO_FILTERS: Filters = {
  words: '', edition: '', state: '', axis: '', theme: '', space: '', partner: '', commune: '', follow: '',
};

export function readFilters(search: URLSearchParams): Filters {
  const of = (field: keyof Filters) => search.get(NAMES[field]) ?? '';
  return {
    words: of('words'), edition: of('edition'), axis: of('axis'), theme: of('theme'), space: of('space'), partner: of('partner'),
    commune: of('commune'),
    state: STATES.find((state) => STATE_WORDS[state] === of('state')) ?? '',
    follow: FOLLOWS.find((follow) => FOLLOW_WORDS[follow] === of('follow')) ?? '',
  };
}

/** The same address with other filters; what is not narrowed is left out of it. */
export function withFilters(url: URL, filters: Filters): string {
  const to = new URL(url);
  for (const field of FIELDS) {
    const value =
      field === 'state' ? filters.state && STATE_WORDS[filters.state]
      : field === 'follow' ? filters.follow && FOLLOW_WORDS[filters.follow]
      : filters[field];
    if (value) to.searchParams.set(NAMES[field], value);
    else to.searchParams.delete(NAMES[field]);
  }
  return to.pathname + to.search;
}

/** How many of the filters that are folded away on a phone narrow the list. */
export const folded = (filters: Filters): number =>
  (['edition', 'axis', 'theme', 'space', 'partner', 'commune'] as const).filter((field) => filters[field]).length;

export const isNarrowed = (filters: Filters): boolean => FIELDS.some((field) => filters[field]);

export type Around = {
  /** The partners in whose name one works. */
  partners: readonly string[];
  /** The findings whose change somebody still has to confirm. */
  unconfirmed: ReadonlySet<string>;
};

export function matches(finding: Finding, filters: Filters, around: Around): boolean {
  const { tags } = finding;
  return (
    (!filters.state || finding.state === filters.state) &&
    (!filters.edition || finding.edition === filters.edition) &&
    (!filters.axis || tags.axis === filters.axis) &&
    (!filters.space || tags.space === filters.space) &&
    (!filters.partner || finding.partner === filters.partner) &&
    (!filters.theme || (tags.themes ?? []).includes(filters.theme)) &&
    // One that names no commune speaks of all of them.
    (!filters.commune || !tags.communes?.length || tags.communes.includes(filters.commune)) &&
    follows(finding, filters.follow, around) &&
    isFound(finding, [finding.statement, tags.public ?? ''], filters.words)
  );
}

function follows(finding: Finding, follow: Follow, around: Around): boolean {
  if (follow === 'stance') return lacking(finding, around.partners).length > 0;
  if (follow === 'changed') return finding.changed_at != null;
  return follow !== 'unconfirmed' || around.unconfirmed.has(finding.id);
}
