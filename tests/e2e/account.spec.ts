// One's own account: name, language, devices, passkeys, tokens.
import { PASSWORD, accept, byPassword, invite, isAtTheDoor, isInThePlan, named, shownOnce, someone, withAuthenticator } from './entrance.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH, ENGLISH, FRENCH } from './words.ts';

const NEXT = 'une autre phrase, choisie bien plus tard';

for (const words of BOTH) {
  const { language, people, say } = words;
  const other = language === 'fr' ? ENGLISH : FRENCH;

  test.describe(`my account (${language})`, () => {
    let server: Server;
    let link: (name: string) => Promise<string>;

    test.beforeAll(async ({ browser }) => {
      server = await Server.start();
      const { page } = await enter(browser, server, 'coordination', words);
      link = (name) => invite(page, server, words, { name });
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server.stop();
    });

    test('a name and a language are one’s own to change', async ({ browser }) => {
      const page = await someone(browser, words);
      await accept(page, await link('Ama'), words, { name: 'Ama', email: 'ama@example.org' });
      await isInThePlan(page);
      await page.goto(`${server.address}/compte`);
      await expect(page.getByRole('heading', { level: 1, name: people.account.title })).toBeVisible();
      await isAccessible(page);
      await page.screenshot({ path: `output/account-${language}.png`, fullPage: true });
      await page.getByRole('textbox', { name: people.account.name, exact: true }).fill('Ama Démo');
      const profile = page.getByRole('region', { name: people.account.profile });
      await profile.getByRole('combobox', { name: people.account.language }).selectOption(other.language);
      await profile.getByRole('button', { name: say.common.save }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', other.language);
      await expect(page.getByRole('heading', { level: 1, name: other.people.account.title })).toBeVisible();
      await page.reload();
      await expect(page.getByRole('textbox', { name: other.people.account.name, exact: true })).toHaveValue('Ama Démo');
      await isAccessible(page);
    });

    test('a second device comes in by a link, is seen, and is sent away; then all of them', async ({ browser }) => {
      const page = await someone(browser, words);
      await accept(page, await link('Bea'), words, { name: 'Bea Démo', email: 'bea@example.org' });
      await isInThePlan(page);
      await page.goto(`${server.address}/compte`);
      await page.getByRole('button', { name: people.account.makeDeviceLink }).click();
      const opens = await shownOnce(page, people.link.copy);
      await isAccessible(page);
      const phone = await someone(browser, words);
      await phone.goto(opens);
      await isAccessible(phone);
      await phone.getByRole('button', { name: people.door.linkEnter, exact: true }).click();
      await isInThePlan(phone);
      const late = await someone(browser, words);
      await late.goto(opens);
      await late.getByRole('button', { name: people.door.linkEnter, exact: true }).click();
      await expect(late.getByRole('alert')).toHaveText(people.door.linkUsed);

      await page.reload();
      const sessions = page.getByRole('region', { name: people.account.sessions });
      await expect(sessions.getByRole('listitem')).toHaveCount(2);
      await sessions.getByRole('listitem').last().getByRole('button').click();
      await expect(sessions.getByRole('listitem')).toHaveCount(1);
      await phone.goto(`${server.address}/compte`);
      await isAtTheDoor(phone, words);
      await byPassword(phone, server, words, 'bea@example.org');
      await isInThePlan(phone);

      await page.getByRole('button', { name: people.account.closeAll }).click();
      await isAccessible(page);
      await page.getByRole('dialog').getByRole('button', { name: people.account.closeAll }).click();
      await isAtTheDoor(page, words);
      await phone.goto(`${server.address}/compte`);
      await isAtTheDoor(phone, words);
    });

    test('a passkey is added and taken away, and a password changed', async ({ browser }) => {
      const { page } = await withAuthenticator(browser, words);
      await accept(page, named(await link('Cyd')), words, { name: 'Cyd Démo', email: 'cyd@example.org' });
      await isInThePlan(page);
      await page.goto(`${named(server.address)}/compte`);
      await expect(page.getByText(people.account.noPasskeys)).toBeVisible();
      await page.getByRole('button', { name: people.account.addPasskey }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: people.account.passkeyName }).fill('Portable');
      await isAccessible(page);
      await dialog.getByRole('button', { name: people.account.addPasskey }).click();
      const remove = page.getByRole('button', { name: people.account.removePasskey('Portable') });
      await expect(remove).toBeVisible();
      await isAccessible(page);
      await remove.click();
      await expect(dialog.getByText(people.account.removePasskeyLead('Portable'))).toBeVisible();
      await isAccessible(page);
      await dialog.getByRole('button', { name: people.account.remove, exact: true }).click();
      await expect(page.getByText(people.account.noPasskeys)).toBeVisible();

      await page.getByRole('button', { name: people.account.changePassword }).click();
      await dialog.getByLabel(people.account.newPassword).fill(NEXT);
      await dialog.getByRole('button', { name: say.common.save }).click();
      await expect(dialog).toBeHidden();
      const again = await someone(browser, words);
      await byPassword(again, server, words, 'cyd@example.org', NEXT);
      await isInThePlan(again);
    });

    test('a token reads the plan for a program until it is revoked', async ({ browser }) => {
      const page = await someone(browser, words);
      await accept(page, await link('Dia'), words, { name: 'Dia Démo', email: 'dia@example.org' });
      await isInThePlan(page);
      await page.goto(`${server.address}/compte`);
      await page.getByRole('button', { name: people.account.newToken }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: people.account.tokenName }).fill('Tableur');
      await isAccessible(page);
      await dialog.getByRole('button', { name: people.account.makeToken }).click();
      const secret = await shownOnce(page, people.link.copySecret);
      await isAccessible(page);
      await dialog.getByRole('button', { name: people.link.done }).click();
      const asked = async (): Promise<number> => {
        const headers = { authorization: `Bearer ${secret}` };
        return (await fetch(`${server.address}/api/plans/${server.plan}/records`, { headers })).status;
      };
      expect(await asked()).toBe(200);
      await page.getByRole('button', { name: people.account.revokeTokenOf('Tableur') }).click();
      await expect(page.getByText(people.account.noTokens)).toBeVisible();
      expect(await asked()).toBe(401);
    });
  });
}
