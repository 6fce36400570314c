// Files on their way to the server: a few at a time, with how far each has come; cancelled, or sent again.
import { ATTACHMENT_BYTES, hexOf, mediaOf, objection, type About } from '../model/files';
import type { CommandResult, Problem } from '../protocol/types';
import { session } from './session.svelte';
import { uuidv7 } from './uuid';

/** As UPLOADS_IN_FLIGHT in crates/protocol/src/limits.rs. */
const AT_ONCE = 4;

export type TransferState = 'waiting' | 'reading' | 'sending' | 'checking' | 'failed';

/** One file. */
export class Transfer {
  readonly name: string;
  /** Stays the same when it is sent again, so that nothing is done twice. */
  readonly id = uuidv7();
  readonly command = uuidv7();
  state = $state<TransferState>('waiting');
  /** 0 to 1. */
  part = $state(0);
  code = $state<string | null>(null);
  abort: (() => void) | null = null;

  constructor(readonly file: File) {
    this.name = file.name;
  }
}

export type UploadsOptions = {
  plan: string;
  about: () => About;
  /** Whether the files are boundaries of communes. */
  boundaries?: boolean;
  onarrived: (transfer: Transfer) => void;
  onfailed: (transfer: Transfer, code: string) => void;
};

export class Uploads {
  transfers = $state.raw<Transfer[]>([]);
  readonly #options: UploadsOptions;

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  add(files: Iterable<File>): void {
    const added = [...files].map((file) => new Transfer(file));
    this.transfers = [...this.transfers, ...added];
    for (const transfer of added) {
      const code = objection(transfer.file, this.#options.boundaries);
      if (code) this.#fail(transfer, code);
    }
    this.#next();
  }

  cancel(transfer: Transfer): void {
    transfer.abort?.();
    this.#drop(transfer);
  }

  retry(transfer: Transfer): void {
    [transfer.state, transfer.code, transfer.part] = ['waiting', null, 0];
    this.#next();
  }

  /** Whoever leaves the page gives up what has not arrived. */
  end(): void {
    for (const transfer of this.transfers) transfer.abort?.();
    this.transfers = [];
  }

  #drop(transfer: Transfer): void {
    this.transfers = this.transfers.filter((other) => other !== transfer);
    this.#next();
  }

  #next(): void {
    const busy = this.transfers.filter(({ state }) => state !== 'waiting' && state !== 'failed').length;
    const waiting = this.transfers.filter(({ state }) => state === 'waiting');
    for (const transfer of waiting.slice(0, Math.max(0, AT_ONCE - busy))) void this.#send(transfer);
  }

  #fail(transfer: Transfer, code: string): void {
    [transfer.state, transfer.code, transfer.abort] = ['failed', code, null];
    this.#options.onfailed(transfer, code);
  }

  async #send(transfer: Transfer): Promise<void> {
    transfer.state = 'reading';
    const code = await this.#attempt(transfer).catch(() => 'unreachable');
    if (!this.transfers.includes(transfer)) return;
    if (code) {
      this.#fail(transfer, code);
      this.#next();
      return;
    }
    this.#drop(transfer);
    this.#options.onarrived(transfer);
  }

  /** The code of what went wrong; null where it arrived. */
  async #attempt(transfer: Transfer): Promise<string | null> {
    const { file } = transfer;
    // Browsers count digests on secure pages only.
    if (!globalThis.crypto?.subtle) return 'insecure';
    if (file.size > ATTACHMENT_BYTES) return 'too_large';
    const sha256 = hexOf(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    if (!this.transfers.includes(transfer)) return null;
    const about = this.#options.about();
    const query = new URLSearchParams({
      command: transfer.command, id: transfer.id, about_kind: about.kind, about_id: about.id, name: file.name,
      media: mediaOf(file.name, this.#options.boundaries) ?? '', size: String(file.size), sha256,
    });
    const { status, answer } = await this.#post(transfer, `/api/plans/${this.#options.plan}/attachments?${query}`);
    if (status === 200 && (answer as CommandResult | null)?.id === transfer.command) return null;
    const problem = (answer as Problem | null)?.error.code ?? 'unreachable';
    if (status === 401 && problem === 'unauthorised') session.over();
    return problem;
  }

  /** By an older interface than `fetch`, which does not tell how much has been sent. */
  #post(transfer: Transfer, url: string): Promise<{ status: number; answer: unknown }> {
    transfer.state = 'sending';
    return new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      transfer.abort = () => request.abort();
      request.upload.onprogress = ({ loaded, total }) => {
        transfer.part = total ? loaded / total : 0;
      };
      request.upload.onload = () => {
        transfer.state = 'checking';
      };
      request.onload = () => {
        let answer: unknown = null;
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          // What is not JSON does not come from the server itself.
        }
        done({ status: request.status, answer });
      };
      request.onerror = request.onabort = () => fail(new Error('the server was not reached'));
      request.open('POST', url);
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.send(transfer.file);
    });
  }
}
