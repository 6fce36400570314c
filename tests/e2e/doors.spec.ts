// People come and go: invited, by password or by passkey, sent away, erased.
import type { Page } from '@playwright/test';
import { PASSWORD, accept, byPassword, invite, isAtTheDoor, isInThePlan, named, someone, withAuthenticator } from './entrance.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

for (const words of BOTH) {
  const { language, people } = words;

  test.describe(`doors (${language})`, () => {
    let server: Server;
    let coordinator: Page;

    test.beforeAll(async ({ browser }) => {
      server = await Server.start();
      coordinator = (await enter(browser, server, 'coordination', words)).page;
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server.stop();
    });

    test('an invited person accepts with a passkey, leaves, and comes back with it', async ({ browser }) => {
      const link = await invite(coordinator, server, words, { name: 'Noa' });
      const { page, answers } = await withAuthenticator(browser, words);
      await page.goto(named(link));
      await expect(page.getByRole('heading', { level: 1, name: people.invitation.joins('PPLI Namur') })).toBeVisible();
      await page.getByRole('textbox', { name: people.invitation.name }).fill('Noa Démo');
      await page.getByRole('textbox', { name: people.door.email }).fill('noa@example.org');
      await isAccessible(page);
      await page.getByRole('button', { name: people.invitation.withPasskey }).click();
      await isInThePlan(page);
      // The owner looks away, or the browser's own offer would have signed them in again.
      await answers(false);
      await page.getByRole('button', { name: words.say.nav.signOut }).first().click();
      await isAtTheDoor(page, words);
      await isAccessible(page);
      await page.screenshot({ path: `output/door-${language}.png` });
      await answers(true);
      await page.getByRole('button', { name: people.door.passkey }).click();
      await isInThePlan(page);
    });

    test('a person whose roles are revoked loses the plan within a second, in the open browser', async ({ browser }) => {
      const link = await invite(coordinator, server, words, { name: 'Lou' });
      const page = await someone(browser, words);
      await accept(page, link, words, { name: 'Lou Démo', email: 'lou@example.org' });
      await isInThePlan(page);
      await coordinator.getByRole('button', { name: people.members.menu('Lou Démo') }).click();
      await coordinator.getByRole('menuitem', { name: people.members.revoke(words.say.words.roles.auditor) }).click();
      await expect(page.getByRole('heading', { name: 'PPLI Namur' })).toBeHidden({ timeout: 1_000 });
      await expect(page.getByRole('heading', { name: words.say.connection.gone })).toBeVisible();
      await isAccessible(page);
    });

    test('a wrong password is one answer, the right one opens, and who was invited before accepts again', async ({ browser }) => {
      const link = await invite(coordinator, server, words, { name: 'Sam' });
      await accept(await someone(browser, words), link, words, { name: 'Sam Démo', email: 'sam@example.org' });
      const page = await someone(browser, words);
      await byPassword(page, server, words, 'sam@example.org', 'not this one');
      await expect(page.getByRole('alert')).toHaveText(people.problems['bad_credentials']!);
      await isAccessible(page);
      await byPassword(page, server, words, 'nobody@example.org');
      await expect(page.getByRole('alert')).toHaveText(people.problems['bad_credentials']!);
      await byPassword(page, server, words, 'sam@example.org');
      await isInThePlan(page);
      // An invitation to somebody who has an account and is in: they are asked as whom, and led to the plan.
      await page.goto(await invite(coordinator, server, words, { name: 'Sam' }));
      const asSam = page.getByRole('button', { name: people.invitation.acceptAs('Sam Démo') });
      await expect(asSam).toBeVisible();
      await isAccessible(page);
      await asSam.click();
      await expect(page).toHaveURL(`${server.address}/plans/${server.plan}`);
      await isInThePlan(page);
    });

    test('an erased person is a former member, and cannot come back', async ({ browser }) => {
      const link = await invite(coordinator, server, words, { name: 'Kim' });
      const page = await someone(browser, words);
      await accept(page, link, words, { name: 'Kim Démo', email: 'kim@example.org' });
      await isInThePlan(page);
      await page.goto(`${server.address}/compte/donnees`);
      await expect(page.getByRole('heading', { level: 1, name: people.data.title })).toBeVisible();
      await isAccessible(page);
      await page.screenshot({ path: `output/account-data-${language}.png`, fullPage: true });
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: people.data.export }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/\.json$/);
      await page.getByRole('button', { name: people.data.erase }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('button', { name: people.erase.button })).toBeDisabled();
      await dialog.getByRole('textbox').fill('Kim Démo');
      await isAccessible(page);
      await dialog.getByRole('button', { name: people.erase.button }).click();
      await isAtTheDoor(page, words);
      await byPassword(page, server, words, 'kim@example.org', PASSWORD);
      await expect(page.getByRole('alert')).toHaveText(people.problems['bad_credentials']!);
      await coordinator.goto(`${server.address}/plans/${server.plan}/historique`);
      const former = coordinator.getByText(words.say.common.formerOfPlan);
      await expect(former.locator('visible=true').first()).toBeVisible();
      await expect(coordinator.getByText('Kim Démo')).toHaveCount(0);
    });
  });
}
