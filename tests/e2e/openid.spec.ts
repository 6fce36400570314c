// People come through their organisation's own directory: a real provider, on another site than ours.
import type { Page } from '@playwright/test';
import { Directory, SECRET } from './directory.ts';
import { invite, isAtTheDoor, isInThePlan, someone } from './entrance.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

const LABEL = 'Mon organisation';

for (const words of BOTH) {
  const { language, people, say } = words;
  const button = people.door.openid(LABEL);

  test.describe(`the door of an organisation (${language})`, () => {
    let directory: Directory;
    let server: Server;
    let coordinator: Page;

    test.beforeAll(async ({ browser }) => {
      directory = await Directory.start();
      const client = ['--openid-client', 'plenum', '--openid-secret', SECRET];
      server = await Server.start(['--openid-issuer', directory.issuer, ...client, '--openid-label', LABEL]);
      directory.serve(server);
      coordinator = (await enter(browser, server, 'coordination', words)).page;
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server?.stop();
      await directory?.stop();
    });

    /** Signs in at the directory, and lets it tell the server who one is. */
    async function signIn(page: Page, login: string): Promise<void> {
      await page.getByRole('link', { name: button }).click();
      await answer(page, login);
      await page.getByRole('button', { name: 'Continue' }).click();
    }

    /** Tells the directory who one is. */
    async function answer(page: Page, login: string): Promise<void> {
      await expect(page).toHaveURL((url) => url.origin === directory.issuer);
      await page.getByPlaceholder('Enter any login').fill(login);
      await page.getByPlaceholder('and password').fill('any');
      await page.getByRole('button', { name: 'Sign-in' }).click();
    }

    test('an invited person comes in by it, without a link or a password, and comes back', async ({ browser }) => {
      await invite(coordinator, server, words, { email: 'claire@example.org' });
      const page = await someone(browser, words);
      await page.goto(`${server.address}/entrer`);
      await expect(page.getByRole('link', { name: button })).toBeVisible();
      await isAccessible(page);
      await signIn(page, 'claire');
      await isInThePlan(page);

      await page.goto(`${server.address}/compte`);
      await expect(page.getByRole('textbox', { name: people.account.name, exact: true })).toHaveValue('Claire Organisation');
      await expect(page.getByRole('textbox', { name: people.account.email })).toHaveValue('claire@example.org');
      await expect(page.getByText(people.account.noPassword)).toBeVisible();
      await expect(page.getByRole('heading', { name: people.account.openid })).toBeVisible();
      await isAccessible(page);
      await coordinator.reload();
      await expect(coordinator.getByRole('button', { name: people.members.menu('Claire Organisation') })).toBeVisible();
      await expect(coordinator.getByText(people.members.noOpen)).toBeVisible();

      await page.goto(`${server.address}/plans/${server.plan}`);
      await page.getByRole('button', { name: say.nav.signOut }).first().click();
      await isAtTheDoor(page, words);
      // The directory still knows this browser, and asks nothing.
      await page.getByRole('link', { name: button }).click();
      await isInThePlan(page);

      // In another browser it asks again, and it is the same account.
      const other = await someone(browser, words);
      await other.goto(`${server.address}/entrer`);
      await signIn(other, 'claire');
      await isInThePlan(other);
      await coordinator.reload();
      await expect(coordinator.getByRole('button', { name: people.members.menu('Claire Organisation') })).toHaveCount(1);
    });

    test('somebody whom nobody has invited stays at the door', async ({ browser }) => {
      const page = await someone(browser, words);
      await page.goto(`${server.address}/entrer`);
      await signIn(page, 'inconnue');
      await expect(page).toHaveURL((url) => url.origin === server.address && url.pathname === '/entrer');
      await expect(page.getByRole('alert')).toHaveText(people.door.openidRefused);
      await isAccessible(page);
      await page.goto(`${server.address}/plans/${server.plan}`);
      await isAtTheDoor(page, words);
    });

    test('whoever claims an address is not given the sign-in of whom it belongs to', async ({ browser }) => {
      await coordinator.goto(`${server.address}/compte`);
      await coordinator.getByRole('textbox', { name: people.account.email }).fill('inconnue@example.org');
      await coordinator.getByRole('button', { name: say.common.save }).click();
      await expect(coordinator.getByText(people.account.saved)).toBeVisible();
      const page = await someone(browser, words);
      await page.goto(`${server.address}/entrer`);
      await signIn(page, 'inconnue');
      await expect(page.getByRole('alert')).toHaveText(people.door.openidRefused);
    });

    test('an address that the directory has not verified opens nothing', async ({ browser }) => {
      await invite(coordinator, server, words, { email: 'dana@example.org' });
      const page = await someone(browser, words);
      await page.goto(`${server.address}/entrer`);
      await signIn(page, 'imposteur');
      await expect(page.getByRole('alert')).toHaveText(people.door.openidRefused);
      await coordinator.reload();
      await expect(coordinator.getByText('dana@example.org')).toBeVisible();
    });

    test('an account is tied to the directory from within, and proves itself there', async ({ browser }) => {
      const { page } = await enter(browser, server, 'secretariat', words);
      await page.goto(`${server.address}/compte`);
      await expect(page.getByText(people.account.noOpenid)).toBeVisible();
      await page.getByRole('button', { name: people.account.tieOpenid(LABEL) }).click();
      await answer(page, 'nadia');
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByRole('status').filter({ hasText: people.account.back.relie })).toBeVisible();
      await expect(page.getByText(people.account.hasOpenid(LABEL))).toBeVisible();
      await isAccessible(page);

      // The server holds a change back when the sign-in is old; here it is made to, once.
      let held = true;
      await page.route('**/api/account/password', (route) => {
        if (!held) return route.continue();
        held = false;
        return route.fulfill({ status: 403, json: { error: { code: 'proof_needed', message: '', retry: false } } });
      });
      await page.getByRole('button', { name: people.account.setPassword }).click();
      const choice = page.getByRole('dialog', { name: people.account.setPassword });
      await choice.getByLabel(people.account.newPassword).fill('une phrase que personne ne devine');
      await choice.getByRole('button', { name: say.common.save }).click();
      const proof = page.getByRole('dialog', { name: people.proof.title });
      await expect(proof).toBeVisible();
      await isAccessible(page);
      await proof.getByRole('button', { name: people.proof.openid(LABEL) }).click();
      // The directory knows this browser, and asks all the same.
      await answer(page, 'nadia');
      await expect(page.getByRole('status').filter({ hasText: people.account.back.prouve })).toBeVisible();

      const other = await someone(browser, words);
      await other.goto(`${server.address}/entrer`);
      await signIn(other, 'nadia');
      await isInThePlan(other);

      // Who is tied to one account is not tied to another.
      await coordinator.goto(`${server.address}/compte`);
      await coordinator.getByRole('button', { name: people.account.tieOpenid(LABEL) }).click();
      await answer(coordinator, 'nadia');
      await coordinator.getByRole('button', { name: 'Continue' }).click();
      await expect(coordinator.getByRole('alert')).toHaveText(people.account.back.refus);
    });

    test('whoever turns back at the directory is at the door again', async ({ browser }) => {
      const page = await someone(browser, words);
      await page.goto(`${server.address}/entrer`);
      await page.getByRole('link', { name: button }).click();
      await page.getByRole('link', { name: /Cancel/ }).click();
      await expect(page.getByRole('alert')).toHaveText(people.door.openidRefused);
      await expect(page.getByRole('link', { name: button })).toBeVisible();
    });
  });
}
