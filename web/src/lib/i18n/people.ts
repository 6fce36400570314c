import { en } from './en-people';
import { people as fr } from './fr-people';
import { i18n } from './index.svelte';
import { typographic } from './typography';

const BOOKS = { fr: typographic(fr), en };

/** What the pages about people say, in the language of the interface. */
export const people = () => BOOKS[i18n.language];
