// Outputs, files and boundaries: published, attached by choosing and by dropping, taken back to the byte, removed;
// the map drawn from a file; in both languages, on a phone and at a desk.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { enter, isAccessible, openPlenary, rows } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { ENGLISH, FRENCH } from './words.ts';

const WORDS = { fr: FRENCH.files, en: ENGLISH.files };
const GEO = join(process.env['PLENUM_GEO'] ?? join(import.meta.dirname, '../../../shared/data/geo'), 'namur_communes_simplified.geojson');

const geo = (): Buffer | null => {
  try {
    return readFileSync(GEO);
  } catch {
    return null;
  }
};

/** A square for each of a few communes, wound the two ways that files have. */
const SQUARES = JSON.stringify({
  type: 'FeatureCollection',
  features: [['92094', 4.8, 1], ['91005', 5.1, -1]].map(([ins_code, x, way]) => {
    const [w, s] = [x as number, 50.4];
    const ring = [[w, s], [w + 0.2, s], [w + 0.2, s + 0.2], [w, s + 0.2], [w, s]];
    return {
      type: 'Feature', properties: { ins_code },
      geometry: { type: 'Polygon', coordinates: [way === 1 ? ring : [...ring].reverse()] },
    };
  }),
});

const pdf = (words: string) => Buffer.from(`%PDF-1.7\n${words}`, 'utf8');

const file = (name: string, buffer: Buffer, mimeType = 'application/pdf') => ({ name, mimeType, buffer });

const attachments = (page: Page) => page.getByTestId('attachments').last();

