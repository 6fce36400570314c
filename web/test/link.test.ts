import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Link, type LinkState, type Socket } from '../src/lib/sync/link';

class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  binaryType: BinaryType = 'blob';
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

  describe('packed frames', () => {
    const pack = (frame: object): ArrayBuffer => {
      const packed = Buffer.concat([Buffer.from([1]), deflateSync(JSON.stringify(frame))]);
      return packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.length);
    };
    const hears = (data: unknown) => last().onmessage?.({ data } as MessageEvent);
    let heard: string[];

    beforeEach(() => {
      vi.useRealTimers();
      heard = [];
      link.stop();
      link = new Link({
        open: () => (sockets.push(new FakeSocket()), last()),
        hello: () => ({ t: 'hello', protocol: 1, schema: 1 }),
        onFrame: (frame) => heard.push(frame.t),
        onState: (state) => states.push(state),
      });
      link.connect();
      last().opened();
    });

    it('[S3] are taken in the order in which they came, among those that are not packed', async () => {
      last().says(welcome);
      hears(pack({ t: 'snapshot' }));
      hears(pack({ t: 'people' }));
      last().says({ t: 'events' });
      await vi.waitFor(() => expect(heard).toEqual(['welcome', 'snapshot', 'people', 'events']));
      last().says({ t: 'result' });
      expect(heard.at(-1), 'with nothing to unpack there is nothing to wait for').toBe('result');
    });

    it('[S3] that are damaged end the socket, and it starts over', async () => {
      last().says(welcome);
      hears(new Uint8Array([1, 2, 3, 4]).buffer);
      last().says({ t: 'events' });
      await vi.waitFor(() => expect(states.at(-1)).toBe('waiting'));
      expect(last().isClosed).toBe(true);
      expect(heard, 'nothing after it is taken').toEqual(['welcome']);
    });

    it('[S18] of an old socket never touch the one that replaced it', async () => {
      hears(pack({ t: 'snapshot' }));
      link.networkChanged();
      hears(pack(welcome));
      await vi.waitFor(() => expect(heard).toEqual(['welcome']));
    });
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
