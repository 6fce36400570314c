// The members of a plan, who looks on, and what is public.
import type { Page } from '@playwright/test';
import { accept, invite, isAtTheDoor, isInThePlan, shownOnce, someone } from './entrance.ts';
import { enter, isAccessible, isLive } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

/** The day after tomorrow, as a field of a day has it. */
const SOON = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);

for (const words of BOTH) {
  const { language, locale, people, say } = words;
  const day = (date: Date): string =>
    date.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

  test.describe(`members (${language})`, () => {
    let server: Server;
    let coordinator: Page;
    let members: string;

    test.beforeAll(async ({ browser }) => {
      server = await Server.start();
      coordinator = (await enter(browser, server, 'coordination', words)).page;
      members = `${server.address}/plans/${server.plan}/membres`;
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server.stop();
    });

    test('an auditor comes for a while, is given another role, and both are taken back', async ({ browser }) => {
      const link = await invite(coordinator, server, words, { name: 'Eve', until: SOON });
      await expect(coordinator.getByText(people.members.until(day(new Date(SOON))))).toBeVisible();
      await isAccessible(coordinator);
      await coordinator.screenshot({ path: `output/members-${language}.png`, fullPage: true });
      const page = await someone(browser, words);
      await accept(page, link, words, { name: 'Eve Démo', email: 'eve@example.org' });
      await isInThePlan(page);
      const row = coordinator.getByRole('row').filter({ hasText: 'Eve Démo' });
      await expect(row).toContainText(say.words.roles.auditor);
      await expect(row).toContainText(people.members.until(day(new Date(SOON))));

      const menu = coordinator.getByRole('button', { name: people.members.menu('Eve Démo') });
      const dialog = coordinator.getByRole('dialog');
      await menu.click();
      await coordinator.getByRole('menuitem', { name: people.members.end(say.words.roles.auditor) }).click();
      await isAccessible(coordinator);
      await dialog.getByLabel(people.members.endField).fill('');
      await dialog.getByRole('button', { name: say.common.save }).click();
      await expect(row).not.toContainText(people.members.until(''));

      await menu.click();
      await coordinator.getByRole('menuitem', { name: people.members.grant }).click();
      await dialog.getByRole('combobox', { name: say.members.role }).selectOption('coordinator');
      await isAccessible(coordinator);
      await dialog.getByRole('button', { name: say.members.grant }).click();
      await expect(row).toContainText(say.words.roles.coordinator);
      await page.goto(members);
      await expect(page.getByRole('button', { name: people.members.invite, exact: true })).toBeVisible();
      for (const role of [say.words.roles.coordinator, say.words.roles.auditor]) {
        await menu.click();
        await coordinator.getByRole('menuitem', { name: people.members.revoke(role) }).click();
      }
      await expect(page.getByRole('heading', { name: say.connection.gone })).toBeVisible({ timeout: 1_000 });
    });

    test('an invitation is withdrawn before it is accepted', async ({ browser }) => {
      const link = await invite(coordinator, server, words, { name: 'Fay' });
      await coordinator.getByRole('button', { name: people.members.withdrawOf('Fay') }).click();
      await expect(coordinator.getByText(people.members.noOpen)).toBeVisible();
      const page = await someone(browser, words);
      await page.goto(link);
      await expect(page.getByRole('heading', { name: people.invitation.bad })).toBeVisible();
      await isAccessible(page);
    });

    test('whoever comes by an observer’s link sees as whom and until when, leaves, and is out when it is withdrawn', async ({ browser }) => {
      await coordinator.goto(members);
      await coordinator.getByRole('button', { name: people.members.makeObserver }).click();
      const dialog = coordinator.getByRole('dialog');
      await dialog.getByRole('textbox', { name: people.members.observerName }).fill('Presse');
      await dialog.getByRole('spinbutton').fill('30');
      await isAccessible(coordinator);
      await dialog.getByRole('button', { name: people.members.makeObserver }).click();
      const link = await shownOnce(coordinator, people.link.copy);
      await dialog.getByRole('button', { name: people.link.done }).click();

      const page = await someone(browser, words);
      await page.goto(link);
      await expect(page.getByRole('heading', { level: 1, name: people.invitation.observes('PPLI Namur') })).toBeVisible();
      await isAccessible(page);
      await page.getByRole('button', { name: people.invitation.open }).click();
      await isInThePlan(page);
      const until = day(new Date(Date.now() + 30 * 86_400_000));
      await expect(page.getByText(say.nav.observingUntil(until))).toBeVisible();
      for (const hidden of [say.nav.members, say.nav.tasks, say.nav.history, say.nav.myAccount]) {
        await expect(page.getByRole('link', { name: hidden })).toHaveCount(0);
      }
      await expect(page.getByRole('heading', { name: say.home.activity })).toHaveCount(0);
      await isAccessible(page);
      await page.screenshot({ path: `output/observer-home-${language}.png` });

      await page.getByRole('link', { name: 'Presse' }).click();
      await expect(page.getByRole('heading', { level: 1, name: people.observing.title })).toBeVisible();
      await expect(page.getByRole('main')).toContainText('Presse');
      await isAccessible(page);
      await page.screenshot({ path: `output/observer-${language}.png` });
      await page.getByRole('button', { name: people.observing.leave }).click();
      await isAtTheDoor(page, words);
      await page.goto(link);
      await page.getByRole('button', { name: people.invitation.open }).click();
      await isInThePlan(page);

      await coordinator.getByRole('button', { name: people.members.observerWithdrawOf('Presse') }).click();
      await expect(coordinator.getByText(people.members.noObservers)).toBeVisible();
      await expect(page.getByRole('heading', { name: 'PPLI Namur' })).toBeHidden();
      await isAccessible(page);
    });

    test('the public page opens and closes', async ({ browser }) => {
      await coordinator.goto(members);
      await isLive(coordinator);
      const visitor = await someone(browser, words);
      await visitor.goto(`${server.address}/public/${server.plan}`);
      await expect(visitor.getByRole('heading', { name: words.open.closed })).toBeVisible();
      await isAccessible(visitor);
      await coordinator.getByRole('button', { name: people.members.openPublic }).click();
      await expect(coordinator.getByText(people.members.publicOpen)).toBeVisible();
      await visitor.reload();
      await expect(visitor.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
      await isAccessible(visitor);
      await visitor.screenshot({ path: `output/public-${language}.png`, fullPage: true });
      await coordinator.getByRole('button', { name: people.members.closePublic }).click();
      await expect(coordinator.getByText(people.members.publicClosed)).toBeVisible();
      await visitor.reload();
      await expect(visitor.getByRole('heading', { name: words.open.closed })).toBeVisible();
    });
  });
}
