import { why } from '../problems';
import { files as en } from './en-files';
import { files as fr } from './fr-files';
import { i18n } from './index.svelte';
import { typographic } from './typography';

const BOOKS = { fr: typographic(fr), en };

/** What the pages about outputs and files say, in the language of the interface. */
export const files = () => BOOKS[i18n.language];

/** What a code means where a file is concerned. */
export const whyNot = (code: string): string => files().problems[code] ?? why(code);

export { mediaName } from './file-words';
