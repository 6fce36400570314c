// Unanswered commands, kept across reloads. One storage key for each command: two tabs of one
// person never overwrite each other, and both may send the same command: the id makes it land once.
import type { AnyCommand } from '../model/apply';
import type { CommandFrame } from '../protocol/types';
import { uuidv7 } from './uuid';

export type Entry = AnyCommand & {
  id: string;
  /** The exact bytes to send: the id covers them (S18). */
  text: string;
  /** Whether a server may have seen it. */
  sent: boolean;
  /** The event number of its acceptance, once that is known. */
  seq: number | null;
};

export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export class Outbox {
  entries: Entry[] = [];
  /** Whether everything in it would survive the page being closed. */
  isKept = true;
  readonly #prefix: string;

  constructor(
    plan: string,
    account: string,
    private readonly storage: Storage | null,
  ) {
    this.#prefix = `plenum.outbox.${plan}.${account}.`;
    this.#load();
  }

  add(name: string, body: unknown, reason?: string): Entry {
    const id = uuidv7();
    const frame: CommandFrame & { t: 'command' } = { t: 'command', id, name, body };
    if (reason) frame.reason = reason;
    const entry = { id, name, body, text: JSON.stringify(frame), sent: false, seq: null };
    this.entries.push(entry);
    this.#keep(entry);
    return entry;
  }

  find(id: string): Entry | undefined {
    return this.entries.find((entry) => entry.id === id);
  }

  markSent(entry: Entry): void {
    if (entry.sent) return;
    entry.sent = true;
    this.#keep(entry);
  }

  drop(id: string): Entry | undefined {
    const entry = this.find(id);
    if (!entry) return undefined;
    this.entries = this.entries.filter((other) => other !== entry);
    this.#forget(id);
    return entry;
  }

  /** Accepted commands stay until the events that they made have been applied. */
  dropUpTo(seq: number): void {
    for (const entry of this.entries) {
      if (entry.seq !== null && entry.seq <= seq) this.drop(entry.id);
    }
  }

  accept(entry: Entry, seq: number): void {
    entry.seq = seq;
    // It is durable on the server: only this page still needs it.
    this.#forget(entry.id);
  }

  get unanswered(): number {
    return this.entries.filter((entry) => entry.seq === null).length;
  }

  #keep({ id, text, sent }: Entry): void {
    try {
      this.storage?.setItem(this.#prefix + id, JSON.stringify({ text, sent }));
      if (!this.storage) this.isKept = false;
    } catch {
      this.isKept = false;
    }
  }

  #forget(id: string): void {
    try {
      this.storage?.removeItem(this.#prefix + id);
    } catch {
      // A storage that cannot forget only makes a command be sent again, which is safe.
    }
  }

  #load(): void {
    const keys: string[] = [];
    for (let i = 0; i < (this.storage?.length ?? 0); i += 1) {
      const key = this.storage!.key(i);
      if (key?.startsWith(this.#prefix)) keys.push(key);
    }
    // The ids are made in the order of time.
    for (const key of keys.sort()) {
      const entry = read(this.storage!.getItem(key));
      if (entry) this.entries.push(entry);
    }
  }
}

/** An entry as it was kept; null where the storage holds something else under its name. */
function read(kept: string | null): Entry | null {
  try {
    const { text, sent } = JSON.parse(kept ?? '') as Pick<Entry, 'text' | 'sent'>;
    const { id, name, body } = JSON.parse(text) as CommandFrame;
    return { id, name, body, text, sent, seq: null };
  } catch {
    return null;
  }
}
