import { editions as en } from './en-editions';
import { editions as fr } from './fr-editions';
import { wordsIn } from './index.svelte';

/** What the pages of editions say, in the language of the interface. */
export const editions = wordsIn(fr, en);
