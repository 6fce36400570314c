// The recommendations that a text may carry: what was validated, in editions that go on.
import { called } from '../../lib/i18n/plans';
import type { RecordOf } from '../../lib/protocol/names';
import type { PlanView } from '../../lib/view.svelte';

export const isUnripe = ({ state }: RecordOf<'recommendation'>): boolean => state === 'draft' || state === 'proposed';

/** What still asks for something. */
const STANDS: RecordOf<'recommendation'>['state'][] = ['validated', 'sent', 'answered', 'underway'];

export function ready(view: PlanView, also: readonly string[] = []): { id: string; label: string }[] {
  return view.book
    .list('recommendation')
    .filter(({ id, state }) => STANDS.includes(state) || also.includes(id))
    .sort((a, b) => a.number - b.number)
    .map(({ id, number, title }) => ({ id, label: `${called('recommendation', number)} – ${title}` }));
}
