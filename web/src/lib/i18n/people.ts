import { en } from './en-people';
import { people as fr } from './fr-people';
import { wordsIn } from './index.svelte';

/** What the pages about people say, in the language of the interface. */
export const people = wordsIn(fr, en);
