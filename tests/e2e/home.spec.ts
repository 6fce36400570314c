// Story 2: the plan's home is a live dashboard.
import type { Page } from '@playwright/test';
import { add, enter, openPlenary, row } from './people.ts';
import { Server } from './server.ts';
import { expect, test } from './test.ts';

interface Axis {
  spaces: number;
  items_done: number;
  items_ahead: number;
  tasks: { open: number; done: number };
}

/** What the page counts of each axis: spaces, points dealt with, points ahead, tasks open, tasks done. */
async function counted(page: Page): Promise<number[][]> {
  const table = page.getByRole('region', { name: 'Avancement par axe' }).getByRole('table');
  return table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((each) => [...each.querySelectorAll('td')].map((cell) => Number(cell.textContent))));
}

/** The same from the server. */
async function told(page: Page, plan: string): Promise<number[][]> {
  const axes = await page.evaluate(async (id) => {
    const answer = await fetch(`/api/plans/${id}/dashboard`);
    return ((await answer.json()) as { axes: Axis[] }).axes;
  }, plan);
  return axes.map((a) => [a.spaces, a.items_done, a.items_ahead, a.tasks.open, a.tasks.done]);
}

test('the home moves while others work, and tells what changed since the last visit', async ({ browser }) => {
  const server = await Server.start();
  try {
    const coordinator = await enter(browser, server, 'coordination');
    const partner = await enter(browser, server, 'delegation-cada');
    const home = coordinator.page;
    for (const heading of ['Prochaine réunion', 'Avancement par axe', 'Activité récente']) {
      await expect(home.getByRole('heading', { name: heading })).toBeVisible();
    }
    await expect(home.getByRole('main')).toContainText('Accès à un revenu digne');

    await openPlenary(partner.page);
    await add(partner.page, 'Un constat venu du terrain');
    await expect(home.getByRole('main')).toContainText('Un constat venu du terrain');
    await expect(home.getByRole('main')).toContainText('CADA (démo)');

    // The page counts as the server counts, before and after someone gives the new point an axis.
    await home.getByText('Voir les chiffres').click();
    const before = await told(home, server.plan);
    await expect.poll(() => counted(home)).toEqual(before);
    const added = await row(partner.page, 'Un constat venu du terrain');
    await added.getByRole('combobox', { name: /Axe du point/ }).selectOption({ index: 3 });
    await expect.poll(() => counted(home)).not.toEqual(before);
    expect(await counted(home)).toEqual(await told(home, server.plan));

    // Someone leaves, others go on, they come back: what changed is told.
    await home.goto('about:blank');
    await add(partner.page, 'Ajouté en son absence');
    await row(partner.page, 'Ajouté en son absence');
    await home.goto(`${server.address}/plans/${server.plan}`);
    const since = home.getByRole('region', { name: /dernière visite/ });
    await expect(since).toContainText('Ajouté en son absence');
    expect([...coordinator.errors, ...partner.errors]).toEqual([]);
  } finally {
    await server.stop();
  }
});
