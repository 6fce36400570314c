// Events in sentences: who, when, what, why.
import type { FactSentences, Names } from './i18n/facts';
import { bytes, clock, shortDay } from './i18n/format';
import type { Messages } from './i18n/fr';
import { i18n } from './i18n/index.svelte';
import { euros, meansName, quantity } from './i18n/amounts';
import { figure } from './i18n/amounts';
import type { Records } from './model/records';
import { communeId } from './model/territory';
import { NIL, type FactKind } from './protocol/names';
import type { EventLine, Fact, Role } from './protocol/types';

export type People = ReadonlyMap<string, string>;

export function roleName(role: Role, records: Records, m: Messages): string {
  if (typeof role === 'string') return m.words.roles[role];
  if ('facilitator' in role) {
    return `${m.words.roles.facilitator} – ${records.get('space', role.facilitator.space)?.title ?? m.common.unknown}`;
  }
  if ('contributor' in role) {
    return `${m.words.roles.contributor} – ${records.get('partner', role.contributor.partner)?.name ?? m.common.unknown}`;
  }
  return `${m.words.roles.secretary} – ${records.get('meeting', role.secretary.meeting)?.title ?? m.common.unknown}`;
}

export function namesOf(records: Records, people: People, m: Messages): Names {
  const or = (name: string | undefined) => name ?? m.common.unknown;
  const call = (words: (n: number) => string, n: number | undefined) => (n === undefined ? m.common.unknown : words(n));
  const numbers = {
    finding: (id: string) => call(m.numbered.finding, records.get('finding', id)?.number),
    need: (id: string) => call(m.numbered.need, records.get('need', id)?.number),
    priority: (id: string) => call(m.numbered.priority, records.get('priority', id)?.number),
    recommendation: (id: string) => call(m.numbered.recommendation, records.get('recommendation', id)?.number),
    expertise: (id: string) => call(m.numbered.expertise, records.get('expertise', id)?.number),
    advocacy: (id: string) => call(m.numbered.advocacy, records.get('advocacy', id)?.number),
  };
  const commune = (code: string) => records.get('commune', communeId(code))?.name ?? code;
  const record: Names['record'] = (name) => {
    if (name.kind in numbers) return numbers[name.kind as keyof typeof numbers](name.id);
    const title = titleOf(name, records);
    return title === undefined ? m.common.unknown : m.quoted(title);
  };
  return {
    item: (id) => or(records.get('item', id)?.title),
    meeting: (id) => or(records.get('meeting', id)?.title),
    space: (id) => or(records.get('space', id)?.title),
    partner: (id) => or(records.get('partner', id)?.name),
    axis: (id) => or(records.get('axis', id)?.title),
    theme: (id) => or(records.get('theme', id)?.title),
    edition: (id) => or(records.get('edition', id)?.label),
    task: (id) => or(records.get('task', id)?.title),
    commune,
    measure: (id) => or(records.get('measure', id)?.title),
    structure: (id) => or(records.get('structure', id)?.name),
    objective: (id) => or(records.get('objective', id)?.reference),
    output: (id) => or(records.get('output', id)?.details.title),
    attachment: (id) => or(records.get('attachment', id)?.file.name),
    bytes,
    ...numbers,
    record,
    person: (id) => people.get(id) ?? m.common.someone,
    presenter: (p) =>
      'partner' in p
        ? or(records.get('partner', p.partner.partner)?.name)
        : or(records.get('space', p.space.space)?.title),
    role: (role) => roleName(role, records, m),
    day: shortDay,
    clock,
    means: (what) => (quantity(what) ? `${quantity(what)} (${meansName(what)})` : meansName(what)),
    euros,
    figure: (id, value) => figure(value, records.get('measure', id)?.unit ?? 'number'),
    place: (place) =>
      place === 'territory' ? or(records.get('plan', NIL)?.territory) : commune(place.commune.ins_code),
    minutes: m.minutes,
  };
}

/** The title of a record that has one. */
function titleOf({ kind, id }: { kind: string; id: string }, records: Records): string | undefined {
  switch (kind) {
    case 'output':
      return records.get('output', id)?.details.title;
    case 'item':
    case 'meeting':
    case 'space':
    case 'task':
      return records.get(kind, id)?.title;
    case 'partner':
    case 'structure':
      return records.get(kind, id)?.name;
    case 'edition':
      return records.get('edition', id)?.label;
    case 'evidence':
      return records.get('evidence', id)?.says.reference;
    case 'objective':
      return records.get('objective', id)?.reference;
    default:
      return undefined;
  }
}

/** What was done, without who did it. */
export function deed(event: Pick<EventLine, 'kind' | 'fact'>, names: Names, m: Messages): string {
  const sentence = m.facts[event.kind as FactKind] as FactSentences[FactKind] | undefined;
  const body = bodyOf(event.fact);
  if (!sentence || !body) return m.history.withheld;
  return (sentence as (fact: unknown, names: Names) => string)(body, names);
}

function bodyOf(fact: Fact | null | undefined): unknown {
  const inner = fact && Object.values(fact)[0];
  return inner && Object.values(inner)[0];
}

/** The page that shows what an event is about. */
export const pageOf = (event: EventLine, records: Records): string => pageOfRecord(event.about, records);

/** The list of structures, narrowed to one. */
export const structurePath = (id: string): string => `/territoire/structures?structure=${id}`;

/** The page that shows a record. */
export function pageOfRecord({ kind, id }: { kind: string; id: string }, records: Records): string {
  if (id === NIL) return '';
  switch (kind) {
    case 'meeting':
      return `/reunions/${id}`;
    case 'item': {
      const home = records.get('item', id)?.home;
      if (home && 'meeting' in home) return `/reunions/${home.meeting.meeting}`;
      return home?.backlog.space ? `/espaces/${home.backlog.space}` : '/reunions';
    }
    case 'edition':
      return `/editions/${id}`;
    case 'space':
      return `/espaces/${id}`;
    case 'task':
      return '/taches';
    case 'partner':
      return '/partenaires';
    case 'member':
      return '/membres';
    case 'commune': {
      const code = records.get('commune', id)?.ins_code;
      return code ? `/territoire/${code}` : '/territoire';
    }
    case 'measure':
      return `/territoire?indicateur=${id}`;
    case 'structure':
      return structurePath(id);
    case 'objective':
      return '/objectifs';
    case 'output':
      return `/productions/${id}`;
    case 'attachment': {
      const about = records.get('attachment', id)?.about;
      // Boundaries are what the plan has of files.
      if (about?.kind === 'plan') return '/territoire';
      return about ? pageOfRecord(about, records) : '';
    }
    case 'finding':
      return `/constats/${id}`;
    case 'evidence':
      return `/constats/${records.get('evidence', id)?.finding ?? ''}`;
    case 'need':
      return '/besoins';
    case 'priority':
      return `/priorites/${id}`;
    case 'recommendation':
      return `/recommandations/${id}`;
    case 'comment': {
      const about = records.get('comment', id)?.about;
      return about ? pageOfRecord(about, records) : '';
    }
    case 'report':
      return `/recommandations/${records.get('report', id)?.recommendation ?? ''}`;
    case 'expertise':
      return `/expertises/${id}`;
    case 'advocacy':
      return `/interpellations/${id}`;
    default:
      return '';
  }
}

export const byName = (a: string, b: string): number => i18n.collator.compare(a, b);
