// What can be done with a row.
import { files } from '../../lib/i18n/files';
import { say } from '../../lib/i18n/index.svelte';
import { links } from '../../lib/i18n/links';
import { MAX_DEPTH } from '../../lib/model/outline';
import { step, type Step } from '../../lib/model/steps';
import type { AgendaItem } from '../../lib/protocol/types';
import type { MenuEntry } from '../../lib/ui/Menu.svelte';
import type { AgendaDesk } from './desk.svelte';
import type { Asked } from './dialogs';

const KEYS: Record<Step, string> = { up: 'Alt + ↑', down: 'Alt + ↓', in: 'Alt + →', out: 'Alt + ←' };

export function itemMenu(
  desk: AgendaDesk,
  item: AgendaItem,
  ask: (asked: Asked) => void,
  attach: () => void,
): MenuEntry[] {
  return [
    ...(desk.canRun ? running(desk, item, ask) : []),
    ...(desk.canEdit ? editing(desk, item, ask, attach) : []),
  ];
}

function running(desk: AgendaDesk, item: AgendaItem, ask: (asked: Asked) => void): MenuEntry[] {
  const { actions } = say().agenda;
  const { store } = desk.view;
  const start = () => void store.send('agenda.start_item', { item: item.id });
  const finish = () => void store.send('agenda.finish_item', { item: item.id });
  return [
    { label: actions.start, disabled: item.state !== 'planned', act: start },
    { label: actions.finish, disabled: item.state !== 'running', act: finish },
    { label: actions.postpone, act: () => ask({ what: 'postpone', item: item.id }) },
  ];
}

function editing(
  desk: AgendaDesk,
  item: AgendaItem,
  ask: (asked: Asked) => void,
  attach: () => void,
): MenuEntry[] {
  const { actions } = say().agenda;
  const { id } = item;
  const { store } = desk.view;
  const steps = (['up', 'down', 'in', 'out'] as const).map((to, i) => ({
    label: actions[to],
    keys: KEYS[to],
    disabled: !step(desk.outline, desk.id, id, to),
    act: () => void desk.step(id, to),
    apart: i === 0,
  }));
  const depth = desk.outline.find((entry) => entry.item === id)?.depth ?? 0;
  const space = desk.view.book.get('space', desk.meeting?.space);
  const isLocked = item.locked_start != null;
  return [
    ...steps,
    { label: actions.move, act: () => ask({ what: 'move', item: id }) },
    { label: links().item.menu, act: () => ask({ what: 'link', item: id }), apart: true },
    { label: `${files().attachments.add}…`, act: attach },
    { label: actions.addBelow, disabled: depth + 1 >= MAX_DEPTH, act: () => desk.addBelow(id), apart: true },
    isLocked
      ? { label: actions.unlock, act: () => void store.send('agenda.unlock_start', { item: id }) }
      : { label: actions.lock, act: () => ask({ what: 'lock', item: id }) },
    item.late
      ? { label: actions.unlate, act: () => void store.send('agenda.unmark_late', { item: id }) }
      : { label: actions.late, act: () => void store.send('agenda.mark_late', { item: id }) },
    {
      label: space ? actions.backlogOf(space.title) : actions.backlog,
      act: () => desk.shelve(id),
      apart: true,
    },
    { label: actions.remove, act: () => desk.remove(id) },
  ];
}
