// Who may do what, for what the interface offers: the same table as crates/domain/src/rights.rs.
// The server decides; this only keeps from offering what it would refuse.
import type { RecordOf } from '../protocol/names';
import type { Meeting, Role, Space, Task } from '../protocol/types';

type Finding = RecordOf<'finding'>;
type Need = RecordOf<'need'>;
type Priority = RecordOf<'priority'>;
type Recommendation = RecordOf<'recommendation'>;
type Expertise = RecordOf<'expertise'>;
type Charge = { partner?: string | null; space?: string | null };

export type Rights = {
  coordinator: boolean;
  prepareAgenda(meeting: Meeting): boolean;
  tendSpace(space: string): boolean;
  propose(space: string | null): boolean;
  arrange(meeting: Meeting): boolean;
  run(meeting: Meeting): boolean;
  keepMinutes(meeting: Meeting): boolean;
  addTask(owner: string | null, space: string | null): boolean;
  tendTask(task: Task): boolean;
  /** Findings, evidence and needs in the name of a partner, or of a space. */
  recordFinding(charge: Charge): boolean;
  reviewFinding(finding: Finding): boolean;
  settleFinding(finding: Finding): boolean;
  /** The partners for whom one may say what they hold of a finding. */
  speaksFor(partner: string): boolean;
  tendNeed(need: Need): boolean;
  proposePriority(charge: Charge): boolean;
  rankPriority(priority: Priority): boolean;
  writeRecommendation(recommendation: Recommendation): boolean;
  draftRecommendation(charge: Charge): boolean;
  settleRecommendation(recommendation: Recommendation): boolean;
  reportProgress(recommendation: Recommendation): boolean;
  speakOut: boolean;
  publishOutput(charge: Charge): boolean;
  requestExpertise(charge: Charge): boolean;
  handleExpertise(expertise: Expertise): boolean;
  answerExpertise(expertise: Expertise): boolean;
  /** Comments on anything; what one wrote oneself, one rewrites and withdraws. */
  comments: boolean;
  resolveComments(charge: Charge): boolean;
  /** Whether one coordinates, or facilitates any space. */
  leads: boolean;
  /** Whether one brings in anything at all, in whose name ever. */
  contributes: boolean;
  /** The partners in whose name one works. */
  partners: readonly string[];
  /** The spaces one facilitates. */
  spaces: readonly string[];
};

type SpaceOf = (id: string) => Space | undefined;

const isAgendaOpen = (meeting: Meeting) =>
  meeting.state !== 'closed' && meeting.state !== 'minutes_approved';

export function rightsOf(roles: readonly Role[], space: SpaceOf): Rights {
  const coordinator = roles.includes('coordinator');
  const facilitates = new Set<string>();
  const partners: string[] = [];
  const keeps = new Set<string>();
  for (const role of roles) {
    if (typeof role === 'string') continue;
    if ('facilitator' in role) facilitates.add(role.facilitator.space);
    else if ('contributor' in role) partners.push(role.contributor.partner);
    else keeps.add(role.secretary.meeting);
  }
  const leads = (id: string | null | undefined) => coordinator || (!!id && facilitates.has(id));
  const sitsIn = (id: string | null | undefined) =>
    partners.some((partner) => !id || (space(id)?.members.includes(partner) ?? false));
  const leadsAny = coordinator || facilitates.size > 0;
  const isOf = (partner: string | null | undefined) => !!partner && partners.includes(partner);
  return {
    coordinator,
    prepareAgenda: (m) =>
      isAgendaOpen(m) &&
      (leads(m.space) || keeps.has(m.id) || (m.state === 'preparation' && sitsIn(m.space))),
    tendSpace: leads,
    propose: (id) => leads(id) || sitsIn(id),
    arrange: (m) => (m.state === 'preparation' || m.state === 'convened') && leads(m.space),
    run: (m) => leads(m.space),
    keepMinutes: (m) => coordinator || keeps.has(m.id),
    addTask: (owner, id) => leads(id) || (!!owner && partners.includes(owner)),
    tendTask: (t) => leads(t.space) || isOf(t.owner),
    recordFinding: (c) => leads(c.space) || isOf(c.partner),
    reviewFinding: (f) => leads(f.tags.space) || (f.state === 'recorded' && isOf(f.partner)),
    settleFinding: (f) => leads(f.tags.space),
    speaksFor: (partner) => coordinator || isOf(partner),
    tendNeed: (n) => leads(n.space) || isOf(n.partner),
    proposePriority: (c) => leads(c.space) || isOf(c.partner),
    rankPriority: (p) => leads(p.space),
    writeRecommendation: (r) =>
      leads(r.space) || ((r.state === 'draft' || r.state === 'proposed') && isOf(r.carrier)),
    draftRecommendation: (c) => leads(c.space) || isOf(c.partner),
    settleRecommendation: (r) => leads(r.space),
    reportProgress: (r) => leads(r.space) || isOf(r.carrier),
    speakOut: coordinator,
    publishOutput: (c) => leads(c.space),
    requestExpertise: (c) => leads(c.space) || isOf(c.partner),
    handleExpertise: (e) => leads(e.space),
    answerExpertise: (e) => leads(e.space) || e.mobilised.some(isOf),
    comments: leadsAny || partners.length > 0,
    resolveComments: (c) => leads(c.space) || isOf(c.partner),
    leads: leadsAny,
    contributes: leadsAny || partners.length > 0,
    partners,
    spaces: [...facilitates],
  };
}

export const NO_RIGHTS: Rights = rightsOf([], () => undefined);
