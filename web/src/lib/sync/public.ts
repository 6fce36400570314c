import type { Dashboard, Record as AnyRecord } from '../protocol/types';
import { call } from './api';

/** `GET /api/plans/{plan}/public`: what anyone may read, where the coordination has opened it. */
export type PublicPlan = {
  title: string;
  territory: string;
  seq: number;
  time: number;
  dashboard: Dashboard;
  records: AnyRecord[];
};

export const publicPlan = (plan: string) => call<PublicPlan>('GET', `/api/plans/${plan}/public`);
