// Comments and what waits: said in one browser, heard in another; resolved; filters and notices of one's own.
import type { Page } from '@playwright/test';
import { en as enTalk } from '../../web/src/lib/i18n/en-talk.ts';
import { talk as frTalk } from '../../web/src/lib/i18n/fr-talk.ts';
import { typographic } from '../../web/src/lib/i18n/typography.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

const TALK = { fr: typographic(frTalk), en: enTalk };
const SAID = 'Qui peut vérifier ce constat à Couvin ? (sonde)';
const ANSWER = 'Nous le faisons cette semaine. (sonde)';

for (const words of BOTH) {
  const { language, say } = words;
  const talk = TALK[language];

  test.describe(`comments and what waits (${language})`, () => {
    // Each goes on from what the one before it made.
    test.describe.configure({ mode: 'serial' });
    let server: Server;
    let coordinator: Page;
    let delegate: Page;
    let plan: string;
    let page: string;

    test.beforeAll(async ({ browser }) => {
      server = await Server.start();
      coordinator = (await enter(browser, server, 'coordination', words)).page;
      delegate = (await enter(browser, server, 'delegation-pcs-couvin', words)).page;
      plan = `${server.address}/plans/${server.plan}`;
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server.stop();
    });

    const comments = (of: Page) => of.getByTestId('comments');
    const waiting = (of: Page) => of.getByTestId('waiting');

    test('a mention made by the keyboard waits for the other at once', async () => {
      await delegate.goto(`${plan}/pour-moi`);
      await expect(delegate.getByRole('heading', { level: 1, name: talk.forMe.title })).toBeVisible();
      await expect(waiting(delegate)).not.toContainText(SAID);
      await coordinator.goto(`${plan}/constats`);
      await coordinator.getByTestId('finding').first().getByRole('link').first().click();
      await expect(comments(coordinator)).toBeVisible();
      page = coordinator.url();
      await coordinator.getByLabel(talk.comments.add, { exact: true }).fill(SAID);
      const field = coordinator.getByRole('combobox', { name: talk.mention.label });
      await field.focus();
      await coordinator.keyboard.type('pcs de couvin');
      await expect(coordinator.getByRole('listbox', { name: talk.mention.options }).getByRole('option').first()).toContainText('PCS de Couvin');
      await isAccessible(coordinator);
      await coordinator.keyboard.press('Enter');
      await expect(coordinator.getByRole('button', { name: /PCS de Couvin/ })).toBeVisible();
      await coordinator.getByLabel(talk.comments.add, { exact: true }).press('Control+Enter');
      await expect(comments(coordinator).getByTestId('comment').filter({ hasText: SAID })).toBeVisible();
      await expect(waiting(delegate)).toContainText(SAID, { timeout: 15_000 });
      await isAccessible(coordinator);
      await isAccessible(delegate);
      await coordinator.screenshot({ path: `output/comments-${language}.png`, fullPage: true });
      await delegate.screenshot({ path: `output/for-me-${language}.png`, fullPage: true });
      await delegate.setViewportSize({ width: 390, height: 844 });
      await delegate.screenshot({ path: `output/for-me-phone-${language}.png`, fullPage: true });
      await delegate.setViewportSize({ width: 1280, height: 900 });
    });

    test('an answer reaches the other page live, and nothing waits any more', async () => {
      await delegate.goto(page);
      const thread = comments(delegate);
      await thread.getByRole('button', { name: /Répondre à|Reply to/ }).last().click();
      await thread.getByLabel(talk.comments.replyLabel, { exact: true }).fill(ANSWER);
      await thread.getByRole('button', { name: talk.comments.send }).click();
      await expect(comments(coordinator)).toContainText(ANSWER);
      await delegate.goto(`${plan}/pour-moi`);
      await expect(waiting(delegate)).not.toContainText(SAID, { timeout: 15_000 });
    });

    test('a thread is resolved, folded away, and reopened', async () => {
      const own = comments(coordinator).getByTestId('comment').filter({ hasText: SAID });
      await own.getByRole('button', { name: talk.comments.acts('').trim().split(' ')[0]! }).click();
      await coordinator.getByRole('menuitem', { name: talk.comments.resolve }).click();
      const folded = comments(coordinator).getByText(talk.comments.showResolved(1), { exact: true });
      await expect(folded).toBeVisible();
      await expect(own).toBeHidden();
      await folded.click();
      await expect(own).toBeVisible();
      await isAccessible(coordinator);
    });

    test('requests, texts and outputs are talked about on their pages', async () => {
      for (const [place, row] of [['expertises', 'expertise'], ['interpellations', 'advocacy'], ['productions', 'output']] as const) {
        const said = `À relire avant la plénière (sonde ${row}).`;
        await coordinator.goto(`${plan}/${place}`);
        await coordinator.getByTestId(row).first().getByRole('link').first().click();
        await expect(coordinator).toHaveURL(new RegExp(`/${place}/.`));
        await expect(comments(coordinator)).toBeVisible();
        await delegate.goto(coordinator.url());
        await expect(comments(delegate)).toBeVisible();
        await coordinator.getByLabel(talk.comments.add, { exact: true }).fill(said);
        await coordinator.getByLabel(talk.comments.add, { exact: true }).press('Control+Enter');
        await expect(comments(delegate).getByTestId('comment').filter({ hasText: said })).toBeVisible();
        await isAccessible(delegate);
        await delegate.screenshot({ path: `output/comments-${row}-${language}.png`, fullPage: true });
      }
    });

    test('structures and objectives have their threads in a dialog', async () => {
      for (const [place, say] of [['territoire/structures', 'Structure (sonde)'], ['objectifs', 'Objectif (sonde)']] as const) {
        await coordinator.goto(`${plan}/${place}`);
        await coordinator.getByRole('button', { name: /^(Commentaires sur|Comments on)/ }).first().click();
        await coordinator.getByRole('dialog').getByLabel(talk.comments.add, { exact: true }).fill(say);
        await isAccessible(coordinator);
        await coordinator.getByRole('dialog').getByLabel(talk.comments.add, { exact: true }).press('Control+Enter');
        await expect(coordinator.getByRole('dialog').getByTestId('comment').filter({ hasText: say })).toBeVisible();
        await coordinator.keyboard.press('Escape');
        await coordinator.screenshot({ path: `output/comments-${place.split('/').at(-1)}-${language}.png`, fullPage: true });
      }
    });

    test('a page keeps its filters under a name of one’s own', async () => {
      await coordinator.goto(`${plan}/constats?q=logement`);
      await coordinator.getByRole('button', { name: talk.filters.label }).click();
      await coordinator.getByRole('menuitem', { name: talk.filters.save }).click();
      await coordinator.getByRole('dialog').getByLabel(talk.filters.name).fill('Logement');
      await isAccessible(coordinator);
      await coordinator.getByRole('dialog').getByRole('button', { name: talk.filters.saveTitle }).click();
      await expect(coordinator.getByRole('dialog')).toBeHidden();
      await coordinator.goto(`${plan}/constats`);
      await coordinator.getByRole('button', { name: talk.filters.label }).click();
      await coordinator.getByRole('menuitem', { name: 'Logement' }).click();
      await expect(coordinator).toHaveURL(/q=logement/);
      await coordinator.getByRole('button', { name: talk.filters.label }).click();
      await coordinator.getByRole('menuitem', { name: talk.filters.manage }).click();
      await coordinator.getByRole('button', { name: talk.filters.remove('Logement') }).click();
      await expect(coordinator.getByRole('dialog')).toContainText(talk.filters.none);
      await coordinator.keyboard.press('Escape');
    });

    test('what one is written about is chosen, and kept', async () => {
      await coordinator.goto(`${plan}/pour-moi/reglages`);
      await coordinator.getByLabel(talk.notices.digests.weekly).check();
      await expect(coordinator.getByText(talk.notices.kept)).toBeVisible();
      await coordinator.getByLabel(talk.notices.mentionsOf.at_once).check();
      await isAccessible(coordinator);
      await coordinator.screenshot({ path: `output/notices-${language}.png`, fullPage: true });
      await expect(coordinator.getByText(talk.notices.kept)).toBeVisible();
      await coordinator.reload();
      await expect(coordinator.getByLabel(talk.notices.digests.weekly)).toBeChecked();
      await expect(coordinator.getByLabel(talk.notices.mentionsOf.at_once)).toBeChecked();
    });

    test('who only looks on is shown no comment', async ({ browser }) => {
      const observer = (await enter(browser, server, 'observation', words)).page;
      await observer.goto(`${plan}/reunions`);
      await expect(observer.getByRole('navigation', { name: say.nav.label })).not.toContainText(say.nav.forMe);
      await observer.getByRole('main').getByRole('link').first().click();
      await expect(observer.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(comments(observer)).toHaveCount(0);
    });
  });
}
