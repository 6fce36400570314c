import { boards as en } from './en-boards';
import { boards as fr } from './fr-boards';
import { wordsIn } from './index.svelte';

/** What the dashboards and the kiosk say, in the language of the interface. */
export const boards = wordsIn(fr, en);
