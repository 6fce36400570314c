import { links as en } from './en-links';
import { links as fr } from './fr-links';
import { i18n } from './index.svelte';
import { typographic } from './typography';

const BOOKS = { fr: typographic(fr), en };

/** What is said of spaces and partners, and of what items and tasks deal with, in the language of the interface. */
export const links = () => BOOKS[i18n.language];
