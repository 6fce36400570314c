import { en } from './en-findings';
import { findings as fr } from './fr-findings';
import { wordsIn } from './index.svelte';

/** What the pages about findings, needs and the chain say, in the language of the interface. */
export const findings = wordsIn(fr, en);
