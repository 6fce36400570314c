// The wall display by a clock that is told.
import { describe, expect, it, vi } from 'vitest';
import { Kiosk } from '../src/pages/boards/kiosk.svelte';
import type { PlanStore } from '../src/lib/sync/plan.svelte';

function kiosk(state = 'live') {
  const store = { state, head: 7, ready: true };
  const reload = vi.fn();
  return { store, reload, kiosk: new Kiosk(store as unknown as PlanStore, reload) };
}

describe('the wall display', () => {
  it('says how old its figures are once they are ten seconds old, until it is live again', () => {
    const { store, kiosk: wall } = kiosk();
    const from = Date.now();
    wall.tick(from);
    store.state = 'waiting';
    wall.tick(from + 1_000);
    wall.tick(from + 10_000);
    expect(wall.age).toBeNull();
    wall.tick(from + 26_000);
    expect(wall.age).toBe(25);
    store.state = 'live';
    wall.tick(from + 27_000);
    expect(wall.age).toBeNull();
  });

  it('turns every fifteen seconds, unless it is paused', () => {
    const { kiosk: wall } = kiosk();
    const from = Date.now();
    wall.go(1, from);
    wall.tick(from + 14_000);
    expect(wall.turn).toBe(1);
    wall.tick(from + 15_000);
    expect(wall.turn).toBe(2);
    wall.isPaused = true;
    wall.tick(from + 60_000);
    expect(wall.turn).toBe(2);
  });

  it('fetches a new version only when nothing has moved for half a minute', async () => {
    const { store, reload, kiosk: wall } = kiosk();
    const tags = ['"a"', '"b"'];
    vi.stubGlobal('fetch', async () => new Response(null, { headers: { etag: tags.shift()! } }));
    const from = Date.now();
    wall.tick(from);
    await wall.look();
    wall.tick(from + 40_000);
    expect(reload).not.toHaveBeenCalled();
    await wall.look();
    store.head = 8;
    wall.tick(from + 41_000);
    wall.tick(from + 60_000);
    expect(reload).not.toHaveBeenCalled();
    wall.tick(from + 71_000);
    expect(reload).toHaveBeenCalled();
    vi.unstubAllGlobals();
  });
});
