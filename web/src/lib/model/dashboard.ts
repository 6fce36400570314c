// What the home shows at a glance: the figures of the tally, axis by axis, and what comes next.
import type { Axis, Edition, Meeting } from '../protocol/types';
import { figure, sumOf } from './board';
import type { Figures } from './tally';

export type AxisProgress = {
  axis: Axis;
  spaces: number;
  itemsDone: number;
  itemsAhead: number;
  tasksOpen: number;
  tasksDone: number;
};

export const isOver = (meeting: Pick<Meeting, 'state'>): boolean =>
  meeting.state === 'closed' || meeting.state === 'minutes_approved';

/** By day, then by hour. */
export const byTime = (a: Meeting, b: Meeting): number =>
  a.when.day.localeCompare(b.when.day) || a.when.starts - b.when.starts;

/** The edition opened last, and the first meeting that is not over. */
export const current = (editions: Edition[]): Edition | undefined =>
  [...editions].sort((a, b) => b.from_year - a.from_year)[0];
export const nextOf = (meetings: Meeting[]): Meeting | undefined =>
  meetings.filter((meeting) => !isOver(meeting)).sort(byTime)[0];

/** The counts of the home, from the figures of the plan. */
export function glance(figures: Figures) {
  const held = figure(figures, 'meeting.closed') + figure(figures, 'meeting.minutes_approved');
  return {
    partners: sumOf(figures, 'partner'),
    spacesActive: figure(figures, 'space.active'),
    communes: figure(figures, 'commune.all'),
    meetingsHeld: held,
    meetingsAhead: sumOf(figures, 'meeting') - held,
    tasksOpen: figure(figures, 'task.open'),
  };
}

/** How far an axis has come, from its own figures. */
export function progressOf(axis: Axis, figures: Figures): AxisProgress {
  return {
    axis,
    spaces: figure(figures, 'space.active') + figure(figures, 'space.suspended'),
    itemsDone: figure(figures, 'item.done'),
    itemsAhead: figure(figures, 'item.ahead'),
    tasksOpen: figure(figures, 'task.open'),
    tasksDone: figure(figures, 'task.done'),
  };
}
