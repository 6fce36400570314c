// Meetings by time: which are over, and which comes next.
import type { Meeting } from '../protocol/types';

export const isOver = (meeting: Pick<Meeting, 'state'>): boolean =>
  meeting.state === 'closed' || meeting.state === 'minutes_approved';

/** By day, then by hour. */
export const byTime = (a: Meeting, b: Meeting): number =>
  a.when.day.localeCompare(b.when.day) || a.when.starts - b.when.starts;

/** The first meeting that is not over. */
export const nextOf = (meetings: Meeting[]): Meeting | undefined =>
  meetings.filter((meeting) => !isOver(meeting)).sort(byTime)[0];
