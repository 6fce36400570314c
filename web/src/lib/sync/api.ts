// The HTTP side: JSON in, JSON out, one typed error.
import type {
  ChangesAt, EventsPage, Found, Problem, RecordsAt, Refused, Session, TimelineAnswer, Visit,
} from '../protocol/types';
import { proof } from './proof.svelte';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly refused: Refused,
  ) {
    super(refused.message);
  }
}

/** Sends a request; one that waits for a proof of who one is, again after it. */
export async function call<T>(method: string, path: string, body?: unknown, keepalive = false): Promise<T> {
  try {
    return await send<T>(method, path, body, keepalive);
  } catch (error) {
    const waits = error instanceof ApiError && error.refused.code === 'proof_needed';
    if (!waits || !(await proof.ask())) throw error;
    return send<T>(method, path, body, keepalive);
  }
}

async function send<T>(method: string, path: string, body: unknown, keepalive: boolean): Promise<T> {
  const response = await fetch(path, {
    method,
    keepalive,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  const unknown = { code: 'unreachable', message: `status ${response.status}` };
  throw new ApiError(response.status, problem?.error ?? unknown);
}

const plan = (id: string) => `/api/plans/${id}`;

export const api = {
  session: () => call<Session>('GET', '/api/session'),
  signIn: (secret: string) => call<Session>('POST', '/api/session', { secret }),
  signOut: () => call<void>('DELETE', '/api/session'),
  records: (id: string, at: number) => call<RecordsAt>('GET', `${plan(id)}/records?at=${at}`),
  changes: (id: string, from: number, at: number) =>
    call<ChangesAt>('GET', `${plan(id)}/changes?from=${from}&at=${at}`),
  eventsAfter: (id: string, after: number, limit: number) =>
    call<EventsPage>('GET', `${plan(id)}/events?after=${after}&limit=${limit}`),
  eventsBefore: (id: string, before: number, limit: number) =>
    call<EventsPage>('GET', `${plan(id)}/events?before=${before}&limit=${limit}`),
  timeline: (id: string) => call<TimelineAnswer>('GET', `${plan(id)}/timeline`),
  search: (id: string, words: string, skip = 0) =>
    call<Found>('GET', `${plan(id)}/search?${new URLSearchParams({ q: words, skip: String(skip) })}`),
  visit: (id: string) => call<Visit>('GET', `${plan(id)}/visit`),
  visited: (id: string, seq: number) =>
    call<void>('PUT', `${plan(id)}/visit`, { seq }, true),
};
