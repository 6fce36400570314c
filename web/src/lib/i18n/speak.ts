import { speak as en } from './en-speak';
import { speak as fr } from './fr-speak';
import { i18n } from './index.svelte';
import { typographic } from './typography';

const BOOKS = { fr: typographic(fr), en };

/** What the pages of requests for expertise and of advocacy say, in the language of the interface. */
export const speak = () => BOOKS[i18n.language];
