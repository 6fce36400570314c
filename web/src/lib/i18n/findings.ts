import { en } from './en-findings';
import { findings as fr } from './fr-findings';
import { i18n } from './index.svelte';
import { typographic } from './typography';

const BOOKS = { fr: typographic(fr), en };

/** What the pages about findings, needs and the chain say, in the language of the interface. */
export const findings = () => BOOKS[i18n.language];
