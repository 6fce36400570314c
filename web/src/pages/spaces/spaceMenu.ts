// What can be done with a space as a whole.
import { links } from '../../lib/i18n/links';
import type { Space } from '../../lib/protocol/types';
import type { MenuEntry } from '../../lib/ui/Menu.svelte';
import type { PlanView } from '../../lib/view.svelte';

export function spaceMenu(view: PlanView, space: Space, ask: (what: 'edit' | 'close') => void): MenuEntry[] {
  const words = links().space;
  const { id, state } = space;
  if (state === 'closed') return [];
  const turns: MenuEntry[] = [
    state === 'active'
      ? { label: words.suspend, apart: true, act: () => void view.store.send('space.suspend', { space: id }) }
      : { label: words.resume, apart: true, act: () => void view.store.send('space.resume', { space: id }) },
    { label: words.close, act: () => ask('close') },
  ];
  return [{ label: words.edit, act: () => ask('edit') }, ...(view.rights.coordinator ? turns : [])];
}
