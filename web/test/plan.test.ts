import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NIL } from '../src/lib/protocol/names';
import { PlanStore } from '../src/lib/sync/plan.svelte';
import { random, type Random } from './random';
import { ME, MEETING, PLAN, shelf } from './samples';
import { FakeServer } from './server';

class FakeStorage {
  readonly all = new Map<string, string>();
  isFull = false;
  get length() {
    return this.all.size;
  }
  key = (i: number) => [...this.all.keys()][i] ?? null;
  getItem = (key: string) => this.all.get(key) ?? null;
  setItem = (key: string, value: string) => {
    if (this.isFull) throw new Error('full');
    this.all.set(key, value);
  };
  removeItem = (key: string) => void this.all.delete(key);
}

let server: FakeServer;
let storage: FakeStorage;
let isOnline: boolean;

function open(): PlanStore {
  const store = new PlanStore({
    plan: PLAN,
    account: { id: ME, label: 'Moi' },
    open: () => {
      const socket = server.open();
      queueMicrotask(() => socket.onopen?.({} as Event));
      return socket;
    },
    storage,
    isOnline: () => isOnline,
  });
  store.connect();
  return store;
}

/** Everything on its way arrives, and what that causes. */
async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    await Promise.resolve();
    const moved = server.sockets.map((socket) => socket.deliver()).some(Boolean);
    quiet = moved ? 0 : quiet + 1;
  }
}

const spot = (parent: string | null, after: string | null) => ({ meeting: MEETING, parent, after });
const agenda = (store: PlanStore) =>
  store.book.get('meeting', MEETING)!.agenda.map((e) => e.item + e.depth).join(' ');
const title = (store: PlanStore, id: string) => store.book.get('item', id)?.title;
const rename = (item: string, to: string) => ({ name: 'agenda.rename_item', body: { item, title: to } });

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer(shelf());
  storage = new FakeStorage();
  isOnline = true;
});
afterEach(() => vi.useRealTimers());

describe('a plan that is open', () => {
  it('[S3] takes a snapshot whole, never in part', async () => {
    const store = open();
    await Promise.resolve();
    server.sockets[0]!.deliver();
    server.sockets[0]!.deliver();
    expect(store.ready).toBe(false);
    await settle();
    expect(store.ready).toBe(true);
    expect(agenda(store)).toBe('a0 b1 c1 d0');
    expect(store.head).toBe(10);
  });

  it('[S3] resumes after the last event it has', async () => {
    const store = open();
    await settle();
    server.act(rename('a', 'un'), 'other');
    await settle();
    server.sockets[0]!.drop();
    server.act(rename('b', 'deux'), 'other');
    vi.advanceTimersByTime(1_000);
    await settle();
    expect(JSON.parse(server.sockets[1]!.received[0]!)).toMatchObject({ epoch: 'e1', after: 11 });
    expect(title(store, 'b')).toBe('deux');
    expect(store.recent.map((e) => e.seq)).toEqual([11, 12]);
    expect(store.replaced).toBe(false);
  });

  it('[S3] starts over, and says so, where the log was replaced', async () => {
    const store = open();
    await settle();
    server.sockets[0]!.drop();
    server.epoch = 'e2';
    server.head = 3;
    vi.advanceTimersByTime(1_000);
    await settle();
    expect(store.replaced).toBe(true);
    expect(store.head).toBe(3);
  });

  it('keeps the same row for as long as a record lives', async () => {
    const store = open();
    await settle();
    const row = store.book.row('item', 'a');
    server.act(rename('a', 'un'), 'other');
    await settle();
    expect(store.book.row('item', 'a')).toBe(row);
    expect(row!.value.title).toBe('un');
    expect(row!.flash).toMatchObject({ seq: 11 });
  });

  it('takes an event twice as once', async () => {
    const store = open();
    await settle();
    const seq = server.act(rename('a', 'un'), 'other');
    const frame = JSON.parse(server.sockets[0]!.wire[0]!);
    await settle();
    store.take(frame);
    expect(store.recent.filter((e) => e.seq === seq)).toHaveLength(1);
  });
});

