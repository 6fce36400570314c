// What can be done with a priority, and what has to be asked first.
import { plans } from '../../lib/i18n/plans';
import type { MenuEntry } from '../../lib/ui/Menu.svelte';
import type { Priority, PriorityDesk, Way } from './desk.svelte';

export type Asked = { what: 'move' | 'retain' | 'drop' | 'recommend'; priority: string };

const KEYS: Record<Way, string> = { up: 'Alt + ↑', down: 'Alt + ↓', previous: 'Alt + ←', next: 'Alt + →' };

export function priorityMenu(desk: PriorityDesk, priority: Priority, ask: (asked: Asked) => void): MenuEntry[] {
  const { actions } = plans().priorities;
  const { store, rights } = desk.view;
  const { id, state } = priority;
  const entries: MenuEntry[] = [];
  if (desk.mayMove(priority)) {
    for (const way of ['up', 'down', 'previous', 'next'] as const) {
      const disabled = !desk.stepRank(id, way);
      entries.push({ label: actions[way], keys: KEYS[way], disabled, act: () => void desk.step(id, way) });
    }
    entries.push({ label: actions.move, act: () => ask({ what: 'move', priority: id }) });
  }
  if (rights.rankPriority(priority)) {
    if (state === 'proposed') {
      const disabled = !desk.isOpen;
      entries.push({ label: actions.retain, disabled, apart: true, act: () => ask({ what: 'retain', priority: id }) });
      entries.push({ label: actions.drop, act: () => ask({ what: 'drop', priority: id }) });
    } else if (state === 'retained') {
      const act = () => void store.send('priority.close', { priority: id });
      entries.push({ label: actions.close, apart: true, act });
    } else if (state === 'dropped') {
      const act = () => void store.send('priority.reopen', { priority: id });
      entries.push({ label: actions.reopen, disabled: !desk.isOpen, act });
    }
  }
  return entries;
}
