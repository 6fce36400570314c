// What commands about requests for expertise and advocacy will do to the records (S6).
import type { RecordOf } from '../protocol/names';
import type { Appliers, Context } from './apply';
import { isOpen, type Advocacy, type Expertise } from './speak';

/** What only the server numbers. */
const UNKNOWN = 0;

function expertise(ctx: Context, id: string, how: (now: Expertise) => Partial<Expertise>): void {
  ctx.layer.change('expertise', id, (now) => ({ changed_by: ctx.actor, ...how(now) }));
}

function advocacy(ctx: Context, id: string, from: Advocacy['state'][], how: (now: Advocacy) => Partial<Advocacy>): void {
  const now = ctx.layer.get('advocacy', id);
  if (now && from.includes(now.state)) ctx.layer.put({ ...now, changed_by: ctx.actor, ...how(now) });
}

const chosen = (now: Advocacy['recommendations'], to: readonly string[]): Advocacy['recommendations'] =>
  to.map(
    (recommendation) =>
      now.find((known) => known.recommendation === recommendation) ?? { recommendation, linked_at: UNKNOWN },
  );

/** What is sent is what the recommendations say now. */
function pinned(ctx: Context, now: Advocacy): NonNullable<Advocacy['sent']>['pinned'] {
  const known = now.recommendations.map((one) => ctx.layer.get('recommendation', one.recommendation));
  return known
    .filter((one): one is RecordOf<'recommendation'> => !!one)
    .map(({ id: recommendation, number, title, text, addressee, concerns, deadline = null, state }) => ({
      recommendation, number, title, text, addressee, concerns, deadline, state,
    }));
}

function becomes(ctx: Context, ids: readonly string[], from: 'validated' | 'sent', change: Partial<RecordOf<'recommendation'>>) {
  for (const id of ids) {
    const now = ctx.layer.get('recommendation', id);
    if (now?.state === from) ctx.layer.put({ ...now, changed_by: ctx.actor, ...change });
  }
}

const DRAFT: Advocacy['state'][] = ['draft'];
const WAITS: Advocacy['state'][] = ['sent', 'answered'];

/** The moments are the server's: what is pending has none yet. */
const EXPERTISE: Appliers = {
  'expertise.receive': (b, ctx) => {
    if (ctx.layer.get('expertise', b.expertise)) return;
    ctx.layer.put({
      type: 'expertise', id: b.expertise, number: UNKNOWN, origin: b.origin, question: b.question.trim(),
      context: (b.context ?? '').trim(), urgency: b.urgency ?? 'normal', axis: b.axis ?? null, themes: b.themes ?? [],
      space: b.space ?? null, partner: b.partner ?? null, due: b.due ?? null, mobilised: [], answer: null,
      state: 'received', received_at: Date.now(), qualified_at: null, mobilised_at: null, answered_at: null,
      closed_at: null, changed_by: ctx.actor,
    });
  },
  'expertise.reword': (b, ctx) =>
    expertise(ctx, b.expertise, (now) => (isOpen(now) ? { question: b.question.trim() } : {})),
  'expertise.qualify': (b, ctx) =>
    expertise(ctx, b.expertise, () => ({
      urgency: b.to.urgency, due: b.to.due ?? null, space: b.to.space ?? null, state: 'qualified', qualified_at: Date.now(),
    })),
  'expertise.mobilise': (b, ctx) =>
    expertise(ctx, b.expertise, (now) => ({
      mobilised: [...new Set([...now.mobilised, ...b.partners])], state: 'mobilised',
      mobilised_at: now.mobilised_at ?? Date.now(),
    })),
  'expertise.release': (b, ctx) =>
    expertise(ctx, b.expertise, (now) => ({ mobilised: now.mobilised.filter((id) => id !== b.partner) })),
  'expertise.answer': (b, ctx) =>
    expertise(ctx, b.expertise, () => ({ answer: b.answer.trim(), state: 'answered', answered_at: Date.now() })),
  'expertise.correct_answer': (b, ctx) => expertise(ctx, b.expertise, () => ({ answer: b.answer.trim() })),
  'expertise.set_due': (b, ctx) => expertise(ctx, b.expertise, () => ({ due: b.due ?? null })),
  'expertise.close': (b, ctx) => expertise(ctx, b.expertise, () => ({ state: 'closed', closed_at: Date.now() })),
};

const ADVOCACY: Appliers = {
  'advocacy.draft': (b, ctx) => {
    if (ctx.layer.get('advocacy', b.advocacy)) return;
    ctx.layer.put({
      type: 'advocacy', id: b.advocacy, number: UNKNOWN, kind: b.kind, title: b.title.trim(), text: (b.text ?? '').trim(),
      edition: b.edition ?? null, addressees: b.addressees, recommendations: chosen([], b.recommendations ?? []),
      state: 'draft', sent: null, answer_due: null, answers: [], reminders: [], decided: null, confirmed: {},
      changed_by: ctx.actor, flags: [],
    });
  },
  'advocacy.rename': (b, ctx) => advocacy(ctx, b.advocacy, DRAFT, () => ({ title: b.title.trim() })),
  'advocacy.reword': (b, ctx) => advocacy(ctx, b.advocacy, DRAFT, () => ({ text: b.text.trim() })),
  'advocacy.address': (b, ctx) => advocacy(ctx, b.advocacy, DRAFT, () => ({ addressees: b.addressees })),
  'advocacy.choose': (b, ctx) =>
    advocacy(ctx, b.advocacy, DRAFT, (now) => ({ recommendations: chosen(now.recommendations, b.recommendations) })),
  'advocacy.send': (b, ctx) => {
    const now = ctx.layer.get('advocacy', b.advocacy);
    if (now?.state !== 'draft') return;
    const sent = { day: b.day, pinned_at: UNKNOWN, pinned: pinned(ctx, now) };
    advocacy(ctx, b.advocacy, DRAFT, () => ({
      state: 'sent', sent, answer_due: b.answer_due ?? null, decided: b.decided ?? null, flags: [],
    }));
    becomes(ctx, now.recommendations.map((one) => one.recommendation), 'validated', { state: 'sent' });
  },
  'advocacy.set_answer_due': (b, ctx) =>
    advocacy(ctx, b.advocacy, WAITS, () => ({ answer_due: b.answer_due ?? null })),
  'advocacy.record_answer': (b, ctx) => {
    const answer = { follow_up: null, ...b.answer, summary: b.answer.summary.trim() };
    advocacy(ctx, b.advocacy, [...WAITS, 'unanswered'], (now) =>
      now.answers.some((known) => known.answer === answer.answer)
        ? {}
        : { state: 'answered', answers: [...now.answers, answer] },
    );
    becomes(ctx, b.recommendations ?? [], 'sent', { state: 'answered', answer: answer.summary });
  },
  'advocacy.remind': (b, ctx) =>
    advocacy(ctx, b.advocacy, WAITS, (now) => ({
      reminders: [...now.reminders, { day: b.day, words: (b.words ?? '').trim() }],
    })),
  'advocacy.give_up': (b, ctx) => advocacy(ctx, b.advocacy, ['sent'], () => ({ state: 'unanswered' })),
  'advocacy.close': (b, ctx) => advocacy(ctx, b.advocacy, ['answered', 'unanswered'], () => ({ state: 'closed' })),
};

export const SPEAK: Appliers = { ...EXPERTISE, ...ADVOCACY };
