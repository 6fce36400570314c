// A mail server that takes every mail in and keeps it, for tests to read.
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { SMTPServer } from 'smtp-server';
import type { Server } from './server.ts';

/** Whom the mails are from. */
export const FROM = 'plenum@example.org';

export interface Mail {
  from: string;
  to: string[];
  subject: string;
  text: string;
}

const unquoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

/** Words of a header that are not plain letters, as RFC 2047 writes them. */
const words = (header: string): string =>
  header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, what: string) =>
      (how.toLowerCase() === 'b' ? Buffer.from(what, 'base64') : unquoted(what.replaceAll('_', ' '))).toString(),
    );

/** Reads a mail of one part, as ours are. */
function read(raw: string): { subject: string; text: string } {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const body = raw.slice(end + 4);
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const encoding = header('Content-Transfer-Encoding').toLowerCase();
  const bytes =
    encoding === 'base64' ? Buffer.from(body, 'base64')
    : encoding === 'quoted-printable' ? unquoted(body)
    : Buffer.from(body, 'latin1');
  expect(header('Content-Type')).toMatch(/^text\/plain; charset=utf-8$/i);
  expect(header('From')).toBe(FROM);
  return { subject: words(header('Subject')), text: bytes.toString().replaceAll('\r\n', '\n') };
}

/** Takes every mail, and keeps it. */
export class Post {
  private readonly mails: Mail[] = [];
  private readonly smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        this.mails.push({ from, to, ...read(Buffer.concat(parts).toString('latin1')) });
        done();
      });
    },
  });

  static async start(): Promise<Post> {
    const post = new Post();
    await new Promise<void>((done) => post.smtp.listen(0, '127.0.0.1', done));
    return post;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.smtp.server.address() as AddressInfo).port}`;
  }

  to(email: string): Mail[] {
    return this.mails.filter((mail) => mail.to.includes(email));
  }

  /** The mail to somebody with this subject, once it has come. */
  async mail(email: string, subject: string): Promise<Mail> {
    const found = () => this.to(email).filter((mail) => mail.subject === subject);
    await expect.poll(() => found().length, { message: `mail to ${email}` }).toBe(1);
    return found()[0]!;
  }

  async stop(): Promise<void> {
    await new Promise<void>((done) => this.smtp.close(done));
  }
}

/** The one link of a mail. */
export function link(mail: Mail, server: Server): string {
  const links = mail.text.match(/https?:\/\/\S+/g) ?? [];
  expect(links).toHaveLength(1);
  expect(links[0]).toContain(`${server.address}/`);
  return links[0]!;
}