test.describe('files', () => {
  let server: Server;

  test.beforeAll(async () => {
    server = await Server.start();
  });

  test.afterAll(async ({ browser }) => {
    await leave(browser);
    await server.stop();
  });

  const at = (path: string) => `${server.address}/plans/${server.plan}${path}`;

  for (const look of [
    { name: 'desk', words: FRENCH, viewport: { width: 1280, height: 900 }, colorScheme: 'light' as const },
    { name: 'phone-dark', words: ENGLISH, viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
  ]) {
    test(`the library and an output: ${look.name}, ${look.words.language}`, async ({ browser }) => {
      test.setTimeout(120_000);
      await server.kill();
      await server.again();
      const words = WORDS[look.words.language];
      const { page, errors } = await enter(browser, server, 'coordination', look.words);
      await page.setViewportSize(look.viewport);
      await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
      const picture = (name: string) => page.screenshot({ path: `output/${look.name}-${name}.png`, fullPage: true });

      await page.goto(at('/productions'));
      await expect(page.getByRole('heading', { level: 1, name: words.list.title })).toBeVisible();
      await expect(page.getByTestId('output').first()).toBeVisible();
      await isAccessible(page);
      await picture('outputs');
      await page.getByRole('combobox', { name: words.list.kind, exact: true }).selectOption({ label: words.kinds.documentary });
      await expect(page.getByTestId('output')).toHaveCount(2);
      await expect(page).toHaveURL(/type=documentaire/);
      await page.getByRole('combobox', { name: words.list.year, exact: true }).selectOption('2019');
      await expect(page.getByTestId('output')).toHaveCount(1);
      await page.getByRole('button', { name: words.list.clear }).click();
      await page.getByLabel(words.list.archived).check();
      await expect(page.getByText(words.list.archivedOne, { exact: true })).toBeVisible();

      await page.getByRole('button', { name: words.list.publish }).click();
      const dialog = page.getByRole('dialog');
      await isAccessible(page);
      await picture('output-dialog');
      await dialog.getByRole('textbox', { name: words.fields.title, exact: true }).fill('Guide d’accueil (démo)');
      await dialog.getByRole('combobox', { name: words.fields.kind, exact: true }).selectOption({ label: words.kinds.tool });
      await dialog.getByLabel(words.fields.link).fill('https://example.org/guide');
      await dialog.getByRole('button', { name: words.fields.publish, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Guide d’accueil (démo)' })).toBeVisible();
      await expect(page.getByText(words.attachments.none)).toBeVisible();
      await isAccessible(page);

      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: words.attachments.addTo('Guide d’accueil (démo)') }).click();
      await (await chooser).setFiles([
        file('Guide d’accueil.pdf', pdf('bienvenue')),
        file('Programme.exe', Buffer.from('MZ')),
        file('Faux.png', pdf('not a picture'), 'image/png'),
      ]);
      await expect(page.getByTestId('attachment')).toHaveCount(1);
      await expect(page.getByTestId('transfer').getByText(words.problems['unknown_kind']!)).toBeVisible();
      await expect(page.getByTestId('transfer').getByText(words.problems['wrong_type']!)).toBeVisible();
      await isAccessible(page);
      await picture('output');
      await page.getByRole('button', { name: `${words.attachments.dismiss} – Programme.exe` }).click();
      await expect(page.getByTestId('transfer')).toHaveCount(1);
      expect(errors).toEqual([]);
    });
  }

  test('a file dropped on a finding comes back to the byte, and goes for good', async ({ browser }) => {
    await server.kill();
    await server.again();
    const words = WORDS.fr.attachments;
    const { page, errors } = await enter(browser, server, 'coordination');
    const bytes = pdf('é'.repeat(200_000));
    await page.goto(at('/constats'));
    await page.getByTestId('finding').first().getByRole('link').first().click();
    await expect(attachments(page)).toBeVisible();
    const carried = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'Dossier déposé.pdf', { type: 'application/pdf' }));
      return data;
    }, bytes.toString('utf8'));
    for (const event of ['dragenter', 'dragover', 'drop']) {
      await attachments(page).dispatchEvent(event, { dataTransfer: carried });
    }
    const link = page.getByRole('link', { name: words.download('Dossier déposé.pdf') });
    await expect(link).toBeVisible();
    const coming = page.waitForEvent('download');
    await link.click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('Dossier déposé.pdf');
    expect(readFileSync(await download.path()).equals(bytes)).toBe(true);
    await isAccessible(page);
    await page.screenshot({ path: 'output/desk-finding-files.png', fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: 'output/phone-finding-files.png', fullPage: true });

    // By keyboard: the menu of the file, why, done.
    await page.getByRole('button', { name: words.actions('Dossier déposé.pdf') }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('déposé par erreur');
    await isAccessible(page);
    await dialog.getByRole('button', { name: words.remove, exact: true }).click();
    await expect(page.getByTestId('attachment')).toHaveCount(0);
    await expect(page.getByText(words.removedCount(1))).toBeVisible();
    const status = () => page.evaluate(async (path) => {
      type Known = { type: string; id: string; removed?: boolean };
      const { records } = (await (await fetch(`${path}/records`)).json()) as { records: Known[] };
      const gone = records.find(({ type, removed }) => type === 'attachment' && removed);
      return gone ? (await fetch(`${path}/attachments/${gone.id}`)).status : null;
    }, `/api/plans/${server.plan}`);
    await expect.poll(status).toBe(410);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(at('/historique'));
    await expect(page.getByText(/a retiré la pièce jointe «\sDossier déposé\.pdf\s»/).first()).toBeVisible();
    await expect(page.getByText(/a joint «\sDossier déposé\.pdf\s»/).first()).toBeVisible();
    expect(errors).toEqual([]);
  });

  test('an upload is cancelled on the way, and one that was cut off is sent again', async ({ browser }) => {
    await server.kill();
    await server.again();
    const words = WORDS.fr;
    const { page, errors } = await enter(browser, server, 'coordination');
    await page.goto(at('/productions'));
    await page.getByTestId('output').first().getByRole('link').first().click();
    await expect(attachments(page)).toBeVisible();
    const uploads = '**/attachments?*';
    const choose = async (name: string) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: /^Joindre des fichiers à/ }).click();
      await (await chooser).setFiles([file(name, pdf(name))]);
    };
    await page.route(uploads, () => undefined);
    await choose('Longue.pdf');
    await page.getByRole('button', { name: `${words.attachments.cancel} – Longue.pdf` }).click();
    await expect(page.getByTestId('transfer')).toHaveCount(0);
    await page.unroute(uploads);
    await page.route(uploads, (route) => route.abort());
    await choose('Coupée.pdf');
    await expect(page.getByTestId('transfer').getByText(words.problems['unreachable']!)).toBeVisible();
    await page.unroute(uploads);
    await page.getByRole('button', { name: `${words.attachments.retry} – Coupée.pdf` }).click();
    await expect(page.getByRole('link', { name: words.attachments.download('Coupée.pdf') })).toBeVisible();
    expect(errors).toEqual([]);
  });

  test('files hang on an item of the agenda, by its menu', async ({ browser }) => {
    await server.kill();
    await server.again();
    const words = WORDS.fr.attachments;
    const { page, errors } = await enter(browser, server, 'coordination');
    await openPlenary(page);
    const item = rows(page).first();
    const chooser = page.waitForEvent('filechooser');
    await item.getByRole('button', { name: /Actions du point/ }).click();
    await page.getByRole('menuitem', { name: `${words.add}…` }).click();
    await (await chooser).setFiles([file('Note de séance.pdf', pdf('note'))]);
    await expect(item.getByRole('link', { name: words.download('Note de séance.pdf') })).toBeVisible();
    await isAccessible(page);
    await page.screenshot({ path: 'output/desk-item-files.png', fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: 'output/phone-item-files.png', fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    expect(errors).toEqual([]);
  });

  test('an observer sees the files of what is published, and adds none', async ({ browser }) => {
    const words = WORDS.fr;
    const { page, errors } = await enter(browser, server, 'observation');
    await page.goto(at('/productions'));
    await expect(page.getByTestId('output').first()).toBeVisible();
    await expect(page.getByRole('button', { name: words.list.publish })).toHaveCount(0);
    await page.getByText('Guide d’accueil (démo)').first().click();
    await expect(page.getByRole('link', { name: words.attachments.download('Guide d’accueil.pdf') })).toBeVisible();
    await expect(page.getByRole('button', { name: /Joindre/ })).toHaveCount(0);
    await isAccessible(page);
    expect(errors).toEqual([]);
  });

  test('the map draws communes within the boundaries of a file', async ({ browser }) => {
    test.setTimeout(120_000);
    await server.kill();
    await server.again();
    const words = WORDS.fr;
    const { page, errors } = await enter(browser, server, 'coordination');
    await page.goto(at('/territoire'));
    const map = page.locator('figure svg').first();
    await expect(map.locator('circle').first()).toBeVisible();
    const send = async (name: string, buffer: Buffer) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: words.boundaries.choose }).click();
      await (await chooser).setFiles([file(name, buffer, 'application/geo+json')]);
    };
    await page.getByRole('button', { name: words.boundaries.open }).click();
    await isAccessible(page);
    await send('ailleurs.geojson', Buffer.from(SQUARES.replace('92094', '21004')));
    await expect(page.getByTestId('transfer').getByText(words.problems['boundaries_commune']!)).toBeVisible();
    await send('carrés.geojson', Buffer.from(SQUARES));
    await expect(page.getByText(words.boundaries.current, { exact: true })).toBeVisible();
    await page.screenshot({ path: 'output/desk-boundaries-dialog.png' });
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click();
    await expect(map.locator('path.area')).toHaveCount(2);
    // Each a square of its own, however it is wound: neither covers the sheet.
    for (const path of await map.locator('path.area').all()) {
      const { width, height } = (await path.boundingBox())!;
      expect(width).toBeLessThan(500);
      expect(height).toBeLessThan(500);
      expect(width).toBeGreaterThan(20);
    }
    await expect(page.getByText(words.boundaries.without(36))).toBeVisible();
    await isAccessible(page);

    const whole = geo();
    if (whole) {
      await page.getByRole('button', { name: words.boundaries.open }).click();
      await send(basename(GEO), whole);
      await expect(page.getByRole('button', { name: `${words.boundaries.use} – carrés.geojson` })).toBeVisible();
      await page.getByRole('button', { name: WORDS.fr.attachments.removeOf('carrés.geojson') }).click();
      await page.getByRole('dialog').getByLabel('Motif').fill('un essai');
      await page.getByRole('dialog').getByRole('button', { name: WORDS.fr.attachments.remove, exact: true }).click();
      await expect(page.getByText('carrés.geojson')).toHaveCount(0);
      await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click();
      await expect(map.locator('path.area')).toHaveCount(38);
      await isAccessible(page);
      await page.screenshot({ path: 'output/desk-boundaries.png', fullPage: true });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await isAccessible(page);
      await page.screenshot({ path: 'output/phone-dark-boundaries.png', fullPage: true });
      await page.setViewportSize({ width: 1280, height: 900 });
    } else {
      test.info().annotations.push({ type: 'skipped', description: `a whole province: there is no ${GEO}` });
    }
    await map.getByRole('link', { name: /^Namur/ }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Namur' })).toBeVisible();

    // Observers see the same map; without boundaries it is circles again.
    const { page: observer } = await enter(browser, server, 'observation');
    await observer.goto(at('/territoire'));
    await expect(observer.locator('figure svg path.area').first()).toBeVisible();
    await page.goto(at('/territoire'));
    await page.getByRole('button', { name: words.boundaries.open }).click();
    await page.getByRole('button', { name: words.boundaries.unuse }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click();
    await expect(map.locator('path.area')).toHaveCount(0);
    await expect(observer.locator('figure svg path.area')).toHaveCount(0);
    expect(errors).toEqual([]);
  });
});
