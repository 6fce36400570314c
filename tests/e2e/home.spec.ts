// Story 2: the plan's home is a live dashboard.
import type { Page } from '@playwright/test';
import { add, enter, openPlenary, row } from './people.ts';
import { Server } from './server.ts';
import { expect, test } from './test.ts';

/** What the page counts of each axis: spaces, points dealt with, points ahead, tasks open, tasks done. */
async function counted(page: Page): Promise<number[][]> {
  const table = page.getByRole('region', { name: 'Avancement par axe' }).getByRole('table');
  return table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((each) => [...each.querySelectorAll('td')].map((cell) => Number(cell.textContent))));
}

/** The same from the server. */
async function told(page: Page, plan: string): Promise<number[][]> {
  const boards = await page.evaluate(async (id) => {
    const read = async (below: string) => (await fetch(`/api/plans/${id}/${below}`)).json();
    const { records } = (await read('records')) as { records: { type: string; id: string; number: number }[] };
    const axes = records.filter(({ type }) => type === 'axis').sort((a, b) => a.number - b.number);
    const boards = await Promise.all(axes.map((axis) => read(`dashboards/axis:${axis.id}`)));
    return boards.map(({ figures }: { figures: Record<string, number> }) => figures);
  }, plan);
  const sum = (figures: Record<string, number>, ...metrics: string[]) =>
    metrics.reduce((total, metric) => total + (figures[metric] ?? 0), 0);
  return boards.map((figures) => [
    sum(figures, 'space.active', 'space.suspended'),
    ...['item.done', 'item.ahead', 'task.open', 'task.done'].map((metric) => sum(figures, metric)),
  ]);
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
