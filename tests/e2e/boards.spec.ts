// Dashboards and the wall display: figures that move while others work, and that say how old they are.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { boards as enBoards } from '../../web/src/lib/i18n/en-boards.ts';
import { boards as frBoards } from '../../web/src/lib/i18n/fr-boards.ts';
import { typographic } from '../../web/src/lib/i18n/typography.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

const WALL = { width: 1920, height: 1080 };
const PHONE = { width: 390, height: 844 };

/** Sends a command as the person of a page. */
async function send(page: Page, plan: string, name: string, body: object, reason: string | null = null): Promise<void> {
  const status = await page.evaluate(
    async ([to, frame]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(to as string, { method: 'POST', headers, body: JSON.stringify(frame) })).status;
    },
    [`/api/plans/${plan}/commands`, { id: randomUUID(), name, body, reason }] as const,
  );
  expect(status, name).toBe(200);
}

/** A figure as a number, however the language groups its digits. */
const read = async (page: Page, id: string): Promise<number> =>
  Number((await page.getByTestId(id).innerText()).replace(/\D/g, ''));

for (const words of BOTH) {
  const { language, findings } = words;
  const boards = language === 'fr' ? typographic(frBoards) : enBoards;

  test(`figures move while another works; the wall goes stale and comes back (${language})`, async ({ browser }) => {
    const server = await Server.start();
    try {
      const mine = await enter(browser, server, 'coordination', words);
      const theirs = await enter(browser, server, 'delegation-cada', words);
      const at = `${server.address}/plans/${server.plan}`;
      const { page } = theirs;
      await page.goto(at);
      await page.getByRole('navigation').getByRole('link', { name: boards.title }).click();
      await expect(page.getByRole('heading', { level: 1, name: boards.title })).toBeVisible();
      const section = page.getByTestId('board-finding');
      const upheld = section.getByRole('row').filter({ hasText: findings.states.upheld }).locator('.n');
      const [before, width] = [await read(page, 'figure-findings'), (await section.boundingBox())!.width];
      const settled = Number(await upheld.innerText());
      const finding = randomUUID();
      await send(mine.page, server.plan, 'finding.record', { finding, statement: 'Une sonde pour le tableau.' });
      await expect.poll(() => read(page, 'figure-findings')).toBe(before + 1);
      await send(mine.page, server.plan, 'finding.review', { finding }, 'À relire.');
      await send(mine.page, server.plan, 'finding.settle', { finding, outcome: 'upheld' }, 'Il tient.');
      await expect(upheld).toHaveText(String(settled + 1));
      expect((await section.boundingBox())!.width, 'nothing moves but the figure').toBe(width);

      // What the page counts is what the server counts.
      const told = await page.evaluate(async (plan) => {
        const answer = await fetch(`/api/plans/${plan}/dashboards/plan`);
        return ((await answer.json()) as { figures: Record<string, number> }).figures;
      }, server.plan);
      expect(told['finding.upheld']).toBe(settled + 1);
      expect(told['evidence.given'] ?? 0).toBe(await read(page, 'figure-evidence'));
      expect(told['task.late'] ?? 0).toBe(await read(page, 'figure-late'));

      await isAccessible(page);
      await page.screenshot({ path: `output/boards-${language}.png`, fullPage: true });
      await section.getByRole('link', { name: findings.states.upheld }).click();
      await expect(page.getByRole('main')).toContainText('Une sonde pour le tableau.');
      await page.goto(`${at}/tableaux`);
      await page.getByRole('region', { name: boards.contributions }).getByRole('link').first().click();
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(boards.title);
      await isAccessible(page);
      await page.screenshot({ path: `output/boards-partner-${language}.png`, fullPage: true });
      const axis = await page.getByRole('combobox', { name: boards.view }).locator('option[value^="axis:"]').first().getAttribute('value');
      await page.getByRole('combobox', { name: boards.view }).selectOption(axis);
      await expect(page).toHaveURL(/tableaux\/axis:/);
      await page.setViewportSize(PHONE);
      await isAccessible(page);
      await page.screenshot({ path: `output/boards-phone-${language}.png`, fullPage: true });
      await page.goto(`${at}/tableaux?at=1200`);
      await expect(page.getByTestId('figure-findings')).toBeVisible();

      await page.setViewportSize(WALL);
      await page.goto(`${at}/tableaux`);
      await page.getByRole('link', { name: boards.kiosk.open }).click();
      await expect(page).toHaveURL(/kiosque\?vue=plan,axis/);
      await expect(page.getByText(boards.kiosk.live, { exact: true })).toBeVisible();
      await expect(page.getByRole('navigation')).toHaveCount(0);
      await page.keyboard.press('Space');
      await isAccessible(page);
      await page.screenshot({ path: `output/kiosk-${language}.png` });
      const first = await page.getByRole('heading', { level: 1 }).innerText();
      await page.keyboard.press('ArrowRight');
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(first);
      await page.screenshot({ path: `output/kiosk-axis-${language}.png` });
      await page.keyboard.press('ArrowLeft');
      await mine.page.goto('about:blank');
      await server.kill();
      await expect(page.getByTestId('kiosk-age')).toContainText(boards.kiosk.ago(12).split('12')[0]!.trim(), { timeout: 20_000 });
      await page.screenshot({ path: `output/kiosk-stale-${language}.png` });
      await server.again();
      await expect(page.getByText(boards.kiosk.live, { exact: true })).toBeVisible({ timeout: 60_000 });
      await page.setViewportSize(PHONE);
      await isAccessible(page);
      await page.screenshot({ path: `output/kiosk-phone-${language}.png` });
      expect(theirs.errors).toEqual([]);
    } finally {
      await leave(browser);
      await server.stop();
    }
  });
}
