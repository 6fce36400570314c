// What narrows the library, as the address has it.
import { plain } from '../../lib/plain';
import type { RecordOf } from '../../lib/protocol/names';
import type { OutputKind } from '../../lib/protocol/types';

export type Output = RecordOf<'output'>;

export const KINDS: OutputKind[] = ['memorandum', 'directory', 'fact_sheet', 'documentary', 'report', 'tool'];

export type Filters = { words: string; kind: OutputKind | ''; year: string; theme: string; archived: boolean };

export const NO_FILTERS: Filters = { words: '', kind: '', year: '', theme: '', archived: false };

/** What the address calls the kinds. */
const KIND_WORDS: Record<OutputKind, string> = {
  memorandum: 'memorandum', directory: 'repertoire', fact_sheet: 'fiche', documentary: 'documentaire',
  report: 'rapport', tool: 'outil',
};

export function readFilters(search: URLSearchParams): Filters {
  return {
    words: search.get('q') ?? '',
    kind: KINDS.find((kind) => KIND_WORDS[kind] === search.get('type')) ?? '',
    year: search.get('annee') ?? '',
    theme: search.get('theme') ?? '',
    archived: search.get('archivees') === '1',
  };
}

/** The same address with other filters; what does not narrow is left out of it. */
export function withFilters(url: URL, filters: Filters): string {
  const to = new URL(url);
  const values: Record<string, string> = {
    q: filters.words, type: filters.kind && KIND_WORDS[filters.kind], annee: filters.year, theme: filters.theme,
    archivees: filters.archived ? '1' : '',
  };
  for (const [name, value] of Object.entries(values)) {
    if (value) to.searchParams.set(name, value);
    else to.searchParams.delete(name);
  }
  return to.pathname + to.search;
}

export const isNarrowed = ({ archived: _, ...filters }: Filters): boolean => Object.values(filters).some(Boolean);

export function matches({ details, archived }: Output, filters: Filters): boolean {
  const words = plain(filters.words.trim());
  return (
    (filters.archived || !archived) &&
    (!filters.kind || details.kind === filters.kind) &&
    (!filters.year || String(details.year) === filters.year) &&
    (!filters.theme || (details.themes ?? []).includes(filters.theme)) &&
    (!words || plain(`${details.title} ${details.note ?? ''}`).includes(words))
  );
}

/** The newest first. */
export const byYear = (a: Output, b: Output): number =>
  b.details.year - a.details.year || a.details.title.localeCompare(b.details.title);
