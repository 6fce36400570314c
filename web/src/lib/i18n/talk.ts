import { en } from './en-talk';
import { talk as fr } from './fr-talk';
import { i18n } from './index.svelte';
import { typographic } from './typography';

const BOOKS = { fr: typographic(fr), en };

/** What comments and the pages of one's own say, in the language of the interface. */
export const talk = () => BOOKS[i18n.language];
