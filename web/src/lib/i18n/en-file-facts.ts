import type { FactSentences } from './facts';
import { mediaName, onWhat } from './file-words';

const q = (title: string) => `“${title}”`;

/** What is said of outputs, files and boundaries. */
export const fileFacts = {
  'output.published': (f) => `published the output ${q(f.details.title)} (${f.details.year})`,
  'output.changed': (f) => `changed the output ${q(f.to.title)}`,
  'output.archived': (f, n) => `archived the output ${q(n.output(f.output))}`,
  'output.restored': (f, n) => `put the output ${q(n.output(f.output))} back into the library`,
  'attachment.added': (f, n) =>
    `attached ${q(f.file.name)} (${mediaName(f.file.media)}, ${n.bytes(f.file.size)}) to ${onWhat(f.about, n, 'the plan', (what) => what, q)}`,
  'attachment.removed': (f, n) => `removed the attachment ${q(n.attachment(f.attachment))}`,
  'territory.boundaries_set': (f, n) =>
    f.to ? `set the boundaries of communes: ${q(n.attachment(f.to))}` : 'took the boundaries of communes away',
} satisfies Partial<FactSentences>;
