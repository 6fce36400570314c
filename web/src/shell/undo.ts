// Undo and redo, by button and by key, said aloud.
import { say } from '../lib/i18n/index.svelte';
import type { PlanStore } from '../lib/sync/plan.svelte';
import { announcer } from '../lib/ui/announce.svelte';

export function undo(store: PlanStore): void {
  if (!store.undoStack.done.length) return;
  store.undo();
  announcer.say(say().undo.undone);
}

export function redo(store: PlanStore): void {
  if (!store.undoStack.undone.length) return;
  store.redo();
  announcer.say(say().undo.redone);
}
