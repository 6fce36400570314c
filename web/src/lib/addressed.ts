// Filters that the address holds: each by a word, what does not narrow left out of it.

type Values = Record<string, string | boolean>;

/**
 * Reads and writes filters of which each is a choice by its name, or a box that is ticked or not.
 * `none` is what they are where nothing narrows; it says of which kind each is.
 */
export function addressed<F extends Values>(words: Record<keyof F & string, string>, none: F) {
  const keys = Object.keys(words) as (keyof F & string)[];
  return {
    read(search: URLSearchParams): F {
      const of = (key: keyof F & string) =>
        typeof none[key] === 'boolean' ? search.has(words[key]) : (search.get(words[key]) ?? '');
      return Object.fromEntries(keys.map((key) => [key, of(key)])) as F;
    },

    /** The same address with other filters. */
    write(url: URL, filters: Partial<F>): string {
      const to = new URL(url);
      for (const key of keys) {
        const value = filters[key];
        if (!value) to.searchParams.delete(words[key]);
        else to.searchParams.set(words[key], value === true ? 'oui' : String(value));
      }
      return to.pathname + to.search;
    },
  };
}

export const isNarrowed = (filters: Values): boolean => Object.values(filters).some(Boolean);

/** What can be chosen, by the names of all there is. */
export const optionsOf = (names: object): { value: string; name: string }[] =>
  Object.entries(names).map(([value, name]) => ({ value, name: String(name) }));
