import { out as en } from './en-out';
import { out as fr } from './fr-out';
import { i18n } from './index.svelte';
import { typographic } from './typography';

const BOOKS = { fr: typographic(fr), en };

/** What the page about import and export says, in the language of the interface. */
export const out = () => BOOKS[i18n.language];
