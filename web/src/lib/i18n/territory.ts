import { territory as en } from './en-territory';
import { territory as fr } from './fr-territory';
import { wordsIn } from './index.svelte';

/** What the pages about the territory say, in the language of the interface. */
export const territory = wordsIn(fr, en);
