// The public page: what is settled, for anyone; no draft, no means, no name of a person.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { someone } from './entrance.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, test } from './test.ts';
import { BOTH } from './words.ts';

const PHONE = { width: 390, height: 844 };

/** Sends a command as the person of a page. */
async function send(page: Page, plan: string, name: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async ([to, frame]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(to as string, { method: 'POST', headers, body: JSON.stringify(frame) })).status;
    },
    [`/api/plans/${plan}/commands`, { id: randomUUID(), name, body, reason: null }] as const,
  );
  expect(status, name).toBe(200);
}

for (const words of BOTH) {
  const { language, open } = words;

  test(`anyone reads what is settled, and it follows the plan (${language})`, async ({ browser }) => {
    const server = await Server.start();
    try {
      const { page: coordinator } = await enter(browser, server, 'coordination', words);
      await send(coordinator, server.plan, 'plan.open_public_page', {});
      const visitor = await someone(browser, words);
      await visitor.goto(`${server.address}/public/${server.plan}`);
      const main = visitor.getByRole('main');
      for (const name of [open.editions, open.meetings, open.priorities, open.recommendations, open.territory, open.outputs]) {
        await expect(main.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
      }

      // What the page says is what the server sends; no draft is among it.
      type Told = { title: string; state?: string };
      const { recommendations, priorities, outputs } = (await (
        await visitor.request.get(`${server.address}/api/plans/${server.plan}/public`)
      ).json()) as Record<'recommendations' | 'priorities' | 'outputs', Told[]>;
      expect(recommendations.length * priorities.length * outputs.length).toBeGreaterThan(0);
      expect(recommendations.filter(({ state }) => state === 'draft' || state === 'proposed')).toEqual([]);
      await expect(main).toContainText(outputs[0]!.title);
      const table = main.getByRole('region', { name: open.recommendations }).getByRole('table');
      const first = table.getByRole('row').nth(1);
      await expect(first.getByRole('rowheader')).not.toBeEmpty();
      await first.getByText(open.read).click();
      await isAccessible(visitor);
      await visitor.screenshot({ path: `output/public-full-${language}.png`, fullPage: true });

      // The part of the page that the address names.
      await visitor.getByRole('navigation', { name: open.onThisPage }).getByRole('link', { name: open.outputs }).click();
      await expect(visitor).toHaveURL(/#productions$/);
      await expect(main.getByRole('heading', { name: open.outputs, exact: true })).toBeInViewport();

      await visitor.setViewportSize(PHONE);
      await isAccessible(visitor);
      const width = await visitor.evaluate(() => document.documentElement.scrollWidth);
      expect(width, 'nothing sticks out').toBeLessThanOrEqual(PHONE.width);
      await visitor.screenshot({ path: `output/public-phone-${language}.png`, fullPage: true });

      await send(coordinator, server.plan, 'plan.rename', { title: 'PPLI Namur, revu' });
      await visitor.reload();
      await expect(visitor.getByRole('heading', { level: 1, name: 'PPLI Namur, revu' })).toBeVisible();
    } finally {
      await server.stop();
    }
  });
}
