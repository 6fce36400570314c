// Who may do what, for what the interface offers: the same table as crates/domain/src/rights.rs.
// The server decides; this only keeps from offering what it would refuse.
import type { Meeting, Role, Space, Task } from '../protocol/types';

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
    tendTask: (t) => leads(t.space) || (!!t.owner && partners.includes(t.owner)),
  };
}

export const NO_RIGHTS: Rights = rightsOf([], () => undefined);
