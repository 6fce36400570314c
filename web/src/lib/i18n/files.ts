import { why } from '../problems';
import { files as en } from './en-files';
import { files as fr } from './fr-files';
import { wordsIn } from './index.svelte';

/** What the pages about outputs and files say, in the language of the interface. */
export const files = wordsIn(fr, en);

/** What a code means where a file is concerned. */
export const whyNot = (code: string): string => files().problems[code] ?? why(code);

export { mediaName } from './file-words';
