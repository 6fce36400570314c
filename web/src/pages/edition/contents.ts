// What an edition holds, and what it may still take over from the one it renews.
import type { RecordOf } from '../../lib/protocol/names';

type Kind = 'finding' | 'priority' | 'recommendation';
type Lists = { list<T extends Kind>(type: T): RecordOf<T>[] };
type OfKind = {
  findings: RecordOf<'finding'>[];
  priorities: RecordOf<'priority'>[];
  recommendations: RecordOf<'recommendation'>[];
};

const byNumber = (a: { number: number }, b: { number: number }) => a.number - b.number;

export function contentsOf(lists: Lists, edition: string): OfKind {
  return {
    findings: lists.list('finding').filter((known) => known.edition === edition).sort(byNumber),
    priorities: lists.list('priority').filter((known) => known.edition === edition).sort(byNumber),
    recommendations: lists.list('recommendation').filter((known) => known.edition === edition).sort(byNumber),
  };
}

export type Offer = OfKind & {
  /** The priority of this edition in which a recommendation of the former would be copied. */
  into: ReadonlyMap<string, string>;
  /** Whether recommendations wait for their priority to be taken over. */
  waiting: boolean;
};

/** What of the former edition is not in this one yet, and can be. */
export function offered(lists: Lists, edition: string, former: string): Offer {
  const [here, there] = [contentsOf(lists, edition), contentsOf(lists, former)];
  const copies = new Map(here.priorities.map((copy) => [copy.carried_from, copy]));
  const copied = new Set(here.recommendations.map((copy) => copy.carried_from));
  const into = new Map<string, string>();
  const recommendations = there.recommendations.filter((known) => {
    const priority = copies.get(known.priority);
    if (copied.has(known.id) || !priority) return false;
    if (priority.state !== 'proposed' && priority.state !== 'retained') return false;
    into.set(known.id, priority.id);
    return true;
  });
  return {
    findings: there.findings.filter(({ state }) => state !== 'under_review' && state !== 'obsolete'),
    priorities: there.priorities.filter(({ id, state }) => state !== 'dropped' && !copies.has(id)),
    recommendations,
    into,
    waiting: there.recommendations.some(({ id, priority }) => !copied.has(id) && !copies.has(priority)),
  };
}
