// People in their own browsers, and what they do and see on an agenda.
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type Locator, type Page, expect } from '@playwright/test';
import type { Server } from './server.ts';
import { BOTH, FRENCH, type Words } from './words.ts';

/** The coming plenary of the demo. */
export const PLENARY = 'Plénière de validation du PPLI 2.0';

/** A person's browser, signed in through a one-time link; every error of the page is kept. */
export async function enter(
  browser: Browser,
  server: Server,
  key: string,
  { language, locale, people }: Words = FRENCH,
): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const context = await browser.newContext({ locale });
  if (language !== FRENCH.language) {
    await context.addInitScript((chosen) => localStorage.setItem('plenum.language', chosen), language);
  }
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // A cut connection is reported by the browser itself; the page's own errors are not excused.
    const expected = /WebSocket|Failed to load resource|net::ERR|401/.test(message.text());
    if (message.type() === 'error' && !expected) errors.push(message.text());
  });
  await page.goto(server.link(key));
  await page.getByRole('button', { name: people.door.linkEnter, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
  await isLive(page);
  return { page, context, errors };
}

export async function isLive(page: Page): Promise<void> {
  const live = BOTH.map(({ say }) => say.connection.live).join('|');
  await expect(page.getByText(new RegExp(`^(${live})$`))).toBeVisible();
}

export async function openPlenary(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Réunions' }).first().click();
  await page.getByRole('link', { name: PLENARY }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: PLENARY })).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
}

export function rows(page: Page): Locator {
  return page.getByTestId('agenda-item');
}

/** The titles of the agenda in order, as this person sees them. */
export async function titles(page: Page): Promise<string[]> {
  return rows(page).evaluateAll((all) =>
    all.map((row) => {
      const field = row.querySelector<HTMLTextAreaElement>('textarea');
      return (field ? field.value : (row.querySelector('.title')?.textContent ?? '')).trim();
    }),
  );
}

/** The row whose title is this. */
export async function row(page: Page, title: string): Promise<Locator> {
  await expect.poll(() => titles(page)).toContain(title);
  const id = await rows(page).evaluateAll(
    (all, wanted) =>
      all
        .find((each) => {
          const field = each.querySelector<HTMLTextAreaElement>('textarea');
          return (field ? field.value : each.querySelector('.title')?.textContent)?.trim() === wanted;
        })
        ?.getAttribute('data-item'),
    title,
  );
  return page.locator(`[data-item="${id}"]`);
}

export async function act(page: Page, title: string, action: string | RegExp): Promise<void> {
  await (await row(page, title)).getByRole('button', { name: /Actions du point/ }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

export async function rename(page: Page, from: string, to: string): Promise<void> {
  const field = (await row(page, from)).getByRole('textbox', { name: /Titre du point/ });
  await field.fill(to);
  await field.press('Enter');
}

export async function add(page: Page, title: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Titre du nouveau point' });
  await field.fill(title);
  await field.press('Enter');
}

/** No violation of WCAG 2.2 AA that a machine can find. */
export async function isAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
  expect(found).toEqual([]);
}
