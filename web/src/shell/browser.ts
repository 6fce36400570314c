// What a plan needs of the browser around it.
import type { Storage } from '../lib/sync/outbox';
import type { PlanStore } from '../lib/sync/plan.svelte';

export function liveUrl(plan: string): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${location.host}/api/plans/${plan}/live`;
}

/** Null where the browser forbids it: then nothing outlives the page, and the page says so. */
export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function watchNetwork(store: PlanStore): () => void {
  const changed = () => store.networkChanged();
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
