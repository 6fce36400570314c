import { frame as en } from './en-frame';
import { frame as fr } from './fr-frame';
import { wordsIn } from './index.svelte';

/** What the page of a plan's frame says, in the language of the interface. */
export const frame = wordsIn(fr, en);
