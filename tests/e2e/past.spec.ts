// Story 3: an auditor opens the same pages at any past moment.
import type { Page } from '@playwright/test';
import { enter, openPlenary, rename, row, rows, titles } from './people.ts';
import { Server } from './server.ts';
import { expect, test } from './test.ts';

/** Number of the plan's last event. */
const headOf = (page: Page, server: Server): Promise<number> =>
  page.evaluate(async (plan) => {
    const answer = await fetch(`/api/plans/${plan}/timeline`);
    return ((await answer.json()) as { head: number }).head;
  }, server.plan);

test('an auditor goes back in time on the page where they are', async ({ browser }) => {
  const server = await Server.start();
  try {
    const partner = await enter(browser, server, 'delegation-pcs-gembloux');
    const auditor = await enter(browser, server, 'auditrice');
    await openPlenary(partner.page);
    await openPlenary(auditor.page);
    await expect(auditor.page.getByRole('textbox', { name: /Titre du point/ })).toHaveCount(0);

    const before = await titles(auditor.page);
    await rename(partner.page, before[0]!, 'Accueil et café équitable');
    await row(auditor.page, 'Accueil et café équitable');

    const now = await headOf(auditor.page, server);
    await auditor.page.goto(`${auditor.page.url()}?at=${now - 1}`);
    const banner = auditor.page.getByText(/Vous consultez le plan tel qu’il était/);
    await expect(banner).toBeVisible();
    await expect.poll(() => titles(auditor.page)).toEqual(before);

    // One event forward is the present's title; who, when and what are said.
    await auditor.page.getByRole('main').click({ position: { x: 5, y: 5 } });
    await auditor.page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await titles(auditor.page))[0]).toBe('Accueil et café équitable');
    const bar = auditor.page.getByRole('region', { name: /temps|Chronologie|Frise/i });
    await expect(bar).toContainText('PCS de Gembloux (démo)');
    await expect(bar).toContainText('Accueil et café équitable');
    await expect(bar.getByRole('slider')).toBeVisible();

    // A day back, then play forward again.
    await auditor.page.keyboard.press('PageUp');
    await expect(auditor.page).not.toHaveURL(new RegExp(`at=${now}$`));
    await bar.getByRole('button', { name: /Lire|Lecture/ }).click();
    await expect(auditor.page).toHaveURL(/at=\d+/);

    await auditor.page.keyboard.press('Escape');
    await expect(banner).toBeHidden();
    await expect(auditor.page).not.toHaveURL(/at=/);
    await row(auditor.page, 'Accueil et café équitable');
    expect([...partner.errors, ...auditor.errors]).toEqual([]);
  } finally {
    await server.stop();
  }
});

test('writing is disabled in the past, also for those who may write now', async ({ browser }) => {
  const server = await Server.start();
  try {
    const { page, errors } = await enter(browser, server, 'coordination');
    await openPlenary(page);
    await expect(page.getByRole('textbox', { name: 'Titre du nouveau point' })).toBeVisible();
    await page.goto(`${page.url()}?at=${(await headOf(page, server)) - 1}`);
    await expect(rows(page).first()).toBeVisible();
    await expect(page.getByRole('textbox', { name: /Titre du/ })).toHaveCount(0);
    await page.getByRole('link', { name: 'Revenir au direct' }).click();
    await expect(page.getByRole('textbox', { name: 'Titre du nouveau point' })).toBeVisible();
    expect(errors).toEqual([]);
  } finally {
    await server.stop();
  }
});
