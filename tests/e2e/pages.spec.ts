// Every page: accessible, in both languages, light and dark, from phone to desk, and a picture of each to look at.
import { enter, isAccessible, openPlenary } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { ENGLISH, FRENCH } from './words.ts';

const PAGES = [
  '',
  '/reunions',
  '/taches',
  '/priorites',
  '/recommandations',
  '/cadre',
  '/editions',
  '/productions',
  '/expertises',
  '/interpellations',
  '/espaces',
  '/partenaires',
  '/membres',
  '/historique',
  '/tableaux',
  '/pour-moi',
  '/pour-moi/reglages',
  '?at=1200',
];

test.describe('pages', () => {
  let server: Server;

  test.beforeAll(async () => {
    server = await Server.start();
  });

  test.afterAll(async ({ browser }) => {
    await leave(browser);
    await server.stop();
  });

  for (const look of [
    { name: 'desk', words: FRENCH, viewport: { width: 1280, height: 900 }, colorScheme: 'light' as const },
    { name: 'phone-dark', words: ENGLISH, viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
  ]) {
    test(`every page is accessible: ${look.name}, ${look.words.language}`, async ({ browser }) => {
      test.setTimeout(300_000);
      await server.kill();
      await server.again();
      const { page, errors } = await enter(browser, server, 'coordination', look.words);
      await page.setViewportSize(look.viewport);
      await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
      for (const path of PAGES) {
        await page.goto(`${server.address}/plans/${server.plan}${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('main')).not.toBeEmpty();
        await isAccessible(page);
        const name = path.replace(/\W+/g, '-') || '-home';
        await page.screenshot({ path: `output/${look.name}${name}.png` });
      }
      await page.goto(`${server.address}/plans/${server.plan}/reunions`);
      await page.getByRole('link', { name: /Plénière de validation/ }).first().click();
      await expect(page.getByTestId('agenda-item').first()).toBeVisible();
      await isAccessible(page);
      await page.screenshot({ path: `output/${look.name}-agenda.png` });
      expect(errors).toEqual([]);
    });
  }

  test('the door is accessible, and a link opens it only by a click, once', async ({ browser }) => {
    const page = await (await browser.newContext()).newPage();
    const link = server.link('observation');
    await page.goto(link);
    await expect(page.getByRole('button', { name: /Entrer/ })).toBeVisible();
    await isAccessible(page);
    // A mail scanner that follows the link does not use it up.
    const scanner = await browser.newPage();
    await scanner.goto(link);
    await scanner.close();
    await page.getByRole('button', { name: /Entrer/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
    const again = await (await browser.newContext()).newPage();
    await again.goto(link);
    await again.getByRole('button', { name: /Entrer/ }).click();
    await expect(again.getByRole('alert')).toBeVisible();
    await isAccessible(again);
  });

  test('the interface speaks English, completely', async ({ browser }) => {
    const { page } = await enter(browser, server, 'anim-logement');
    await openPlenary(page);
    await page.getByRole('combobox', { name: 'Langue' }).selectOption('en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('heading', { name: 'Agenda' })).toBeVisible();
    await isAccessible(page);
  });
});
