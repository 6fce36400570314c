// What follows from requests for expertise and from advocacy: how long, how late, who is silent, what differs.
import { diffWordsWithSpace } from 'diff';
import { daysBetween, dayOf } from '../i18n/format';
import type { RecordOf } from '../protocol/names';
import type { Addressee, ExpertiseState, Pinned } from '../protocol/types';

export type Expertise = RecordOf<'expertise'>;
export type Advocacy = RecordOf<'advocacy'>;

export const EXPERTISE_STATES: ExpertiseState[] = ['received', 'qualified', 'mobilised', 'answered', 'closed'];

/** Whole days from one moment to another. */
export const daysFrom = (from: number, to: number): number => Math.max(0, daysBetween(dayOf(from), dayOf(to)));

/** Days until somebody was mobilised; null where nobody is yet. */
export const reactionDays = (e: Expertise): number | null =>
  e.mobilised_at == null ? null : daysFrom(e.received_at, e.mobilised_at);

/** While it is not answered. */
export const isOpen = ({ state }: Expertise): boolean => state !== 'answered' && state !== 'closed';

export const isLate = (e: Expertise, today: string): boolean => !!e.due && e.due < today && isOpen(e);

export const awaitsMobilising = ({ state }: Expertise): boolean => state === 'received' || state === 'qualified';

/** The one in the middle; of an even number, the lower of the two. */
export function median(days: readonly number[]): number | null {
  const sorted = days.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** When it came into a state; null where it never did. */
export function reachedAt(e: Expertise, state: ExpertiseState): number | null {
  const at = {
    received: e.received_at, qualified: e.qualified_at, mobilised: e.mobilised_at,
    answered: e.answered_at, closed: e.closed_at,
  };
  return at[state] ?? null;
}

/** The addressees that have not answered, while an answer is still waited for. */
export function silent(advocacy: Advocacy): Addressee[] {
  if (advocacy.state !== 'sent' && advocacy.state !== 'answered') return [];
  const spoke = new Set(advocacy.answers.map((answer) => answer.from));
  return advocacy.addressees.filter((_, i) => !spoke.has(i));
}

/** For how many days the answer of somebody is overdue; null where nothing is. */
export function silence(advocacy: Advocacy, today: string): number | null {
  const { answer_due: due } = advocacy;
  return due && due < today && silent(advocacy).length ? daysBetween(due, today) : null;
}

export type Word = { text: string; is: 'same' | 'removed' | 'added' };

/** Two texts word by word. */
export const wordsBetween = (from: string, to: string): Word[] =>
  diffWordsWithSpace(from, to).map(({ value, removed, added }) => ({
    text: value,
    is: removed ? 'removed' : added ? 'added' : 'same',
  }));

export type Field = 'title' | 'text' | 'addressee' | 'deadline';
export type Difference = { field: Field; words: Word[] };

/** What a recommendation says now that differs from what was sent. */
export function differences(
  pinned: Pinned,
  now: Pick<Pinned, Field>,
  write: { addressee(to: Addressee): string; deadline(day: string | null | undefined): string },
): Difference[] {
  const said = (of: Pick<Pinned, Field>): Record<Field, string> => ({
    title: of.title, text: of.text, addressee: write.addressee(of.addressee), deadline: write.deadline(of.deadline),
  });
  const [from, to] = [said(pinned), said(now)];
  const fields: Field[] = ['title', 'text', 'addressee', 'deadline'];
  return fields
    .filter((field) => from[field] !== to[field])
    .map((field) => ({ field, words: wordsBetween(from[field], to[field]) }));
}
