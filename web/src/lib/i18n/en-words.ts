import type * as french from './fr-words';

type Words<K extends keyof typeof french> = (typeof french)[K];

export const itemKinds: Words<'itemKinds'> = {
  information: 'Information',
  discussion: 'Discussion',
  decision: 'Decision',
  workshop: 'Workshop',
  speech: 'Speech',
  break: 'Break',
};
export const itemStates: Words<'itemStates'> = {
  planned: 'Planned',
  running: 'Running',
  done: 'Done',
  postponed: 'Postponed',
};
export const meetingKinds: Words<'meetingKinds'> = {
  space: 'Space meeting',
  steering: 'Steering group',
  plenary: 'Plenary',
};
export const meetingStates: Words<'meetingStates'> = {
  preparation: 'In preparation',
  convened: 'Convened',
  open: 'In session',
  suspended: 'Suspended',
  closed: 'Closed',
  minutes_approved: 'Minutes approved',
};
export const editionStates: Words<'editionStates'> = {
  draft: 'Draft',
  consultation: 'Under consultation',
  validated: 'Validated',
  adopted: 'Adopted',
  implementing: 'Being carried out',
  evaluated: 'Evaluated',
  closed: 'Closed',
};
export const spaceKinds: Words<'spaceKinds'> = {
  consultation: 'Consultation space',
  platform: 'Statutory platform',
};
export const spaceStates: Words<'spaceStates'> = { active: 'Active', suspended: 'Suspended', closed: 'Closed' };
export const sectors: Words<'sectors'> = {
  umbrella: 'Carrier',
  associative: 'Associative',
  public: 'Public',
  private: 'Private',
};
export const taskStates: Words<'taskStates'> = { open: 'Open', done: 'Done', dropped: 'Dropped' };
export const roles: Words<'roles'> = {
  coordinator: 'Coordination',
  facilitator: 'Facilitation',
  contributor: 'Contribution',
  secretary: 'Secretary',
  auditor: 'Audit',
  observer: 'Observation',
};
