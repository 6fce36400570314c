// What commands on findings, evidence, needs and the chain will do to the records (S6).
import type { CommandBody, CommandName, RecordOf } from '../protocol/names';
import type { Layer } from './records';

type Context = { layer: Layer; actor: string };
type Concept = 'finding' | 'evidence' | 'need' | 'chain';
type Name = Extract<CommandName, `${Concept}.${string}`>;
type Appliers = { [N in Name]?: (body: CommandBody<N>, ctx: Context) => void };

type Finding = RecordOf<'finding'>;
type Need = RecordOf<'need'>;
type Standing = RecordOf<'need' | 'priority' | 'recommendation'>;

/** The number of an event that is still to come: later than all there are. */
export const TO_COME = Number.MAX_SAFE_INTEGER;
/** Before the server has given a number. */
const UNNUMBERED = 0;

const REVIEWED = { upheld: 'upheld', updated: 'updated', obsolete: 'obsolete' } as const;

function finding(id: string, ctx: Context, change: (now: Finding) => Partial<Finding>): void {
  ctx.layer.change('finding', id, (now) => ({ changed_by: ctx.actor, ...change(now) }));
}

function need(id: string, ctx: Context, change: (now: Need) => Partial<Need>): void {
  ctx.layer.change('need', id, (now) => ({ changed_by: ctx.actor, ...change(now) }));
}

function without<V>(all: { [key: string]: V }, gone: string): { [key: string]: V } {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== gone));
}

function unflag(about: { kind: string; id: string }, changed: string, { layer }: Context): void {
  const { kind, id } = about;
  if (kind !== 'need' && kind !== 'priority' && kind !== 'recommendation') return;
  const now: Standing | undefined = layer.get<'need' | 'priority' | 'recommendation'>(kind, id);
  if (now) layer.put({ ...now, flags: now.flags.filter((flag) => flag !== changed) });
}

export const FINDING_APPLIERS: Appliers = {
  'finding.record': ({ finding: id, statement, tags = {}, edition = null, partner = null }, { layer, actor }) => {
    if (layer.get('finding', id)) return;
    layer.put({
      type: 'finding', id, number: UNNUMBERED, statement: statement.trim(), tags, edition, partner,
      inherited_from: null, state: 'recorded', stances: {}, settlements: [], changed_at: null, changed_by: actor,
    });
  },
  'finding.reword': (b, ctx) => finding(b.finding, ctx, () => ({ statement: b.statement.trim() })),
  'finding.retag': (b, ctx) => finding(b.finding, ctx, () => ({ tags: b.tags })),
  'finding.review': (b, ctx) => finding(b.finding, ctx, () => ({ state: 'under_review' })),
  // Where it leads, the server says: what stands on it, and the number of the event, are not guessed.
  'finding.settle': (b, ctx) =>
    finding(b.finding, ctx, (now) =>
      now.state === 'under_review'
        ? { state: REVIEWED[b.outcome], statement: b.statement?.trim() || now.statement }
        : {},
    ),
  'finding.take_stance': (b, ctx) =>
    finding(b.finding, ctx, (now) => ({
      stances: { ...now.stances, [b.partner]: { opinion: b.opinion, at: TO_COME, by: ctx.actor } },
    })),
  'finding.withdraw_stance': (b, ctx) =>
    finding(b.finding, ctx, (now) => ({ stances: without(now.stances, b.partner) })),
  'evidence.add': ({ evidence: id, finding: of, says, partner = null }, { layer }) => {
    if (!layer.get('evidence', id)) layer.put({ type: 'evidence', id, finding: of, says, partner, withdrawn: false });
  },
  'evidence.correct': (b, { layer }) => {
    layer.change('evidence', b.evidence, () => ({ says: b.says }));
  },
  'evidence.withdraw': (b, { layer }) => {
    layer.change('evidence', b.evidence, () => ({ withdrawn: true }));
  },
  'need.state': (b, { layer, actor }) => {
    if (layer.get('need', b.need)) return;
    layer.put({
      type: 'need', id: b.need, number: UNNUMBERED, statement: b.statement.trim(), public: b.public?.trim() ?? '',
      axis: b.axis ?? null, space: b.space ?? null, partner: b.partner ?? null,
      findings: Object.fromEntries(b.findings.map((id) => [id, TO_COME])),
      confirmed: {}, withdrawn: false, flags: [], changed_by: actor,
    });
  },
  'need.reword': (b, ctx) => need(b.need, ctx, () => ({ statement: b.statement.trim() })),
  'need.link': (b, ctx) =>
    need(b.need, ctx, (now) => ({ findings: { ...now.findings, [b.finding]: now.findings[b.finding] ?? TO_COME } })),
  'need.unlink': (b, ctx) =>
    need(b.need, ctx, (now) => {
      const findings = without(now.findings, b.finding);
      // The last one stays.
      if (!Object.keys(findings).length) return {};
      return { findings, flags: now.flags.filter((flag) => flag !== b.finding) };
    }),
  'need.withdraw': (b, ctx) => need(b.need, ctx, () => ({ withdrawn: true, flags: [] })),
  'chain.confirm': ({ about, finding: changed }, ctx) => unflag(about, changed, ctx),
};
