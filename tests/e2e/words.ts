// What the interface says, as the web app has it: what is true in one language is shown in the other too.
import { en } from '../../web/src/lib/i18n/en.ts';
import { files as enFiles } from '../../web/src/lib/i18n/en-files.ts';
import { en as enFindings } from '../../web/src/lib/i18n/en-findings.ts';
import { en as enPeople } from '../../web/src/lib/i18n/en-people.ts';
import { words as enOpen } from '../../web/src/lib/i18n/en-public.ts';
import { speak as enSpeak } from '../../web/src/lib/i18n/en-speak.ts';
import { fr } from '../../web/src/lib/i18n/fr.ts';
import { files as frFiles } from '../../web/src/lib/i18n/fr-files.ts';
import { findings as frFindings } from '../../web/src/lib/i18n/fr-findings.ts';
import { people as frPeople } from '../../web/src/lib/i18n/fr-people.ts';
import { words as frOpen } from '../../web/src/lib/i18n/fr-public.ts';
import { speak as frSpeak } from '../../web/src/lib/i18n/fr-speak.ts';
import { typographic } from '../../web/src/lib/i18n/typography.ts';

export interface Words {
  language: 'fr' | 'en';
  locale: string;
  say: typeof fr;
  people: typeof frPeople;
  findings: typeof frFindings;
  files: typeof frFiles;
  speak: typeof frSpeak;
  open: typeof frOpen;
}

export const FRENCH: Words = {
  language: 'fr',
  locale: 'fr-BE',
  say: typographic(fr),
  people: typographic(frPeople),
  findings: typographic(frFindings),
  files: typographic(frFiles),
  speak: typographic(frSpeak),
  open: typographic(frOpen),
};
export const ENGLISH: Words = {
  language: 'en',
  locale: 'en-GB',
  say: en,
  people: enPeople,
  findings: enFindings,
  files: enFiles,
  speak: enSpeak,
  open: enOpen,
};

/** Both languages of the interface, the first first. */
export const BOTH = [FRENCH, ENGLISH];
