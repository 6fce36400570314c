import { plans as en } from './en-plans';
import { plans as fr } from './fr-plans';
import { say, wordsIn } from './index.svelte';

/** What the pages of priorities and recommendations say, in the language of the interface. */
export const plans = wordsIn(fr, en);

/** By its number; what has none yet is still on its way to the server. */
export const called = (kind: 'priority' | 'recommendation', number: number): string =>
  number ? say().numbered[kind](number) : plans().unnumbered[kind];
