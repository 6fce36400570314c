import { en } from './en-talk';
import { talk as fr } from './fr-talk';
import { wordsIn } from './index.svelte';

/** What comments and the pages of one's own say, in the language of the interface. */
export const talk = wordsIn(fr, en);
