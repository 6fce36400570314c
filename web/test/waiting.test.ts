import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { en } from '../src/lib/i18n/en-talk';
import { talk as fr } from '../src/lib/i18n/fr-talk';
import { own } from '../src/lib/sync/own';
import type { PlanStore } from '../src/lib/sync/plan.svelte';
import { WaitingDesk } from '../src/lib/sync/waiting.svelte';

const { $defs } = JSON.parse(readFileSync(new URL('../schema.json', import.meta.url), 'utf8')) as {
  $defs: { WaitingKind: { oneOf: { const?: string; enum?: string[] }[] } };
};
const KINDS = $defs.WaitingKind.oneOf.flatMap((one) => one.enum ?? [one.const!]);

describe('what waits', () => {
  it('has words for everything the server says', () => {
    expect(KINDS.length).toBeGreaterThan(10);
    for (const talk of [fr, en]) expect(Object.keys(talk.forMe.kinds).sort()).toEqual([...KINDS].sort());
  });
});

describe('the desk', () => {
  const store = { id: 'p', head: 1, recent: [{ seq: 1, kind: 'plan.created' }] };
  const asked = vi.spyOn(own, 'waiting').mockResolvedValue({ head: 1, waiting: [] });
  const desk = new WaitingDesk(store as unknown as PlanStore);

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function after(kind: string): Promise<number> {
    const before = asked.mock.calls.length;
    store.head += 1;
    store.recent = [{ seq: store.head, kind }];
    desk.hear();
    await vi.advanceTimersByTimeAsync(10_000);
    return asked.mock.calls.length - before;
  }

  it('asks anew after what makes something wait, and not after the rest', async () => {
    desk.hear();
    expect(asked).toHaveBeenCalledTimes(1);
    for (const kind of ['task.added', 'comment.added', 'expertise.received', 'expertise.mobilised', 'advocacy.sent']) {
      expect(await after(kind), kind).toBe(1);
    }
    for (const kind of ['axis.renamed', 'output.published', 'agenda.item_moved']) expect(await after(kind), kind).toBe(0);
  });
});
