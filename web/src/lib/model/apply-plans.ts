// What commands about priorities, recommendations and reports will do to the records (S6).
import type { CommandBody, RecordOf } from '../protocol/names';
import type { Means, RecommendationState } from '../protocol/types';
import type { Appliers, Context } from './apply';
import { place, unrank } from './ranking';
import { totalsOf } from './totals';

type Priority = RecordOf<'priority'>;
type Recommendation = RecordOf<'recommendation'>;

/** What only the server numbers: a record's number, and the number of the event that made a link. */
const UNKNOWN = 0;

function priority(ctx: Context, id: string, how: (now: Priority) => Partial<Priority>): void {
  ctx.layer.change('priority', id, (now) => ({ changed_by: ctx.actor, ...how(now) }));
}

function recommendation(ctx: Context, id: string, how: (now: Recommendation) => Partial<Recommendation>): void {
  ctx.layer.change('recommendation', id, (now) => ({ changed_by: ctx.actor, ...how(now) }));
}

/** Something a recommendation becomes; only where the road leads there. */
function step(
  ctx: Context,
  id: string,
  from: RecommendationState[],
  to: Partial<Recommendation>,
): void {
  recommendation(ctx, id, (now) => (from.includes(now.state) ? to : {}));
}

function means(ctx: Context, id: string, how: (lines: Means[]) => Means[]): void {
  recommendation(ctx, id, (now) => {
    const lines = how(now.means);
    return { means: lines, totals: totalsOf(lines) };
  });
}

const linked = (ids: readonly string[] = []) => Object.fromEntries(ids.map((id) => [id, UNKNOWN]));

function without<V>(links: Record<string, V>, id: string): Record<string, V> {
  const { [id]: _, ...rest } = links;
  return rest;
}

function addPriority(ctx: Context, added: Priority): void {
  if (ctx.layer.get('priority', added.id)) return;
  ctx.layer.put(added);
  ctx.layer.change('edition', added.edition, (now) => ({
    rankings: { ...now.rankings, [added.axis]: [...(now.rankings[added.axis] ?? []), added.id] },
  }));
}

const made = (actor: string) => ({
  number: UNKNOWN, confirmed: {}, flags: [], decided: null, carried_from: null, changed_by: actor,
});

/** Secures a line; of an amount in part, the rest stands right after it. */
function secure(lines: Means[], body: CommandBody<'recommendation.secure_means'>): Means[] {
  return lines.flatMap((line) => {
    if (line.id !== body.means) return [line];
    const { part } = body;
    if (!part || !('financial' in line.what)) return [{ ...line, secured: true }];
    const { financial } = line.what;
    const left = financial.amount - part.amount;
    if (left < 0) return [line];
    if (!left) return [{ ...line, secured: true }];
    return [
      { ...line, secured: true, what: { financial: { ...financial, amount: part.amount } } },
      { id: part.rest, secured: false, what: { financial: { ...financial, amount: left } } },
    ];
  });
}

