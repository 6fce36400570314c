import type { PublicPage } from '../protocol/types';
import { call } from './api';

/** What anyone may read, where the coordination has opened it. */
export const publicPage = (plan: string) => call<PublicPage>('GET', `/api/plans/${plan}/public`);
