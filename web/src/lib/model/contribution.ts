// What one record counts for, and where: as crates/views/src/tally/contribution.rs, held to it by
// test/fixtures/tally.json. A new kind of record gets its figures by one line of `BY_TYPE` and one function.
import { keyOf, type AnyRecord, type RecordOf, type RecordType } from '../protocol/names';
import { isOver } from './meetings';
import type { Records } from './records';

/** `plan`, `axis:ID`, `space:ID`, `partner:ID`, `commune:INS`, `edition:ID`, `partner:ID@axis:ID`,
 * `partner:ID@space:ID`. */
export type Dim = string;
/** The kind of record, and its state or what of it: `finding.upheld`. */
export type Metric = string;

/** Sums, what is late once its day has passed, and the keys of the other records looked at. */
export type Contribution = {
  sums: [Dim, Metric, number][];
  due: [Dim, Metric, string][];
  relies: string[];
};

type Part = [kind: 'axis' | 'space' | 'partner' | 'commune' | 'edition', id: string | null | undefined];

/** What a partner does on an axis or in a space. */
export const within = (partner: Dim, place: Dim): Dim => `${partner}@${place}`;

/**
 * The plan, and each part of it that is there, once; and what each partner among them does on the axes and in the
 * spaces among them.
 */
function dims(...parts: Part[]): Dim[] {
  const there = [...new Set(parts.filter(([, id]) => id).map(([kind, id]) => `${kind}:${id}`))];
  const of = (kind: Part[0]) => there.filter((dim) => dim.startsWith(`${kind}:`));
  const places = [...of('axis'), ...of('space')];
  return ['plan', ...there, ...of('partner').flatMap((partner) => places.map((place) => within(partner, place)))];
}
const communes = (codes: readonly string[]): Part[] => codes.map((code) => ['commune', code]);

class Counting {
  readonly out: Contribution = { sums: [], due: [], relies: [] };

  constructor(private readonly records: Records) {}

  count(where: readonly Dim[], metric: Metric, n = 1): void {
    if (n) for (const dim of where) this.out.sums.push([dim, metric, n]);
  }

  fallsDue(where: readonly Dim[], metric: Metric, day: string | null | undefined): void {
    if (day) for (const dim of where) this.out.due.push([dim, metric, day]);
  }

  /** Another record, and a note that it was looked at. */
  get<T extends RecordType>(type: T, id: string): RecordOf<T> | undefined {
    this.out.relies.push(keyOf(type, id));
    return this.records.get(type, id);
  }
}

type Counts = { [T in RecordType]?: (of: RecordOf<T>, to: Counting) => void };

/** Where a finding belongs, and all that rests on it: not whose it is. */
const ofFinding = (of: RecordOf<'finding'>): Part[] => [
  ['axis', of.tags.axis], ['space', of.tags.space], ['edition', of.edition], ...communes(of.tags.communes ?? []),
];

