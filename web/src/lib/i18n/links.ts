import { links as en } from './en-links';
import { links as fr } from './fr-links';
import { wordsIn } from './index.svelte';

/** What is said of spaces and partners, and of what items and tasks deal with, in the language of the interface. */
export const links = wordsIn(fr, en);
