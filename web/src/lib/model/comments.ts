// Comments as threads, whose a record is that they are about, and whom they may call upon.
import type { RecordOf } from '../protocol/names';
import type { Mention, RecordRef } from '../protocol/types';
import type { Records } from './records';

type Comment = RecordOf<'comment'>;
export type Thread<R extends { value: Comment }> = { first: R; replies: R[] };

/** The longest comment, as the server has it. */
export const MAX_COMMENT = 1000;
/** Whom one comment calls upon, as the server has it. */
export const MAX_MENTIONS = 10;

/** The threads that comments on one record make, oldest first; a withdrawn comment that nobody answered is gone from sight. */
export function threadsOf<R extends { value: Comment }>(rows: readonly R[]): Thread<R>[] {
  const on = [...rows].sort((a, b) => a.value.at - b.value.at || a.value.id.localeCompare(b.value.id));
  const threads = new Map<string, Thread<R>>();
  for (const row of on) if (!row.value.reply_to) threads.set(row.value.id, { first: row, replies: [] });
  for (const row of on) {
    if (row.value.reply_to && !row.value.withdrawn) threads.get(row.value.reply_to)?.replies.push(row);
  }
  return [...threads.values()].filter(({ first, replies }) => !first.value.withdrawn || replies.length);
}

/** How many comments are shown there, and not resolved. */
export const openCount = (threads: Thread<{ value: Comment }>[]): number =>
  threads.reduce((n, { first, replies }) => {
    if (first.value.resolved) return n;
    return n + replies.length + (first.value.withdrawn ? 0 : 1);
  }, 0);

/** The partner and the space that a record belongs to; of what belongs to the plan as a whole, neither. */
export function chargeOf(records: Records, about: RecordRef): { partner?: string | null; space?: string | null } {
  const { kind, id } = about;
  switch (kind) {
    case 'finding': {
      const finding = records.get('finding', id);
      return { partner: finding?.partner, space: finding?.tags.space };
    }
    case 'need':
    case 'priority': {
      const record = records.get(kind, id);
      return { partner: record?.partner, space: record?.space };
    }
    case 'recommendation': {
      const record = records.get('recommendation', id);
      return { partner: record?.carrier, space: record?.space };
    }
    case 'task': {
      const task = records.get('task', id);
      return { partner: task?.owner, space: task?.space };
    }
    case 'expertise': {
      const request = records.get('expertise', id);
      return { partner: request?.partner, space: request?.space };
    }
    case 'output': {
      const details = records.get('output', id)?.details;
      return { partner: details?.partner, space: details?.space };
    }
    case 'meeting':
      return { space: records.get('meeting', id)?.space };
    case 'item': {
      const home = records.get('item', id)?.home;
      if (!home) return {};
      if ('meeting' in home) return { space: records.get('meeting', home.meeting.meeting)?.space };
      return { space: home.backlog.space };
    }
    case 'space':
      return { space: id };
    default:
      return {};
  }
}

export const mentionKey = (mention: Mention): string => JSON.stringify(mention);