const BY_TYPE: Counts = {
  partner(of, to) {
    if (of.active) to.count(dims(...communes(of.communes)), `partner.${of.sector}`);
  },
  space(of, to) {
    const axes = of.axes.map((id): Part => ['axis', id]);
    const members = of.members.map((id): Part => ['partner', id]);
    to.count(dims(...axes, ...members), `space.${of.state}`);
    to.count([`space:${of.id}`], 'space.members', of.members.length);
  },
  meeting(of, to) {
    to.count(dims(['space', of.space], ['edition', of.edition]), `meeting.${of.state}`);
  },
  item(of, to) {
    const meeting = 'meeting' in of.home ? to.get('meeting', of.home.meeting.meeting) : undefined;
    const space = 'backlog' in of.home ? of.home.backlog.space : meeting?.space;
    const presents: Part =
      !of.presenter ? ['partner', null]
      : 'partner' in of.presenter ? ['partner', of.presenter.partner.partner]
      : ['space', of.presenter.space.space];
    const where = dims(['axis', of.axis], ['space', space], ['edition', meeting?.edition], presents);
    const isDone = of.state === 'done' || (meeting && isOver(meeting));
    to.count(where, isDone ? 'item.done' : 'item.ahead');
  },
  task(of, to) {
    const where = dims(['axis', of.axis], ['space', of.space], ['partner', of.owner]);
    to.count(where, `task.${of.state}`);
    if (of.state === 'open') to.fallsDue(where, 'task.late', of.due);
  },
  finding(of, to) {
    to.count(dims(...ofFinding(of), ['partner', of.partner]), `finding.${of.state}`);
    for (const [partner, stance] of Object.entries(of.stances)) {
      to.count(dims(...ofFinding(of), ['partner', partner]), `stance.${stance.opinion.position}`);
    }
  },
  evidence(of, to) {
    if (of.withdrawn) return;
    const finding = to.get('finding', of.finding);
    to.count(dims(...(finding ? ofFinding(finding) : []), ['partner', of.partner]), 'evidence.given');
  },
  need(of, to) {
    if (of.withdrawn) return;
    const where = dims(['axis', of.axis], ['space', of.space], ['partner', of.partner]);
    to.count(where, 'need.stated');
    to.count(where, 'flag.open', of.flags.length);
  },
  priority(of, to) {
    const where = dims(['axis', of.axis], ['space', of.space], ['partner', of.partner], ['edition', of.edition]);
    to.count(where, `priority.${of.state}`);
    to.count(where, 'flag.open', of.flags.length);
  },
  recommendation(of, to) {
    const axis = to.get('priority', of.priority)?.axis;
    const place: Part[] = [['axis', axis], ['space', of.space], ['partner', of.carrier], ['edition', of.edition]];
    const where = dims(...place, ...communes(of.concerns.communes ?? []));
    to.count(where, `recommendation.${of.state}`);
    to.count(where, 'flag.open', of.flags.length);
    for (const kind of ['financial', 'human', 'logistic'] as const) {
      to.count(where, `means.${kind}_sought`, of.totals[kind].sought);
      to.count(where, `means.${kind}_secured`, of.totals[kind].secured);
    }
    if (ASKING.has(of.state)) to.fallsDue(where, 'recommendation.overdue', of.deadline);
  },
  report(of, to) {
    const on = to.get('recommendation', of.recommendation);
    const axis = on && to.get('priority', on.priority)?.axis;
    const place: Part[] = on
      ? [['space', on.space], ['edition', on.edition], ...communes(on.concerns.communes ?? [])]
      : [];
    to.count(dims(...place, ['axis', axis], ['partner', of.partner]), 'report.written');
  },
  output(of, to) {
    const { axis, space, partner } = of.details;
    const where = dims(['axis', axis], ['space', space], ['partner', partner]);
    to.count(where, of.archived ? 'output.archived' : 'output.published');
  },
  expertise(of, to) {
    const where = dims(['axis', of.axis], ['space', of.space], ['partner', of.partner]);
    to.count(where, `expertise.${of.state}`);
    if (of.state !== 'answered' && of.state !== 'closed') to.fallsDue(where, 'expertise.late', of.due);
  },
  advocacy(of, to) {
    const where = dims(['edition', of.edition]);
    to.count(where, `advocacy.${of.state}`);
    to.count(where, 'flag.open', of.flags.length);
    if (of.state === 'sent') to.fallsDue(where, 'advocacy.silent', of.answer_due);
  },
  commune(of, to) {
    to.count(dims(['commune', of.ins_code]), 'commune.all');
  },
  structure(of, to) {
    if (of.open) to.count(dims(['commune', of.commune], ['partner', of.partner]), `structure.${of.kind}`);
  },
  objective(of, to) {
    to.count(dims(), of.in_force ? 'objective.in_force' : 'objective.repealed');
  },
};

/** Recommendations whose deadline still asks for something. */
const ASKING = new Set(['draft', 'proposed', 'validated', 'sent', 'answered', 'underway']);

export function contribution(record: AnyRecord, records: Records): Contribution {
  const to = new Counting(records);
  const count = BY_TYPE[record.type] as ((of: AnyRecord, to: Counting) => void) | undefined;
  count?.(record, to);
  return to.out;
}
