// A plan's counts, as crates/views/src/dashboard.rs has them, over the records on screen: they move
// with each frame, hold for any moment of the past, and never disagree with the lists beside them.
import type { AgendaItem, Axis, Edition, Meeting, Partner, Space, Task } from '../protocol/types';

export type PlanLists = {
  editions: Edition[];
  axes: Axis[];
  partners: Partner[];
  spaces: Space[];
  meetings: Meeting[];
  items: AgendaItem[];
  tasks: Task[];
};

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

export function dashboard(lists: PlanLists) {
  const { editions, meetings, spaces, partners, tasks } = lists;
  const ahead = meetings.filter((m) => !isOver(m)).sort(byTime);
  return {
    edition: [...editions].sort((a, b) => b.from_year - a.from_year)[0],
    next: ahead[0],
    meetingsAhead: ahead.length,
    meetingsHeld: meetings.length - ahead.length,
    spacesActive: spaces.filter((s) => s.state === 'active').length,
    partners: partners.filter((p) => p.active).length,
    tasksOpen: tasks.filter((t) => t.state === 'open').length,
    axes: axesOf(lists),
  };
}

function axesOf({ axes, spaces, items, meetings, tasks }: PlanLists): AxisProgress[] {
  const over = new Set(meetings.filter(isOver).map((m) => m.id));
  const isDone = (item: AgendaItem) =>
    item.state === 'done' || ('meeting' in item.home && over.has(item.home.meeting.meeting));
  return [...axes]
    .sort((a, b) => a.number - b.number)
    .map((axis) => {
      const ofAxis = items.filter((item) => item.axis === axis.id);
      const done = ofAxis.filter(isDone).length;
      const work = tasks.filter((task) => task.axis === axis.id);
      return {
        axis,
        spaces: spaces.filter((s) => s.state !== 'closed' && s.axes.includes(axis.id)).length,
        itemsDone: done,
        itemsAhead: ofAxis.length - done,
        tasksOpen: work.filter((t) => t.state === 'open').length,
        tasksDone: work.filter((t) => t.state === 'done').length,
      };
    });
}
