// A server in a few lines, for the store to talk to: it applies commands with the client's own rules,
// answers each once however often it comes, and can lose sockets and refuse at will.
import { applyCommand, type AnyCommand } from '../src/lib/model/apply';
import type { Shelf } from '../src/lib/model/records';
import type { AnyRecord } from '../src/lib/protocol/names';
import type { CommandFrame, EventLine, EventsFrame, Hello, Refused } from '../src/lib/protocol/types';
import type { Socket } from '../src/lib/sync/link';
import { ME, PLAN } from './samples';

export class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  binaryType: BinaryType = 'blob';
  isOpen = true;
  /** What is on its way to the client. */
  readonly wire: string[] = [];
  readonly received: string[] = [];

  constructor(private readonly server: FakeServer) {}

  send(text: string): void {
    if (!this.isOpen) return;
    this.received.push(text);
    this.server.take(this, JSON.parse(text));
  }

  close(): void {
    this.isOpen = false;
  }

  /** Brings the next frame to the client. */
  deliver(): boolean {
    const text = this.isOpen ? this.wire.shift() : undefined;
    if (text === undefined) return false;
    this.onmessage?.({ data: text } as MessageEvent);
    return true;
  }

  drop(code = 1006): void {
    this.isOpen = false;
    this.onclose?.({ code, reason: '' } as CloseEvent);
  }
}

type Logged = { event: EventLine; records: AnyRecord[]; removed: { kind: string; id: string }[] };

export class FakeServer {
  head = 10;
  epoch = 'e1';
  readonly log: Logged[] = [];
  readonly outcomes = new Map<string, { seq: number } | Refused>();
  readonly bytes = new Map<string, string>();
  readonly sockets: FakeSocket[] = [];
  /** Whether a command is refused, and how; a `retry` leaves nothing behind. */
  refuse: (command: AnyCommand) => Refused | null = () => null;

  constructor(readonly records: Shelf) {}

  open(): FakeSocket {
    const socket = new FakeSocket(this);
    this.sockets.push(socket);
    return socket;
  }

  take(socket: FakeSocket, frame: { t: string } & Record<string, unknown>): void {
    if (frame.t === 'hello') this.#welcome(socket, frame as unknown as Hello);
    if (frame.t === 'command') this.#command(socket, frame as unknown as CommandFrame);
  }

  #say(socket: FakeSocket, frame: object): void {
    if (socket.isOpen) socket.wire.push(JSON.stringify(frame));
  }

  #welcome(socket: FakeSocket, hello: Hello): void {
    this.#say(socket, {
      t: 'welcome', plan: PLAN, epoch: this.epoch, head: this.head, now: 0,
      account: { id: ME, label: 'Moi' }, connection: 1, may: ['read_past'],
    });
    if (hello.epoch === this.epoch && hello.after != null) {
      for (const line of this.log) if (line.event.seq > hello.after) this.#say(socket, this.#frame([line]));
      return;
    }
    const all = [...this.records.all.values()];
    const half = Math.ceil(all.length / 2);
    this.#say(socket, { t: 'snapshot', seq: this.head, part: 0, parts: 2, records: all.slice(0, half) });
    this.#say(socket, { t: 'snapshot', seq: this.head, part: 1, parts: 2, records: all.slice(half) });
  }

  #command(socket: FakeSocket, { id, name, body, ...rest }: CommandFrame): void {
    const bytes = JSON.stringify({ id, name, body, ...rest });
    if (this.bytes.has(id) && this.bytes.get(id) !== bytes) throw new Error(`other bytes for ${id}`);
    this.bytes.set(id, bytes);
    const known = this.outcomes.get(id);
    const refused = known ? null : this.refuse({ name, body });
    if (refused?.retry) return this.#say(socket, { t: 'result', id, refused });
    if (refused) this.outcomes.set(id, refused);
    else if (!known) this.outcomes.set(id, { seq: this.act({ name, body }, ME, id) });
    const outcome = this.outcomes.get(id)!;
    this.#say(socket, { t: 'result', id, ...('seq' in outcome ? { ok: outcome } : { refused: outcome }) });
  }

  /** Someone does something; everyone who is there hears of it. */
  act(command: AnyCommand, actor: string, id = `other-${this.head}`): number {
    const changes = applyCommand(this.records, command, actor);
    this.records.apply(changes);
    this.head += 1;
    const removed = [...changes].filter(([, record]) => !record).map(([key]) => {
      const [kind = '', ...of] = key.split(':');
      return { kind, id: of.join(':') };
    });
    const event: EventLine = {
      seq: this.head, time: this.head, actor, command: id, kind: command.name, about: { kind: 'item', id: 'a' },
    };
    const line = { event, records: [...changes.values()].filter((r) => r !== null), removed };
    this.log.push(line);
    for (const socket of this.sockets) this.#say(socket, this.#frame([line]));
    return this.head;
  }

  #frame(lines: Logged[]): EventsFrame & { t: 'events' } {
    return {
      t: 'events', from: lines[0]!.event.seq, to: lines.at(-1)!.event.seq,
      events: lines.map((l) => l.event),
      records: lines.flatMap((l) => l.records), removed: lines.flatMap((l) => l.removed),
    };
  }
}
