// The live socket of one plan: connects, resumes, backs off, notices silence.
import type { ClientFrame, ServerFrame } from '../protocol/types';
import { unpack } from './packed';

export type LinkState = 'connecting' | 'live' | 'waiting' | 'offline' | 'signed_out' | 'gone' | 'outdated';

/** What the link needs of a WebSocket; tests bring their own. */
export type Socket = {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  binaryType: BinaryType;
  send(text: string): void;
  close(code?: number): void;
};

export type LinkOptions = {
  open: () => Socket;
  /** The first frame (S2): where to resume. */
  hello: () => ClientFrame & { t: 'hello' };
  onFrame: (frame: ServerFrame) => void;
  onState: (state: LinkState) => void;
  isOnline?: () => boolean;
  random?: () => number;
};

/** Clock frames come every 10 s: after three of them missing, the other side is not there. */
const SILENCE = 35_000;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;
/** From a new socket to its welcome: a slow phone needs a few round trips. */
const PATIENCE = 15_000;

const RESTARTING = 1012;
const FINAL: { [code: number]: LinkState } = { 4401: 'signed_out', 4403: 'gone', 4400: 'outdated', 4426: 'outdated' };

/** Frames in the order in which they came, though a packed one takes a moment to unpack. */
class Inbox {
  readonly #waiting: (string | ArrayBuffer)[] = [];
  #isBusy = false;

  constructor(
    private readonly take: (text: string) => void,
    private readonly fail: () => void,
  ) {}

  put(message: string | ArrayBuffer): void {
    if (!this.#isBusy && typeof message === 'string') this.take(message);
    else {
      this.#waiting.push(message);
      void this.#empty();
    }
  }

  async #empty(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        this.take(typeof next === 'string' ? next : await unpack(next));
      }
    } catch {
      this.#waiting.length = 0;
      this.fail();
    } finally {
      this.#isBusy = false;
    }
  }
}

export class Link {
  #socket: Socket | null = null;
  #state: LinkState = 'connecting';
  #tries = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: LinkOptions) {}

  get state(): LinkState {
    return this.#state;
  }

  connect(): void {
    clearTimeout(this.#retry);
    this.#abandon();
    if (this.options.isOnline?.() === false) {
      this.#become('offline');
      return;
    }
    this.#become(this.#tries === 0 ? 'connecting' : 'waiting');
    const socket = this.options.open();
    this.#socket = socket;
    this.#listenFor(PATIENCE);
    // A late event of an old socket never touches the one that replaced it (S18).
    const isMine = () => this.#socket === socket;
    socket.onopen = () => isMine() && socket.send(JSON.stringify(this.options.hello()));
    socket.binaryType = 'arraybuffer';
    const inbox = new Inbox((text) => isMine() && this.#take(text), () => isMine() && this.#broken());
    socket.onmessage = (event) => isMine() && inbox.put(event.data as string | ArrayBuffer);
    socket.onclose = (event) => isMine() && this.#closed(event.code, event.reason);
  }

  /** Sends a frame; false where there is nobody to send it to. */
  send(text: string): boolean {
    if (this.#state !== 'live' || !this.#socket) return false;
    this.#socket.send(text);
    return true;
  }

  /** The network went or came back, as the browser says. */
  networkChanged(): void {
    if (this.#state in { signed_out: 1, gone: 1, outdated: 1 }) return;
    this.#tries = 0;
    this.connect();
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#abandon();
  }

  #take(text: string): void {
    const frame = JSON.parse(text) as ServerFrame;
    this.#listenFor(SILENCE);
    if (frame.t === 'welcome') {
      this.#tries = 0;
      this.#become('live');
    }
    if (frame.t === 'clock') this.#socket?.send('{"t":"alive"}');
    this.options.onFrame(frame);
  }

  /** What came cannot be read: it starts over on a new socket. */
  #broken(): void {
    this.#socket?.close();
    this.#closed(1006, '');
  }

  #closed(code: number, reason: string): void {
    this.#abandon();
    const end = FINAL[code];
    if (end) {
      this.#become(end);
      return;
    }
    const asked = code === RESTARTING ? Number.parseInt(reason, 10) : Number.NaN;
    this.#become('waiting');
    this.#retry = setTimeout(() => this.connect(), Number.isNaN(asked) ? this.#pause() : asked);
    this.#tries += 1;
  }

  /** Twice as long each time, spread out so that a whole hall does not come back at once. */
  #pause(): number {
    const most = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#tries);
    return most * (0.5 + (this.options.random ?? Math.random)() / 2);
  }

  #listenFor(millis: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#closed(1006, ''), millis);
  }

  #abandon(): void {
    clearTimeout(this.#silence);
    const old = this.#socket;
    this.#socket = null;
    old?.close();
  }

  #become(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.options.onState(state);
  }
}