const PRIORITIES: Appliers = {
  'priority.propose': (b, ctx) =>
    addPriority(ctx, {
      ...made(ctx.actor), type: 'priority', id: b.priority, edition: b.edition, axis: b.axis,
      title: b.title.trim(), note: (b.note ?? '').trim(), space: b.space ?? null, partner: b.partner ?? null,
      findings: linked(b.findings), needs: linked(b.needs), state: 'proposed', placed_by: ctx.actor,
    }),
  'priority.carry_over': (b, ctx) => {
    const from = ctx.layer.get('priority', b.from);
    if (!from) return;
    const fresh = { ...made(ctx.actor), id: b.priority, edition: b.edition, carried_from: b.from };
    addPriority(ctx, { ...from, ...fresh, state: 'proposed', placed_by: ctx.actor });
  },
  'priority.rename': (b, ctx) => priority(ctx, b.priority, () => ({ title: b.title.trim() })),
  'priority.describe': (b, ctx) => priority(ctx, b.priority, () => ({ note: b.note.trim() })),
  'priority.move': (b, ctx) => {
    const now = ctx.layer.get('priority', b.priority);
    if (!now || b.to.after === b.priority) return;
    ctx.layer.change('edition', now.edition, ({ rankings }) => ({ rankings: place(rankings, b.priority, b.to) }));
    ctx.layer.change('priority', b.priority, () => ({ axis: b.to.axis, placed_by: ctx.actor }));
  },
  'priority.link_finding': (b, ctx) =>
    priority(ctx, b.priority, (now) => ({ findings: { [b.finding]: UNKNOWN, ...now.findings } })),
  'priority.unlink_finding': (b, ctx) =>
    priority(ctx, b.priority, (now) => ({
      findings: without(now.findings, b.finding),
      flags: now.flags.filter((flag) => flag !== b.finding),
    })),
  'priority.link_need': (b, ctx) =>
    priority(ctx, b.priority, (now) => ({ needs: { [b.need]: UNKNOWN, ...now.needs } })),
  'priority.unlink_need': (b, ctx) =>
    priority(ctx, b.priority, (now) => ({ needs: without(now.needs, b.need) })),
  'priority.retain': (b, ctx) =>
    priority(ctx, b.priority, () => ({ state: 'retained', decided: b.decided ?? null })),
  'priority.drop': (b, ctx) => {
    const now = ctx.layer.get('priority', b.priority);
    if (now?.state !== 'proposed') return;
    ctx.layer.change('edition', now.edition, ({ rankings }) => ({ rankings: unrank(rankings, b.priority) }));
    priority(ctx, b.priority, () => ({ state: 'dropped' }));
  },
  'priority.reopen': (b, ctx) => {
    const now = ctx.layer.get('priority', b.priority);
    if (now?.state !== 'dropped') return;
    const last = (rankings: Record<string, string[]>) => rankings[now.axis]?.at(-1) ?? null;
    ctx.layer.change('edition', now.edition, ({ rankings }) => ({
      rankings: place(rankings, b.priority, { axis: now.axis, after: last(rankings) }),
    }));
    priority(ctx, b.priority, () => ({ state: 'proposed' }));
  },
  'priority.close': (b, ctx) =>
    priority(ctx, b.priority, (now) => (now.state === 'retained' ? { state: 'closed' } : {})),
};

const WAITING: RecommendationState[] = ['sent', 'answered', 'underway'];

const ROAD: Appliers = {
  'recommendation.propose': (b, ctx) => step(ctx, b.recommendation, ['draft'], { state: 'proposed' }),
  'recommendation.validate': (b, ctx) =>
    step(ctx, b.recommendation, ['proposed'], { state: 'validated', decided: b.decided ?? null }),
  'recommendation.send': (b, ctx) => step(ctx, b.recommendation, ['validated'], { state: 'sent' }),
  'recommendation.answer': (b, ctx) =>
    step(ctx, b.recommendation, ['sent'], { state: 'answered', answer: b.words.trim() }),
  'recommendation.start': (b, ctx) => step(ctx, b.recommendation, ['answered'], { state: 'underway' }),
  'recommendation.achieve': (b, ctx) => step(ctx, b.recommendation, ['underway'], { state: 'achieved' }),
  'recommendation.refuse': (b, ctx) => step(ctx, b.recommendation, WAITING, { state: 'refused' }),
  'recommendation.leave': (b, ctx) => step(ctx, b.recommendation, WAITING, { state: 'no_follow_up' }),
  'recommendation.evaluate': (b, ctx) =>
    step(ctx, b.recommendation, ['achieved', 'refused', 'no_follow_up'], {
      state: 'evaluated', evaluation: b.words.trim(),
    }),
};

