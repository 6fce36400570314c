// The language of the interface: messages and the formats of dates, numbers and sorting.
import { fr, type Messages } from './fr';
import { typographic } from './typography';

export type Language = 'fr' | 'en';
export const LANGUAGES: { code: Language; name: string }[] = [
  { code: 'fr', name: 'Français' },
  { code: 'en', name: 'English' },
];

const STORED = 'plenum.language';
const LOCALES: Record<Language, string> = { fr: 'fr-BE', en: 'en-GB' };

class I18n {
  language = $state<Language>('fr');
  messages = $state.raw<Messages>(typographic(fr));
  readonly locale = $derived(LOCALES[this.language]);
  readonly collator = $derived(new Intl.Collator(this.locale, { numeric: true }));

  /** Before the first page shows, so that it never flickers from one language to another. */
  async start(): Promise<void> {
    const stored = localStorage.getItem(STORED);
    if (stored === 'en') await this.choose(stored);
  }

  /** The language that a person's account is kept in, where this device knows of no other choice. */
  async suggest(language: string | null | undefined): Promise<void> {
    if (language?.startsWith('en') && !localStorage.getItem(STORED)) await this.choose('en');
  }

  async choose(language: Language): Promise<void> {
    this.messages = language === 'en' ? (await import('./en')).en : typographic(fr);
    this.language = language;
    document.documentElement.lang = language;
    localStorage.setItem(STORED, language);
  }
}

export const i18n = new I18n();
export const say = (): Messages => i18n.messages;

/** The words of some pages, which come with them, in the language of the interface. */
export function wordsIn<T>(fr: T, en: T): () => T {
  const books = { fr: typographic(fr), en };
  return () => books[i18n.language];
}
