import { words as en } from './en-public';
import { words as fr } from './fr-public';
import { wordsIn } from './index.svelte';

/** What the public page says, in the language of the interface. */
export const open = wordsIn(fr, en);