const RECOMMENDATIONS: Appliers = {
  'recommendation.draft': (b, ctx) => {
    const below = ctx.layer.get('priority', b.priority);
    if (!below || ctx.layer.get('recommendation', b.recommendation)) return;
    ctx.layer.put({
      ...made(ctx.actor), type: 'recommendation', id: b.recommendation, edition: below.edition,
      priority: b.priority, linked_at: UNKNOWN, title: b.title.trim(), text: b.text.trim(),
      addressee: { ...b.addressee, body: b.addressee.body.trim() }, carrier: b.carrier ?? null,
      space: b.space ?? null, concerns: { communes: [], public: '', ...b.concerns },
      deadline: b.deadline ?? null, objectives: b.objectives ?? [], means: [], resources: [], state: 'draft', answer: null,
      evaluation: null, totals: totalsOf([]),
    });
  },
  'recommendation.rename': (b, ctx) => recommendation(ctx, b.recommendation, () => ({ title: b.title.trim() })),
  'recommendation.reword': (b, ctx) => recommendation(ctx, b.recommendation, () => ({ text: b.text.trim() })),
  'recommendation.address': (b, ctx) =>
    recommendation(ctx, b.recommendation, () => ({ addressee: b.addressee })),
  'recommendation.assign': (b, ctx) =>
    recommendation(ctx, b.recommendation, () => ({ carrier: b.carrier ?? null })),
  'recommendation.set_concerns': (b, ctx) =>
    recommendation(ctx, b.recommendation, () => ({ concerns: b.concerns })),
  'recommendation.set_deadline': (b, ctx) =>
    recommendation(ctx, b.recommendation, () => ({ deadline: b.deadline ?? null })),
  'recommendation.set_objectives': (b, ctx) =>
    recommendation(ctx, b.recommendation, () => ({ objectives: b.objectives })),
  'recommendation.move_to': (b, ctx) =>
    recommendation(ctx, b.recommendation, () => ({ priority: b.priority, linked_at: UNKNOWN })),
  'recommendation.add_means': (b, ctx) =>
    means(ctx, b.recommendation, (lines) =>
      lines.some((line) => line.id === b.means) ? lines : [...lines, { id: b.means, what: b.what, secured: false }],
    ),
  'recommendation.change_means': (b, ctx) =>
    means(ctx, b.recommendation, (lines) =>
      lines.map((line) => (line.id === b.means ? { ...line, what: b.what } : line)),
    ),
  'recommendation.remove_means': (b, ctx) =>
    means(ctx, b.recommendation, (lines) => lines.filter((line) => line.id !== b.means)),
  'recommendation.secure_means': (b, ctx) => means(ctx, b.recommendation, (lines) => secure(lines, b)),
  'recommendation.release_means': (b, ctx) =>
    means(ctx, b.recommendation, (lines) =>
      lines.map((line) => (line.id === b.means ? { ...line, secured: false } : line)),
    ),
  'recommendation.add_resource': (b, ctx) =>
    recommendation(ctx, b.recommendation, ({ resources }) =>
      resources.some((known) => known.id === b.resource)
        ? {}
        : { resources: [...resources, { id: b.resource, what: b.what }] },
    ),
  'recommendation.remove_resource': (b, ctx) =>
    recommendation(ctx, b.recommendation, ({ resources }) => ({
      resources: resources.filter((known) => known.id !== b.resource),
    })),
};

const REPORTS: Appliers = {
  'report.write': (b, ctx) => {
    if (ctx.layer.get('report', b.report)) return;
    const { report: id, recommendation: about, progress, partner = null } = b;
    ctx.layer.put({ type: 'report', id, recommendation: about, progress, partner, at: UNKNOWN });
  },
  'report.correct': (b, ctx) => ctx.layer.change('report', b.report, () => ({ progress: b.progress })),
  'report.withdraw': (b, ctx) => ctx.layer.drop('report', b.report),
};

export const PLANS: Appliers = { ...PRIORITIES, ...ROAD, ...RECOMMENDATIONS, ...REPORTS };
