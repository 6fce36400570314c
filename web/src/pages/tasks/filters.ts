// Filters of the task list, as the address has them.
import type { Task, TaskState } from '../../lib/protocol/types';

export type Filters = {
  state: TaskState | 'all';
  owner: string;
  axis: string;
  space: string;
};

const STATES = ['open', 'done', 'dropped', 'all'];

export function readFilters(search: URLSearchParams): Filters {
  const state = search.get('etat') ?? 'open';
  return {
    state: (STATES.includes(state) ? state : 'open') as Filters['state'],
    owner: search.get('responsable') ?? '',
    axis: search.get('axe') ?? '',
    space: search.get('espace') ?? '',
  };
}

/** The same address with other filters; what is usual is left out of it. */
export function withFilters(url: URL, filters: Filters): string {
  const to = new URL(url);
  const set = (name: string, value: string, usual = '') =>
    value === usual ? to.searchParams.delete(name) : to.searchParams.set(name, value);
  set('etat', filters.state, 'open');
  set('responsable', filters.owner);
  set('axe', filters.axis);
  set('espace', filters.space);
  return to.pathname + to.search;
}

export const matches = (task: Task, filters: Filters): boolean =>
  (filters.state === 'all' || task.state === filters.state) &&
  (!filters.owner || task.owner === filters.owner) &&
  (!filters.axis || task.axis === filters.axis) &&
  (!filters.space || task.space === filters.space);

/** What is due first comes first; what has no date comes last. */
export const byDue = (a: Task, b: Task): number =>
  (a.due ?? '9999').localeCompare(b.due ?? '9999') || a.id.localeCompare(b.id);
