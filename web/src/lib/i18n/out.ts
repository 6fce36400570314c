import { out as en } from './en-out';
import { out as fr } from './fr-out';
import { wordsIn } from './index.svelte';

/** What the page about import and export says, in the language of the interface. */
export const out = wordsIn(fr, en);
