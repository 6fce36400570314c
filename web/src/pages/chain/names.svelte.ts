// What the records of a chain are called, and where they open.
import { findings } from '../../lib/i18n/findings';
import { shortDay } from '../../lib/i18n/format';
import type { ChainRecord } from '../../lib/model/chain';
import type { PlanView } from '../../lib/view.svelte';

export function callOf(record: ChainRecord, view: PlanView): string {
  if (record.type === 'evidence') return findings().kinds[record.says.kind];
  if (record.type === 'report') return shortDay(record.progress.day);
  return view.names.record({ kind: record.type, id: record.id });
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
  }
}

/** Whether a finding that it rests on changed since. */
export const isFlagged = (record: ChainRecord): boolean => 'flags' in record && record.flags.length > 0;
