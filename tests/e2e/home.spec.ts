// Story 2: the plan's home is a live dashboard.
import { expect, test } from '@playwright/test';
import { add, enter, openPlenary, row } from './people.ts';
import { Server } from './server.ts';

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

    // A task that is done moves the axis' count.
    await home.getByRole('navigation').getByRole('link', { name: 'Tâches' }).first().click();
    await expect(home.getByRole('heading', { level: 1, name: 'Tâches' })).toBeVisible();

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
