// What the server mails, and what people do with it: a real mail server takes it in.
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { SMTPServer } from 'smtp-server';
import { enter, isAccessible, isLive } from './people.ts';
import { Server } from './server.ts';
import { expect, test } from './test.ts';

const FROM = 'plenum@example.org';
const PASSWORD = 'une phrase que personne ne devine';
const NEXT = 'une autre phrase, choisie bien plus tard';
const SENT = 'Si cette adresse a un compte, un message est en route.';

interface Mail {
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
class Post {
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
function link(mail: Mail, server: Server): string {
  const links = mail.text.match(/https?:\/\/\S+/g) ?? [];
  expect(links).toHaveLength(1);
  expect(links[0]).toContain(`${server.address}/`);
  return links[0]!;
}

test.describe('mail', () => {
  let post: Post;
  let server: Server;
  let coordinator: Page;

  test.beforeAll(async ({ browser }) => {
    post = await Post.start();
    server = await Server.start(['--smtp', post.url, '--mail-from', FROM]);
    coordinator = (await enter(browser, server, 'coordination')).page;
  });

  test.afterAll(async () => {
    await server?.stop();
    await post?.stop();
  });

  /** A coordinator invites an address; the mail that comes there. */
  async function invited(email: string): Promise<Mail> {
    await coordinator.goto(`${server.address}/plans/${server.plan}/membres`);
    await coordinator.getByRole('button', { name: 'Inviter', exact: true }).click();
    const dialog = coordinator.getByRole('dialog');
    await dialog.getByRole('combobox', { name: /Rôle/ }).first().selectOption('auditor');
    await dialog.getByRole('textbox', { name: /Adresse e-mail/ }).fill(email);
    await dialog.getByRole('button', { name: 'Créer l’invitation' }).click();
    await expect(coordinator.getByText(`Il a aussi été envoyé à ${email}.`)).toBeVisible();
    await dialog.getByRole('button', { name: 'Terminé' }).click();
    return post.mail(email, 'Invitation\u{a0}: PPLI Namur');
  }

  /** Somebody new accepts with a password, their address being known already. */
  async function accept(browser: Browser, url: string, name: string, email: string): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(url);
    await expect(page.getByRole('heading', { level: 1, name: /invité·e/ })).toBeVisible();
    const choose = page.getByRole('button', { name: 'Plutôt un mot de passe' });
    if (await choose.isVisible()) await choose.click();
    await expect(page.getByRole('textbox', { name: 'Adresse e-mail' })).toHaveValue(email);
    await page.getByRole('textbox', { name: 'Votre nom' }).fill(name);
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: 'Accepter et entrer' }).click();
    await isInThePlan(page);
    return page;
  }

  async function isInThePlan(page: Page): Promise<void> {
    await expect(page.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
    await isLive(page);
  }

  /** Asks for a link at the door. */
  async function forget(page: Page, email: string): Promise<void> {
    await page.goto(`${server.address}/entrer`);
    await page.getByRole('button', { name: 'Mot de passe oublié ?' }).click();
    await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email);
    await isAccessible(page);
    await page.getByRole('button', { name: 'Envoyer le lien' }).click();
    await expect(page.getByRole('status').filter({ hasText: SENT })).toBeVisible();
    await isAccessible(page);
  }

  async function byPassword(page: Page, email: string, password: string): Promise<void> {
    await page.goto(`${server.address}/entrer`);
    await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  }

  test('an invitation is mailed, and its link lets in once', async ({ browser }) => {
    const mail = await invited('alix@example.org');
    expect(mail.from).toBe(FROM);
    expect(mail.to).toEqual(['alix@example.org']);
    expect(mail.text).toContain('Vous êtes invité·e à participer à «\u{a0}PPLI Namur\u{a0}» sur Plenum.');
    const url = link(mail, server);
    await accept(browser, url, 'Alix Démo', 'alix@example.org');
    const late = await (await browser.newContext()).newPage();
    await late.goto(url);
    await expect(late.getByRole('heading', { name: 'Cette invitation ne s’ouvre plus' })).toBeVisible();
  });

  test('who forgot their password comes back by mail and chooses another', async ({ browser }) => {
    const email = 'robin@example.org';
    const before = await accept(browser, link(await invited(email), server), 'Robin Démo', email);
    const page = await (await browser.newContext()).newPage();
    // An unknown address is answered in the same words, and the mail after it comes alone.
    await forget(page, 'personne@example.org');
    await forget(page, email);
    const mail = await post.mail(email, 'Retrouver l’accès à Plenum');
    expect(mail.text).toContain('Ce lien vous connecte une fois');
    expect(mail.text).toContain('votre mot de passe n’a pas changé');
    expect(post.to('personne@example.org')).toEqual([]);

    const url = link(mail, server);
    await page.goto(url);
    await isAccessible(page);
    await page.getByRole('button', { name: 'Entrer', exact: true }).click();
    await isInThePlan(page);

    await page.goto(`${server.address}/compte`);
    await page.getByRole('button', { name: 'Changer de mot de passe' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('Mot de passe actuel')).toHaveValue('');
    await dialog.getByLabel('Nouveau mot de passe').fill(NEXT);
    await isAccessible(page);
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();

    // Whoever was in with the old password is out.
    await before.goto(`${server.address}/compte`);
    await expect(before.getByRole('button', { name: 'Se connecter', exact: true })).toBeVisible();
    await byPassword(before, email, PASSWORD);
    await expect(before.getByRole('alert')).toHaveText('L’adresse et le mot de passe ne vont pas ensemble.');
    await byPassword(before, email, NEXT);
    await isInThePlan(before);

    const late = await (await browser.newContext()).newPage();
    await late.goto(url);
    await late.getByRole('button', { name: 'Entrer', exact: true }).click();
    await expect(late.getByRole('alert')).toContainText('Ce lien a déjà servi');
    expect(post.to(email)).toHaveLength(2);
    expect(post.to('personne@example.org')).toEqual([]);
  });
});
