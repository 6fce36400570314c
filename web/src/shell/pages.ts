import type { Component } from 'svelte';
import Home from '../pages/Home.svelte';

type Plain = Component<Record<string, never>>;
type One = Component<{ id: string }>;
type Loader<P> = () => Promise<{ default: P }>;

/** A page, and what it is told: which record, where it shows one. */
export type Shown = { List: Plain; One?: undefined } | { One: One; id: string };

const LISTS: Record<string, Loader<Plain>> = {
  reunions: () => import('../pages/Meetings.svelte'),
  cadre: () => import('../pages/Frame.svelte'),
  editions: () => import('../pages/Editions.svelte'),
  priorites: () => import('../pages/Priorities.svelte'),
  recommandations: () => import('../pages/Recommendations.svelte'),
  taches: () => import('../pages/Tasks.svelte'),
  espaces: () => import('../pages/Spaces.svelte'),
  partenaires: () => import('../pages/Partners.svelte'),
  membres: () => import('../pages/Members.svelte'),
  historique: () => import('../pages/History.svelte'),
  recherche: () => import('../pages/Search.svelte'),
  constats: () => import('../pages/Findings.svelte'),
  'constats/seance': () => import('../pages/review/Session.svelte'),
  besoins: () => import('../pages/Needs.svelte'),
  territoire: () => import('../pages/Territory.svelte'),
  'territoire/structures': () => import('../pages/Structures.svelte'),
  objectifs: () => import('../pages/Objectives.svelte'),
  productions: () => import('../pages/Outputs.svelte'),
  expertises: () => import('../pages/Expertises.svelte'),
  interpellations: () => import('../pages/Advocacies.svelte'),
  tableaux: () => import('../pages/Boards.svelte'),
  'pour-moi': () => import('../pages/ForMe.svelte'),
  'pour-moi/reglages': () => import('../pages/forme/Notices.svelte'),
  donnees: () => import('../pages/Data.svelte'),
};
const ONES: Record<string, Loader<One>> = {
  reunions: () => import('../pages/meeting/Meeting.svelte'),
  editions: () => import('../pages/edition/Edition.svelte'),
  espaces: () => import('../pages/Space.svelte'),
  priorites: () => import('../pages/priority/Priority.svelte'),
  recommandations: () => import('../pages/recommendation/Recommendation.svelte'),
  constats: () => import('../pages/finding/Finding.svelte'),
  besoins: () => import('../pages/needs/Need.svelte'),
  chaine: () => import('../pages/chain/Chain.svelte'),
  territoire: () => import('../pages/Commune.svelte'),
  productions: () => import('../pages/output/Output.svelte'),
  expertises: () => import('../pages/expertise/Expertise.svelte'),
  interpellations: () => import('../pages/advocacy/Advocacy.svelte'),
  tableaux: () => import('../pages/boards/Board.svelte'),
};

const lists = new Map<string, Plain>([['', Home]]);
const ones = new Map<string, One>();

/** The word of a list, which may have two parts, or that of a record's page and its id. */
function nameOf(word: string, id?: string): [string, string?] {
  return `${word}/${id}` in LISTS ? [`${word}/${id}`] : [word, id];
}

/** A page at once where it is here already; undefined where it has to be fetched; null where there is none. */
export function pageNow(of = '', below?: string): Shown | null | undefined {
  const [word, id] = nameOf(of, below);
  if (id) {
    const page = ones.get(word);
    return page ? { One: page, id } : word in ONES ? undefined : null;
  }
  const List = lists.get(word);
  return List ? { List } : word in LISTS ? undefined : null;
}

export async function loadPage(of = '', below?: string): Promise<void> {
  const [word, id] = nameOf(of, below);
  const [list, one] = [LISTS[word], ONES[word]];
  if (id && one) ones.set(word, (await one()).default);
  else if (list) lists.set(word, (await list()).default);
}

/** Pages nobody has fetched yet. */
const awaited: [word: string, below?: string][] = [
  ...Object.keys(LISTS).map((word): [string] => [word]),
  ...Object.keys(ONES).map((word): [string, string] => [word, word]),
];

/**
 * Fetches every page while nothing else is to do, so that a cut in the network closes no door. Rejects at a cut; called
 * again, it goes on after the page that the cut kept away, as a browser asks only once for a module.
 */
export async function loadAll(): Promise<void> {
  for (let next = awaited.shift(); next; next = awaited.shift()) await loadPage(...next);
}
