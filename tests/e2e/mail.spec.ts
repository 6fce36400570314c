// What the server mails, and what people do with it: a real mail server takes it in.
import type { Page } from '@playwright/test';
import { PASSWORD, accept, byPassword, invite, isAtTheDoor, isInThePlan, someone } from './entrance.ts';
import { enter, isAccessible } from './people.ts';
import { FROM, type Mail, Post, link } from './post.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

const NEXT = 'une autre phrase, choisie bien plus tard';

/** What the server writes; the interface has no part in it. */
const MAILS = {
  fr: {
    invitation: 'Invitation\u{a0}: PPLI Namur',
    invited: 'Vous êtes invité·e à participer à «\u{a0}PPLI Namur\u{a0}» sur Plenum.',
    recovery: 'Retrouver l’accès à Plenum',
    recovers: ['Ce lien vous connecte une fois', 'votre mot de passe n’a pas changé'],
  },
  en: {
    invitation: 'Invitation: PPLI Namur',
    invited: 'You are invited to take part in “PPLI Namur” on Plenum.',
    recovery: 'Your way back into Plenum',
    recovers: ['This link signs you in once', 'is unchanged'],
  },
};

for (const words of BOTH) {
  const { language, people, say } = words;
  const mails = MAILS[language];

  test.describe(`mail (${language})`, () => {
    let post: Post;
    let server: Server;
    let coordinator: Page;

    test.beforeAll(async ({ browser }) => {
      post = await Post.start();
      server = await Server.start(['--smtp', post.url, '--mail-from', FROM]);
      coordinator = (await enter(browser, server, 'coordination', words)).page;
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server?.stop();
      await post?.stop();
    });

    /** A coordinator invites an address; the mail that comes there. */
    async function invited(email: string): Promise<Mail> {
      await invite(coordinator, server, words, { email, isMailed: true });
      return post.mail(email, mails.invitation);
    }

    /** Asks for a link at the door. */
    async function forget(page: Page, email: string): Promise<void> {
      await page.goto(`${server.address}/entrer`);
      await page.getByRole('button', { name: people.door.forgot }).click();
      await page.getByRole('textbox', { name: people.door.email }).fill(email);
      await isAccessible(page);
      await page.getByRole('button', { name: people.door.forgotSend }).click();
      await expect(page.getByRole('status').filter({ hasText: people.door.forgotSent })).toBeVisible();
      await isAccessible(page);
    }

    test('an invitation is mailed, and its link lets in once', async ({ browser }) => {
      const mail = await invited('alix@example.org');
      expect(mail.from).toBe(FROM);
      expect(mail.to).toEqual(['alix@example.org']);
      expect(mail.text).toContain(mails.invited);
      const url = link(mail, server);
      const page = await someone(browser, words);
      await accept(page, url, words, { name: 'Alix Démo', email: 'alix@example.org', isKnown: true });
      await isInThePlan(page);
      const late = await someone(browser, words);
      await late.goto(url);
      await expect(late.getByRole('heading', { name: people.invitation.bad })).toBeVisible();
    });

    test('who forgot their password comes back by mail and chooses another', async ({ browser }) => {
      const email = 'robin@example.org';
      const before = await someone(browser, words);
      await accept(before, link(await invited(email), server), words, { name: 'Robin Démo', email, isKnown: true });
      await isInThePlan(before);
      const page = await someone(browser, words);
      // An unknown address is answered in the same words, and the mail after it comes alone.
      await forget(page, 'personne@example.org');
      await forget(page, email);
      const mail = await post.mail(email, mails.recovery);
      for (const part of mails.recovers) expect(mail.text).toContain(part);
      expect(post.to('personne@example.org')).toEqual([]);

      const url = link(mail, server);
      await page.goto(url);
      await isAccessible(page);
      await page.getByRole('button', { name: people.door.linkEnter, exact: true }).click();
      await isInThePlan(page);

      await page.goto(`${server.address}/compte`);
      await page.getByRole('button', { name: people.account.changePassword }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(people.account.newPassword).fill(NEXT);
      await isAccessible(page);
      await dialog.getByRole('button', { name: say.common.save }).click();
      await expect(page.getByRole('dialog')).toBeHidden();

      // Whoever was in with the old password is out.
      await before.goto(`${server.address}/compte`);
      await isAtTheDoor(before, words);
      await byPassword(before, server, words, email, PASSWORD);
      await expect(before.getByRole('alert')).toHaveText(people.problems['bad_credentials']!);
      await byPassword(before, server, words, email, NEXT);
      await isInThePlan(before);

      const late = await someone(browser, words);
      await late.goto(url);
      await late.getByRole('button', { name: people.door.linkEnter, exact: true }).click();
      await expect(late.getByRole('alert')).toContainText(people.door.linkUsed);
      expect(post.to(email)).toHaveLength(2);
      expect(post.to('personne@example.org')).toEqual([]);
    });
  });
}
