import { speak as en } from './en-speak';
import { speak as fr } from './fr-speak';
import { wordsIn } from './index.svelte';

/** What the pages of requests for expertise and of advocacy say, in the language of the interface. */
export const speak = wordsIn(fr, en);
