// What the records of a chain are called, and where they open.
import { findings } from '../../lib/i18n/findings';
import { shortDay } from '../../lib/i18n/format';
import { say } from '../../lib/i18n/index.svelte';
import type { ChainRecord } from '../../lib/model/chain';
import type { AgendaItem } from '../../lib/protocol/types';
import type { PlanView } from '../../lib/view.svelte';

export function callOf(record: ChainRecord, view: PlanView): string {
  if (record.type === 'evidence') return findings().kinds[record.says.kind];
  if (record.type === 'report') return shortDay(record.progress.day);
  if (record.type === 'item') return meetingOf(record.home, view);
  return view.names.record({ kind: record.type, id: record.id });
}

/** Where an item stands: the day of its meeting, or that it waits. */
function meetingOf(home: AgendaItem['home'], view: PlanView): string {
  const meeting = 'meeting' in home ? view.book.get('meeting', home.meeting.meeting) : undefined;
  return meeting ? shortDay(meeting.when.day) : say().backlog.title;
}

export function pageOf(record: ChainRecord): string {
  switch (record.type) {
    case 'evidence':
      return `/constats/${record.finding}`;
    case 'finding':
      return `/constats/${record.id}`;
    case 'need':
      return `/besoins/${record.id}`;
    case 'priority':
      return `/priorites/${record.id}`;
    case 'recommendation':
      return `/recommandations/${record.id}`;
    case 'advocacy':
      return `/interpellations/${record.id}`;
    case 'report':
      return `/recommandations/${record.recommendation}`;
    case 'item':
      if ('meeting' in record.home) return `/reunions/${record.home.meeting.meeting}`;
      return record.home.backlog.space ? `/espaces/${record.home.backlog.space}` : '/reunions';
  }
}

/** Whether a finding that it rests on changed since. */
export const isFlagged = (record: ChainRecord): boolean => 'flags' in record && record.flags.length > 0;
