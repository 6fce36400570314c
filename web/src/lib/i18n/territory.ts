import { territory as en } from './en-territory';
import { territory as fr } from './fr-territory';
import { number } from './format';
import { i18n, wordsIn } from './index.svelte';
import type { Unit } from '../protocol/types';

/** What the pages about the territory say, in the language of the interface. */
export const territory = wordsIn(fr, en);

/** A figure in its unit, with the decimals it was published with. */
export const figure = (value: string | number, unit: Unit): string =>
  territory().unitOf[unit](typeof value === 'number' ? number(value) : decimal(value));

const decimal = (value: string): string =>
  Number(value).toLocaleString(i18n.locale, { minimumFractionDigits: value.split('.')[1]?.length ?? 0 });

/** A share, to a tenth of a per cent. */
export const percent = (share: number): string =>
  territory().unitOf.percent(share.toLocaleString(i18n.locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 }));