describe('[S6] unanswered commands', () => {
  it('show at once as pending, and stand once confirmed', async () => {
    const store = open();
    await settle();
    const answer = store.send('agenda.rename_item', { item: 'a', title: 'Accueil' });
    expect(title(store, 'a')).toBe('Accueil');
    expect(store.book.row('item', 'a')!.pending).toBe(true);
    expect(store.pending).toBe(1);
    await settle();
    expect(await answer).toBe(true);
    expect(title(store, 'a')).toBe('Accueil');
    expect(store.book.row('item', 'a')!.pending).toBe(false);
    expect(store.pending).toBe(0);
    expect(storage.length).toBe(0);
  });

  it('leave no trace on screen when refused, and keep what was typed', async () => {
    server.refuse = () => ({ code: 'forbidden', message: '' });
    const store = open();
    await settle();
    const answer = store.send('agenda.rename_item', { item: 'a', title: 'Mes mots' });
    await settle();
    expect(await answer).toBe(false);
    expect(title(store, 'a')).toBe('a');
    expect(store.refusals).toMatchObject([{ typed: 'Mes mots', slot: 'title:a', refused: { code: 'forbidden' } }]);
    expect(store.undoStack.done).toEqual([]);
  });

  it('lie on top of what others do meanwhile', async () => {
    const store = open();
    await settle();
    isOnline = false;
    store.networkChanged();
    void store.send('agenda.move_item', { item: 'd', spot: spot(null, null) });
    server.act({ name: 'agenda.move_item', body: { item: 'b', spot: spot(null, 'a') } }, 'other');
    expect(agenda(store)).toBe('d0 a0 b1 c1');
    isOnline = true;
    store.networkChanged();
    await settle();
    expect(agenda(store)).toBe('d0 a0 c1 b0');
  });

  it('are sent again with the same bytes after a cut, and land once', async () => {
    const store = open();
    await settle();
    const answer = store.send('agenda.add_item', {
      item: 'x', spot: spot(null, 'd'), kind: 'decision', title: 'X', duration: 5,
    });
    server.sockets[0]!.drop();
    vi.advanceTimersByTime(1_000);
    await settle();
    expect(await answer).toBe(true);
    const sent = server.sockets.flatMap((s) => s.received).filter((text) => text.includes('"command"'));
    expect(sent).toHaveLength(2);
    expect(sent[1]).toBe(sent[0]);
    expect(server.log.filter((l) => l.event.actor === ME)).toHaveLength(1);
    expect(agenda(store)).toBe('a0 b1 c1 d0 x0');
  });

  it('survive the page being reloaded', async () => {
    const first = open();
    await settle();
    isOnline = false;
    first.networkChanged();
    void first.send('agenda.rename_item', { item: 'a', title: 'un' });
    void first.send('agenda.rename_item', { item: 'b', title: 'deux' });
    first.stop();
    isOnline = true;
    const second = open();
    expect(second.pending).toBe(2);
    await settle();
    expect([title(second, 'a'), title(second, 'b'), second.pending]).toEqual(['un', 'deux', 0]);
    expect(server.log).toHaveLength(2);
  });

  it('are sent again after a pause where the server could not take them, in order', async () => {
    let isFull = true;
    server.refuse = () => (isFull ? { code: 'storage_unavailable', message: '', retry: true } : null);
    const store = open();
    await settle();
    void store.send('agenda.rename_item', { item: 'a', title: 'un' });
    void store.send('agenda.rename_item', { item: 'a', title: 'deux' });
    await settle();
    expect(store.refusals).toEqual([]);
    isFull = false;
    vi.advanceTimersByTime(1_000);
    await settle();
    expect([title(store, 'a'), store.pending]).toEqual(['deux', 0]);
  });

  it('say so when this device cannot keep them', async () => {
    storage.isFull = true;
    const store = open();
    await settle();
    expect(store.isKept).toBe(true);
    void store.send('agenda.rename_item', { item: 'a', title: 'un' });
    expect(store.isKept).toBe(false);
  });
});

