import { boards as en } from './en-boards';
import { boards as fr } from './fr-boards';
import { i18n } from './index.svelte';
import { typographic } from './typography';

const BOOKS = { fr: typographic(fr), en };

/** What the dashboards and the kiosk say, in the language of the interface. */
export const boards = () => BOOKS[i18n.language];
