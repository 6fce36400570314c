// Whom a comment calls upon, by the name people know.
import type { Names } from '../i18n/facts';
import type { talk } from '../i18n/fr-talk';
import type { Mention } from '../protocol/types';

export function mentionName(mention: Mention, names: Names, words: (typeof talk)['mention']): string {
  if (mention === 'coordinators') return words.coordinators;
  return 'partner' in mention
    ? names.partner(mention.partner.partner)
    : words.facilitators(names.space(mention.facilitators.space));
}
