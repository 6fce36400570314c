import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Link, type LinkState, type Socket } from '../src/lib/sync/link';

class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  sent: string[] = [];
  isClosed = false;
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.isClosed = true;
  }
  opened() {
    this.onopen?.({} as Event);
  }
  says(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent);
  }
  closes(code = 1006, reason = '') {
    this.onclose?.({ code, reason } as CloseEvent);
  }
}

describe('link', () => {
  let sockets: FakeSocket[];
  let states: LinkState[];
  let isOnline: boolean;
  let link: Link;
  const last = () => sockets.at(-1)!;
  const welcome = { t: 'welcome' };

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    states = [];
    isOnline = true;
    link = new Link({
      open: () => (sockets.push(new FakeSocket()), last()),
      hello: () => ({ t: 'hello', protocol: 1, schema: 1 }),
      onFrame: () => undefined,
      onState: (state) => states.push(state),
      isOnline: () => isOnline,
      random: () => 1,
    });
    link.connect();
  });
  afterEach(() => {
    link.stop();
    vi.useRealTimers();
  });

  it('[S2] says hello first, and is live once welcomed', () => {
    last().opened();
    expect(last().sent).toEqual(['{"t":"hello","protocol":1,"schema":1}']);
    last().says(welcome);
    expect(states).toEqual(['live']);
  });

  it('waits twice as long each time, up to a limit, and starts over once welcomed', () => {
    const pauses: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      last().closes();
      const before = sockets.length;
      let waited = 0;
      while (sockets.length === before) {
        vi.advanceTimersByTime(50);
        waited += 50;
      }
      pauses.push(waited);
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
    last().says(welcome);
    last().closes();
    vi.advanceTimersByTime(250);
    expect(sockets).toHaveLength(11);
  });

  it('[S12] comes back after a restart when it was told to', () => {
    last().says(welcome);
    last().closes(1012, '3000');
    vi.advanceTimersByTime(2_999);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sockets).toHaveLength(2);
  });

  it.each([[4401, 'signed_out'], [4403, 'gone'], [4426, 'outdated']] as const)(
    'stays away after %i',
    (code, state) => {
      last().says(welcome);
      last().closes(code);
      vi.advanceTimersByTime(60_000);
      expect(sockets).toHaveLength(1);
      expect(link.state).toBe(state);
    },
  );

  it('[S18] does not let a late close end the socket that replaced it', () => {
    const old = last();
    link.networkChanged();
    last().says(welcome);
    old.closes(4401);
    expect(link.state).toBe('live');
    expect(old.isClosed).toBe(true);
  });

  it('answers clocks, and leaves a socket that fell silent', () => {
    last().says(welcome);
    last().says({ t: 'clock', now: 1 });
    expect(last().sent).toContain('{"t":"alive"}');
    vi.advanceTimersByTime(34_999);
    expect(link.state).toBe('live');
    vi.advanceTimersByTime(1);
    expect(link.state).toBe('waiting');
    expect(sockets[0]!.isClosed).toBe(true);
  });

  it('does not try while the browser is offline', () => {
    last().says(welcome);
    isOnline = false;
    link.networkChanged();
    vi.advanceTimersByTime(60_000);
    expect(link.state).toBe('offline');
    expect(sockets).toHaveLength(1);
    isOnline = true;
    link.networkChanged();
    expect(sockets).toHaveLength(2);
    expect(link.send('x')).toBe(false);
  });
});
