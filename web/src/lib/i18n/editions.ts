import { editions as en } from './en-editions';
import { editions as fr } from './fr-editions';
import { i18n } from './index.svelte';
import { typographic } from './typography';

const BOOKS = { fr: typographic(fr), en };

/** What the pages of editions say, in the language of the interface. */
export const editions = () => BOOKS[i18n.language];
