import { i18n, say } from './i18n/index.svelte';
import { people } from './i18n/people';

/** What a problem's code means, in words for people. */
export function why(code: string): string {
  void i18n.language;
  return people().problems[code] ?? say().refusals.codes[code] ?? say().refusals.other(code);
}
