// The HTTP side of accounts: the ways in, one's own account, invitations, the administration.
import type {
  AcceptInvitation, Account, Accounts, AllPlans, AllSessions, Ceremony, Doors, GoTo, Invitations, InvitationShown,
  Invite, LinkMade, NewPasskey, NewPlan, NewToken, Organisations, PasskeySignIn, PasswordChange, PasswordSignIn,
  ProfileChange, Session, SignIns, TokenMade,
} from '../protocol/types';
import { call } from './api';

export const door = {
  ways: () => call<Doors>('GET', '/api/doors'),
  byPassword: (who: PasswordSignIn) => call<Session>('POST', '/api/session/password', who),
  beginPasskey: () => call<Ceremony>('POST', '/api/session/passkey/begin', {}),
  byPasskey: (answer: PasskeySignIn) => call<Session>('POST', '/api/session/passkey', answer),
  recover: (email: string) => call<void>('POST', '/api/recovery', { email }),
  invitation: (secret: string) => call<InvitationShown>('POST', '/api/invitation', { secret }),
  accept: (answer: AcceptInvitation) => call<Session>('POST', '/api/invitation/accept', answer),
};

export const mine = {
  get: () => call<Account>('GET', '/api/account'),
  change: (change: ProfileChange) => call<Account>('PATCH', '/api/account', change),
  setPassword: (change: PasswordChange) => call<void>('PUT', '/api/account/password', change),
  removePassword: () => call<void>('DELETE', '/api/account/password'),
  beginPasskey: () => call<Ceremony>('POST', '/api/account/passkeys/begin', {}),
  addPasskey: (made: NewPasskey) => call<Account>('POST', '/api/account/passkeys', made),
  removePasskey: (id: string) => call<void>('DELETE', `/api/account/passkeys/${id}`),
  closeSession: (id: string) => call<void>('DELETE', `/api/account/sessions/${id}`),
  closeAll: () => call<void>('DELETE', '/api/sessions'),
  makeToken: (token: NewToken) => call<TokenMade>('POST', '/api/account/tokens', token),
  revokeToken: (id: string) => call<void>('DELETE', `/api/account/tokens/${id}`),
  deviceLink: () => call<LinkMade>('POST', '/api/account/device-link', {}),
  erase: (name: string) => call<void>('POST', '/api/account/erase', { name }),
  proveByPassword: (password: string) => call<void>('POST', '/api/account/proof/password', { password }),
  proveByPasskey: (answer: PasskeySignIn) => call<void>('POST', '/api/account/proof/passkey', answer),
  proveByOpenid: () => call<GoTo>('POST', '/api/account/proof/openid', {}),
  tieOpenid: () => call<GoTo>('POST', '/api/account/openid', {}),
  untieOpenid: () => call<void>('DELETE', '/api/account/openid'),
};

const invited = (plan: string) => `/api/plans/${plan}/invitations`;

export const invitations = {
  of: (plan: string) => call<Invitations>('GET', invited(plan)),
  make: (plan: string, invite: Invite) => call<LinkMade>('POST', invited(plan), invite),
  revoke: (plan: string, id: string) => call<void>('DELETE', `${invited(plan)}/${id}`),
};

export type AccountAct = 'lock' | 'unlock' | 'name-administrator' | 'dismiss-administrator';
const account = (id: string) => `/api/admin/accounts/${id}`;

export const admin = {
  accounts: () => call<Accounts>('GET', '/api/admin/accounts'),
  act: (id: string, act: AccountAct) => call<void>('POST', `${account(id)}/${act}`, {}),
  link: (id: string) => call<LinkMade>('POST', `${account(id)}/link`, {}),
  erase: (id: string, name: string) => call<void>('POST', `${account(id)}/erase`, { name }),
  sessions: () => call<AllSessions>('GET', '/api/admin/sessions'),
  closeSession: (id: string) => call<void>('DELETE', `/api/admin/sessions/${id}`),
  plans: () => call<AllPlans>('GET', '/api/admin/plans'),
  makePlan: (plan: NewPlan) => call<{ id: string }>('POST', '/api/admin/plans', plan),
  organisations: () => call<Organisations>('GET', '/api/admin/organisations'),
  signIns: () => call<SignIns>('GET', '/api/admin/sign-ins'),
  invite: (invite: Invite) => call<LinkMade>('POST', '/api/admin/invitations', invite),
};
