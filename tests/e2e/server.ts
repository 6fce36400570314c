// The real binary on a folder of its own, started, killed and started again.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const binary =
  process.env['PLENUM_BINARY'] ??
  resolve(process.env['CARGO_TARGET_DIR'] ?? join(import.meta.dirname, '../../target'), 'debug/plenum');

interface Link {
  key: string;
  label: string;
  url: string;
}

interface Greeting {
  address: string;
  plan: string;
  /** The link that makes the first administrator, while there is none. */
  administrator: string | null;
  links: Link[];
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

export class Server {
  private constructor(
    readonly folder: string,
    readonly port: number,
    private child: ChildProcess,
    private greeting: Greeting,
    private more: string[],
  ) {}

  /** Starts a server on a new folder, with the demo plan unless another is imported, and more arguments where they are given. */
  static async start(more: string[] = [], plan: string[] = ['--demo']): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'plenum-e2e-'));
    const port = await freePort();
    const args = [...plan, ...more];
    const { child, greeting } = await launch(folder, port, args);
    return new Server(folder, port, child, greeting, args);
  }

  /** The link that makes the first administrator. */
  get administrator(): string {
    if (!this.greeting.administrator) throw new Error('there is an administrator already');
    return this.greeting.administrator;
  }

  get address(): string {
    return this.greeting.address;
  }

  get plan(): string {
    return this.greeting.plan;
  }

  /** A one-time sign-in link for a person of the demo. */
  link(key: string): string {
    const found = this.greeting.links.find((link) => link.key === key);
    if (!found) {
      const known = this.greeting.links.map((link) => link.key).join(', ');
      throw new Error(`no link for ${key}; there are ${known}`);
    }
    return found.url;
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Starts again on the same folder and port. */
  async again(): Promise<void> {
    ({ child: this.child, greeting: this.greeting } = await launch(this.folder, this.port, this.more));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise((done) => this.child.once('exit', done));
      this.child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function launch(
  folder: string,
  port: number,
  more: string[],
): Promise<{ child: ChildProcess; greeting: Greeting }> {
  const args = ['serve', '--data', folder, '--listen', `127.0.0.1:${port}`, '--print-links', 'json', ...more];
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PLENUM_LOG: 'warn' } });
  const lines = createInterface({ input: child.stdout! });
  const greeting = await new Promise<Greeting>((done, fail) => {
    lines.once('line', (line) => done(JSON.parse(line) as Greeting));
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
    child.once('error', fail);
  });
  return { child, greeting };
}
