// What a record is called, and what it says, in a line.
import type { Names } from '../../lib/i18n/facts';
import type { Records } from '../../lib/model/records';
import type { RecordRef } from '../../lib/protocol/types';

export function saysOf({ kind, id }: RecordRef, records: Records, names: Names): { call: string; text: string } {
  switch (kind) {
    case 'finding':
      return { call: names.finding(id), text: records.get('finding', id)?.statement ?? '' };
    case 'need':
      return { call: names.need(id), text: records.get('need', id)?.statement ?? '' };
    case 'priority':
      return { call: names.priority(id), text: records.get('priority', id)?.title ?? '' };
    case 'recommendation':
      return { call: names.recommendation(id), text: records.get('recommendation', id)?.title ?? '' };
    case 'expertise':
      return { call: names.expertise(id), text: records.get('expertise', id)?.question ?? '' };
    case 'advocacy':
      return { call: names.advocacy(id), text: records.get('advocacy', id)?.title ?? '' };
    default: {
      const name = names[kind as 'task'] as ((id: string) => string) | undefined;
      return { call: '', text: name?.(id) ?? '' };
    }
  }
}