describe('undo', () => {
  it('takes back what no server has seen without sending it', async () => {
    const store = open();
    await settle();
    isOnline = false;
    store.networkChanged();
    void store.send('agenda.rename_item', { item: 'a', title: 'un' });
    store.undo();
    expect([title(store, 'a'), store.pending, storage.length]).toEqual(['a', 0, 0]);
  });

  it('names the last of one’s own commands, and redoing undoes the undo', async () => {
    const store = open();
    await settle();
    void store.send('agenda.rename_item', { item: 'a', title: 'un' });
    await settle();
    const commands = () =>
      server.sockets.flatMap((s) => s.received).map((t) => JSON.parse(t)).filter((f) => f.t === 'command');
    store.undo();
    await settle();
    expect(commands()[1]).toMatchObject({ name: 'undo', body: { command: commands()[0].id } });
    store.redo();
    await settle();
    expect(commands()[2]).toMatchObject({ name: 'undo', body: { command: commands()[1].id } });
    expect(store.undoStack.done).toEqual([commands()[2].id]);
  });
});

/** One thing that somebody might do. */
function anything(r: Random, fresh: () => string) {
  const items = [...server.records.all.values()].flatMap((record) => (record.type === 'item' ? [record.id] : []));
  const item = r.pick(items.length ? items : ['gone']);
  const at = spot(r.chance(0.3) ? r.pick(items) : null, r.chance(0.7) ? r.pick(items) : null);
  return r.pick([
    { name: 'agenda.rename_item', body: { item, title: `t${r.below(1000)}` } },
    { name: 'agenda.set_duration', body: { item, duration: r.below(90) } },
    { name: 'agenda.move_item', body: { item, spot: at } },
    { name: 'agenda.move_item', body: { item, spot: at } },
    { name: 'agenda.add_item', body: { item: fresh(), spot: at, kind: 'decision', title: 'n', duration: 5 } },
    { name: 'agenda.send_to_backlog', body: { item, space: null } },
    { name: 'agenda.take_from_backlog', body: { item, spot: at } },
    { name: 'agenda.remove_item', body: { item } },
  ]);
}

describe.each([11, 12, 13, 14, 15, 16, 17, 18])('whatever happens (seed %i)', (seed) => {
  it('every command lands at most once, and screen and server end alike', async () => {
    const r = random(seed);
    let made = 0;
    const fresh = () => `n${(made += 1)}`;
    server.refuse = () =>
      r.chance(0.1)
        ? { code: r.pick(['forbidden', 'changed_since']), message: '' }
        : r.chance(0.1)
          ? { code: 'storage_unavailable', message: '', retry: true }
          : null;
    let store = open();
    await settle();
    let sent = 0;
    for (let n = 0; n < 200; n += 1) {
      const what = r.below(10);
      if (what < 3) {
        const { name, body } = anything(r, fresh);
        void store.send(name as 'agenda.rename_item', body as never);
        sent += 1;
      } else if (what < 6) server.act(anything(r, fresh), 'other');
      else if (what < 8) server.sockets.at(-1)?.deliver();
      else if (r.chance(0.3)) {
        const socket = server.sockets.at(-1)!;
        if (socket.isOpen) socket.drop();
      } else if (r.chance(0.1)) {
        store.stop();
        store = open();
      }
      await Promise.resolve();
      if (r.chance(0.3)) vi.advanceTimersByTime(r.below(2_000));
    }
    server.refuse = () => null;
    for (let n = 0; n < 400 && (store.pending || store.state !== 'live' || store.head < server.head); n += 1) {
      await settle();
      vi.advanceTimersByTime(1_000);
    }
    await settle();
    expect(store.pending).toBe(0);
    expect(storage.length).toBe(0);
    const commands = server.log.map((l) => l.event.command).filter((id) => !id.startsWith('other'));
    expect(new Set(commands).size).toBe(commands.length);
    expect(server.outcomes.size).toBe(sent);
    expect(new Set(store.book.keys())).toEqual(new Set(server.records.all.keys()));
    for (const [key, record] of server.records.all) expect(store.book.find(key)!.value).toEqual(record);
    expect(store.book.get('plan', NIL)).toBeDefined();
  });
});
