// What is one's own in a plan, kept by the server and in no log: what waits, notices, saved filters.
import type { Choice, Filters, NoticesSeen, SavedFilter, WaitingList } from '../protocol/types';
import { call } from './api';

const plan = (id: string) => `/api/plans/${id}`;

export const own = {
  waiting: (id: string) => call<WaitingList>('GET', `${plan(id)}/waiting`),
  notices: (id: string) => call<NoticesSeen>('GET', `${plan(id)}/notices`),
  choose: (id: string, choice: Choice) => call<void>('PUT', `${plan(id)}/notices`, choice),
  filters: (id: string) => call<Filters>('GET', `${plan(id)}/filters`),
  keep: (id: string, filters: SavedFilter[]) => call<void>('PUT', `${plan(id)}/filters`, { filters }),
};
