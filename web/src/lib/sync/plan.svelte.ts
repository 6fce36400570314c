// One open plan: confirmed records fed by frames, the overlay of unanswered commands on top, and
// what they give on screen. Rules by their ids: see sync.md / docs/SYNC.md.
import { overlay } from '../model/apply';
import { Shelf, type Changes } from '../model/records';
import { NIL, keyOfName, keyOfRecord, type CommandBody, type CommandName } from '../protocol/names';
import type {
  ClientFrame, CommandResult, EventLine, EventsFrame, Person, Presence, Refused, ServerFrame,
  SnapshotPart, Welcome,
} from '../protocol/types';
import { Book } from './book.svelte';
import { Link, type LinkOptions, type LinkState } from './link';
import { Outbox, type Entry, type Storage } from './outbox';
import { canUnpack } from './packed';
import { refusalOf, type Refusal } from './refusals';
import { UndoStack } from './undo.svelte';

const PROTOCOL = 1;
const TEXT_SCHEMA = 1;
/** Events kept for the latest activity; older ones are asked for. */
const RECENT = 100;
const FLASH_MILLIS = 4_000;
/** Before a command that could not be taken just now is sent again. */
const RETRY_MILLIS = 800;

export type PlanOptions = {
  plan: string;
  account: Person;
  open: LinkOptions['open'];
  storage: Storage | null;
  isOnline?: () => boolean;
  now?: () => number;
};

export class PlanStore {
  readonly id: string;
  readonly account: Person;
  readonly book = new Book();
  readonly undoStack = new UndoStack();

  state = $state<LinkState>('connecting');
  /** Whether there are records to show. */
  ready = $state(false);
  /** Number of the last event applied. */
  head = $state(0);
  pending = $state(0);
  people = $state.raw<ReadonlyMap<string, Person>>(new Map());
  recent = $state.raw<EventLine[]>([]);
  presence = $state.raw<Presence | null>(null);
  connection = $state(0);
  refusals = $state.raw<Refusal[]>([]);
  damagedAt = $state<number | null>(null);
  /** What this account may do, by the names of the rights table that need no scope. */
  may = $state.raw<readonly string[]>([]);
  /** The log itself was replaced while this page was open (S3). */
  replaced = $state(false);

  readonly #confirmed = new Shelf();
  readonly #outbox: Outbox;
  readonly #link: Link;
  readonly #options: PlanOptions;
  readonly #waiting = new Map<string, (accepted: boolean) => void>();
  #epoch: string | null = null;
  #overlaid = new Set<string>();
  #parts: SnapshotPart[] = [];
  #clockAhead = 0;
  #inFlight: string | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #place: { at: string; focus: string | null } | null = null;

