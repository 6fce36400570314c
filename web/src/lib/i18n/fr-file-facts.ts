import type { FactSentences } from './facts';
import { mediaName, onWhat } from './file-words';

const q = (title: string) => `« ${title} »`;

/** What is said of outputs, files and boundaries. */
export const fileFacts = {
  'output.published': (f) => `a publié la production ${q(f.details.title)} (${f.details.year})`,
  'output.changed': (f) => `a modifié la production ${q(f.to.title)}`,
  'output.archived': (f, n) => `a archivé la production ${q(n.output(f.output))}`,
  'output.restored': (f, n) => `a remis la production ${q(n.output(f.output))} dans la bibliothèque`,
  'attachment.added': (f, n) =>
    `a joint ${q(f.file.name)} (${mediaName(f.file.media)}, ${n.bytes(f.file.size)}) ${onWhat(f.about, n, 'au plan', (what) => `à ${what}`, q)}`,
  'attachment.removed': (f, n) => `a retiré la pièce jointe ${q(n.attachment(f.attachment))}`,
  'territory.boundaries_set': (f, n) =>
    f.to ? `a fixé les limites communales : ${q(n.attachment(f.to))}` : 'a retiré les limites communales',
} satisfies Partial<FactSentences>;
