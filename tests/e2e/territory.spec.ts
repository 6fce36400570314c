// The territory: the map and its table, a table brought in with mistakes and again without, both languages.
import { expect, test } from '@playwright/test';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';

const PAGES = ['/territoire', '/territoire/92094', '/territoire/structures', '/objectifs'];

const figures = (mending: boolean) => `code_ins;indicateur;date;valeur;source
92094;Population;01/01/2021;111 111;Essai (démo)
${mending ? '91005' : '99999'};Population;01/01/2021;7 000;Essai (démo)
91013;${mending ? 'Population' : 'Peuplement'};01/01/2021;9 000;Essai (démo)
91015;Population;01/01/2021;${mending ? '3 300' : 'trois mille'};Essai (démo)
`;

test.describe('territory', () => {
  let server: Server;

  test.beforeAll(async () => {
    server = await Server.start();
  });

  test.afterAll(async () => {
    await server.stop();
  });

  for (const look of [
    { name: 'desk', viewport: { width: 1280, height: 900 }, colorScheme: 'light' as const },
    { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
  ]) {
    test(`its pages are accessible: ${look.name}`, async ({ browser }) => {
      test.setTimeout(120_000);
      await server.kill();
      await server.again();
      const { page, errors } = await enter(browser, server, 'coordination');
      await page.setViewportSize(look.viewport);
      await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
      for (const path of PAGES) {
        await page.goto(`${server.address}/plans/${server.plan}${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await isAccessible(page);
        const name = path.replace(/\W+/g, '-');
        await page.screenshot({ path: `output/${look.name}${name}.png`, fullPage: true });
      }
      await page.goto(`${server.address}/plans/${server.plan}/territoire`);
      await page.getByLabel('Indicateur').selectOption({ label: 'Population étrangère (part)' });
      await expect(page.getByText('5,29 %').first()).toBeVisible();
      await isAccessible(page);
      await page.screenshot({ path: `output/${look.name}-unknown.png`, fullPage: true });
      await page.getByLabel('Langue').selectOption('en');
      await page.goto(`${server.address}/plans/${server.plan}/territoire`);
      await expect(page.getByRole('heading', { level: 1, name: 'Territory' })).toBeVisible();
      await isAccessible(page);
      expect(errors).toEqual([]);
    });
  }

  test('a table with three bad lines, and again without them', async ({ browser }) => {
    await server.kill();
    await server.again();
    const { page, errors } = await enter(browser, server, 'coordination');
    await page.goto(`${server.address}/plans/${server.plan}/territoire`);
    const bring = async (text: string) => {
      await page.getByRole('button', { name: 'Importer des chiffres' }).click();
      const dialog = page.getByRole('dialog');
      const buffer = Buffer.from(text, 'utf8');
      await dialog.getByLabel('Fichier CSV').setInputFiles({ name: 'chiffres.csv', mimeType: 'text/csv', buffer });
      await dialog.getByRole('button', { name: 'Vérifier le fichier' }).click();
      return dialog;
    };
    const first = await bring(figures(false));
    await expect(first.getByRole('heading', { name: '3 lignes refusées' })).toBeVisible();
    for (const why of [/code INS/, /cet intitulé/, /nombre lisible/]) await expect(first.getByText(why)).toBeVisible();
    await page.screenshot({ path: 'output/desk-import-report.png' });
    await isAccessible(page);
    await first.getByRole('button', { name: 'Importer (1)' }).click();
    await expect(first.getByText('Import terminé.')).toBeVisible();
    await first.getByRole('button', { name: 'Fermer' }).last().click();
    const second = await bring(figures(true));
    await second.getByRole('button', { name: 'Importer (3)' }).click();
    await expect(second.getByText('Import terminé.')).toBeVisible();
    await second.getByRole('button', { name: 'Fermer' }).last().click();
    await expect(page.getByRole('row', { name: /^Anhée/ })).toContainText('7 000');
    await page.getByRole('link', { name: /^Namur.?: 111/ }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Namur' })).toBeVisible();
    await expect(page.getByText('Essai (démo)').first()).toBeVisible();
    expect(errors).toEqual([]);
  });
});