  constructor(options: PlanOptions) {
    this.#options = options;
    this.id = options.plan;
    this.account = options.account;
    this.#outbox = new Outbox(options.plan, options.account.id, options.storage);
    this.pending = this.#outbox.unanswered;
    this.#link = new Link({
      open: options.open,
      isOnline: options.isOnline,
      hello: () => this.#hello(),
      onFrame: (frame) => this.take(frame),
      onState: (state) => this.#became(state),
    });
  }

  connect(): void {
    this.#link.connect();
  }

  networkChanged(): void {
    this.#link.networkChanged();
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#link.stop();
  }

  /** The server's clock (S11). */
  now(): number {
    return this.#localNow() + this.#clockAhead;
  }

  get isKept(): boolean {
    return this.#outbox.isKept;
  }

  /** A copy of what the server has confirmed, to travel back in time from. */
  confirmed(): { seq: number; shelf: Shelf } {
    const shelf = new Shelf();
    shelf.apply(this.#confirmed.all);
    return { seq: this.head, shelf };
  }

  /** Sends a command; true once it is stored, false where it is refused. */
  send<N extends CommandName>(name: N, body: CommandBody<N>, reason?: string): Promise<boolean> {
    const { id, answer } = this.#submit(name, body, reason);
    this.undoStack.did(id);
    return answer;
  }

  undo(): void {
    const command = this.undoStack.undo();
    if (!command) return;
    const waiting = this.#outbox.find(command);
    if (waiting && !waiting.sent) {
      // No server has seen it: taking it back is not sending it.
      this.#answer(waiting, false);
      return;
    }
    const { id, answer } = this.#submit('undo', { command });
    void answer.then((accepted) => accepted && this.undoStack.wasUndone(id));
  }

  redo(): void {
    const command = this.undoStack.redo();
    if (!command) return;
    const { id, answer } = this.#submit('undo', { command });
    void answer.then((accepted) => accepted && this.undoStack.wasRedone(id));
  }

  dismiss(refusal: string): void {
    this.refusals = this.refusals.filter((other) => other.id !== refusal);
  }

  /** Where this person is (S10). */
  be(at: string, focus: string | null): void {
    if (this.#place?.at === at && this.#place.focus === focus) return;
    if (this.#place?.at !== at) this.presence = null;
    this.#place = { at, focus };
    this.#tellPlace();
  }

  take(frame: ServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        return this.#welcome(frame);
      case 'people':
        this.people = new Map(frame.people.map((p) => [p.id, p]));
        return;
      case 'rights':
        this.may = frame.may;
        return;
      case 'snapshot':
        return this.#snapshot(frame);
      case 'events':
        return this.#events(frame);
      case 'result':
        return this.#result(frame);
      case 'presence':
        if (frame.at === this.#place?.at) this.presence = frame;
        return;
      case 'clock':
        this.#clockAhead = frame.now - this.#localNow();
        return;
      case 'error':
        // A frame of ours that the server could not read: the command in flight, if there is one.
        if (this.#inFlight) this.#result({ id: this.#inFlight, refused: frame });
    }
  }

  #localNow(): number {
    return (this.#options.now ?? Date.now)();
  }

  #hello(): ClientFrame & { t: 'hello' } {
    const resume = this.ready && this.#epoch ? { epoch: this.#epoch, after: this.head } : {};
    return { t: 'hello', protocol: PROTOCOL, schema: TEXT_SCHEMA, packed: canUnpack, ...resume };
  }

  #became(state: LinkState): void {
    this.state = state;
    if (state !== 'live') {
      this.#inFlight = null;
      this.presence = null;
    }
  }

  #welcome(frame: Welcome): void {
    if (this.#epoch && this.#epoch !== frame.epoch) this.replaced = true;
    this.#epoch = frame.epoch;
    this.#parts = [];
    this.connection = frame.connection;
    this.may = frame.may;
    this.damagedAt = frame.damaged_at ?? null;
    this.#clockAhead = frame.now - this.#localNow();
    this.#tellPlace();
    this.#pump();
  }

  #snapshot(part: SnapshotPart): void {
    if (part.part === 0) this.#parts = [];
    this.#parts.push(part);
    if (this.#parts.length < part.parts) return;
    const changes: Changes = new Map();
    for (const key of this.#confirmed.all.keys()) changes.set(key, null);
    for (const record of this.#parts.flatMap((p) => p.records)) {
      changes.set(keyOfRecord(record), record);
    }
    this.#parts = [];
    this.recent = [];
    this.#confirm(changes, part.seq);
    this.ready = true;
  }

  #events(frame: EventsFrame): void {
    if (frame.to < this.head) return;
    const changes: Changes = new Map();
    for (const name of frame.removed) changes.set(keyOfName(name), null);
    for (const record of frame.records) changes.set(keyOfRecord(record), record);
    const news = frame.events.filter((event) => event.seq > this.head);
    for (const event of news) {
      const own = this.#outbox.find(event.command);
      // The event is the answer: the result may come later, or may have been lost with a socket.
      if (own) this.#answer(own, true, event.seq);
    }
    this.#confirm(changes, frame.to);
    if (news.length) this.recent = [...this.recent, ...news].slice(-RECENT);
    for (const event of news) if (event.actor !== this.account.id) this.#flash(event);
  }

  #result(result: CommandResult): void {
    const entry = this.#outbox.find(result.id);
    if ('refused' in result && result.refused.retry) {
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => {
        this.#inFlight = null;
        this.#pump();
      }, RETRY_MILLIS);
      return;
    }
    if (this.#inFlight === result.id) this.#inFlight = null;
    if (entry && 'ok' in result) this.#answer(entry, true, result.ok.seq);
    else if (entry && 'refused' in result) this.#answer(entry, false, null, result.refused);
    this.#pump();
  }

  #answer(entry: Entry, accepted: boolean, seq: number | null = null, refused?: Refused): void {
    if (accepted && seq !== null) {
      this.#outbox.accept(entry, seq);
      this.#outbox.dropUpTo(this.head);
    } else {
      this.#outbox.drop(entry.id);
      this.undoStack.forget(entry.id);
      if (refused) this.refusals = [...this.refusals, refusalOf(entry.id, entry, refused)];
    }
    this.#waiting.get(entry.id)?.(accepted);
    this.#waiting.delete(entry.id);
    this.#redraw(new Map());
  }

  #submit(name: string, body: unknown, reason?: string): { id: string; answer: Promise<boolean> } {
    const entry = this.#outbox.add(name, body, reason);
    const answer = new Promise<boolean>((resolve) => this.#waiting.set(entry.id, resolve));
    this.#redraw(new Map());
    this.#pump();
    return { id: entry.id, answer };
  }

  /** One command at a time: a later one may build on an earlier one that has to be sent again. */
  #pump(): void {
    if (this.state !== 'live' || this.#inFlight) return;
    const next = this.#outbox.entries.find((entry) => entry.seq === null);
    if (!next) return;
    this.#outbox.markSent(next);
    if (this.#link.send(next.text)) this.#inFlight = next.id;
  }

  #confirm(changes: Changes, seq: number): void {
    this.#confirmed.apply(changes);
    this.head = seq;
    this.#outbox.dropUpTo(seq);
    this.#redraw(changes);
  }

  /** Brings the screen to: confirmed records with the overlay on top (S6). */
  #redraw(changes: Changes): void {
    const layer = overlay(this.#confirmed, this.#outbox.entries, this.account.id);
    const shown: Changes = new Map(changes);
    for (const key of this.#overlaid) shown.set(key, this.#confirmed.all.get(key) ?? null);
    for (const [key, record] of layer.changes) shown.set(key, record);
    this.book.apply(shown);
    for (const key of this.#overlaid) this.#mark(key, layer.changes.has(key));
    for (const key of layer.changes.keys()) this.#mark(key, true);
    this.#overlaid = new Set(layer.changes.keys());
    this.pending = this.#outbox.unanswered;
  }

  #mark(key: string, pending: boolean): void {
    const row = this.book.find(key);
    if (row) row.pending = pending;
  }

  #flash(event: EventLine): void {
    const row = this.book.find(keyOfName(event.about));
    if (!row || event.about.id === NIL) return;
    const flash = { by: event.actor, seq: event.seq };
    row.flash = flash;
    setTimeout(() => {
      if (row.flash === flash) row.flash = null;
    }, FLASH_MILLIS);
  }

  #tellPlace(): void {
    if (!this.#place) return;
    const { at, focus } = this.#place;
    this.#link.send(JSON.stringify({ t: 'presence', at, ...(focus && { focus }) }));
  }
}
