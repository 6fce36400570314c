// What goes out of a plan: a table, the document as a page and as a file, a calendar by a secret link.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { expect, leave, test } from './test.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { BOTH, ENGLISH, FRENCH } from './words.ts';
import { out as en } from '../../web/src/lib/i18n/en-out.ts';
import { out as fr } from '../../web/src/lib/i18n/fr-out.ts';
import { imports as enImports } from '../../web/src/lib/i18n/en-imports.ts';
import { imports as frImports } from '../../web/src/lib/i18n/fr-imports.ts';
import { typographic } from '../../web/src/lib/i18n/typography.ts';

const OUT = { fr: typographic(fr), en };
const IMPORTS = { fr: typographic(frImports), en: enImports };

/** A file of a ZIP archive, found by its list of contents. */
function fileOf(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [packed, named] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    if (zip.toString('utf8', at + 46, at + 46 + named) !== name) continue;
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + packed);
    return (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes).toString('utf8');
  }
  throw new Error(`there is no ${name}`);
}

test.describe('out', () => {
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
    test(`the page and the document are accessible: ${look.name}, ${look.words.language}`, async ({ browser }) => {
      await server.kill();
      await server.again();
      const words = OUT[look.words.language];
      const { page, context, errors } = await enter(browser, server, 'coordination', look.words);
      await page.setViewportSize(look.viewport);
      await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
      await page.goto(`${server.address}/plans/${server.plan}/donnees`);
      await expect(page.getByRole('heading', { level: 1, name: words.title })).toBeVisible();
      await expect(page.getByText(words.noCalendar)).toBeVisible();
      await isAccessible(page);
      await page.screenshot({ path: `output/${look.name}-donnees.png`, fullPage: true });

      const opened = context.waitForEvent('page');
      await page.getByRole('link', { name: words.print }).click();
      const document = await opened;
      await document.waitForLoadState();
      await expect(document.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
      const chapters = look.words.language === 'fr' ? ['Constats', 'Priorités', 'Moyens'] : ['Findings', 'Priorities', 'Means'];
      for (const chapter of chapters) await expect(document.getByRole('heading', { level: 2, name: chapter })).toBeVisible();
      await expect(document.getByRole('heading', { level: 2 }).first()).toHaveCSS('color', 'rgb(11, 79, 94)');
      await document.setViewportSize(look.viewport);
      await isAccessible(document);
      const wide = await document.evaluate(() => window.document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, 'nothing sticks out').toBeLessThanOrEqual(0);
      await document.screenshot({ path: `output/${look.name}-document.png` });
      await document.emulateMedia({ media: 'print' });
      const pdf = await document.pdf({ path: `output/${look.name}-document.pdf`, preferCSSPageSize: true });
      expect(pdf.length).toBeGreaterThan(50_000);
      expect(errors).toEqual([]);
    });
  }

  test('a table is taken away, completed, and brought back', async ({ browser }) => {
    await server.kill();
    await server.again();
    const { page, errors } = await enter(browser, server, 'coordination');
    await page.goto(`${server.address}/plans/${server.plan}/donnees`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: OUT.fr.downloadOf(OUT.fr.names.partners) }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('partners.csv');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith('\uFEFFid;name;sector;communes;weight;active\r\n')).toBe(true);

    await page.getByRole('button', { name: OUT.fr.bringOf(OUT.fr.names.partners) }).click();
    const dialog = page.getByRole('dialog');
    const buffer = Buffer.from(`${text};Maison d’essai (démo);associatif;92094;2;oui\r\n;Autre secteur (démo);civil;;;\r\n`, 'utf8');
    await dialog.getByLabel('Fichier CSV').setInputFiles({ name: 'partenaires.csv', mimeType: 'text/csv', buffer });
    await dialog.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await expect(dialog.getByRole('heading', { name: '1 ligne refusée' })).toBeVisible();
    await expect(dialog.getByText(/Ce secteur n’existe pas/)).toBeVisible();
    await isAccessible(page);
    await dialog.getByRole('button', { name: 'Importer (1)' }).click();
    await expect(dialog.getByText('Import terminé.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Fermer' }).last().click();
    await page.goto(`${server.address}/plans/${server.plan}/partenaires`);
    await expect(page.getByText('Maison d’essai (démo)').first()).toBeVisible();
    expect(errors).toEqual([]);
  });

  for (const words of BOTH) {
    test(`objectives come in from a file, and again as corrections (${words.language})`, async ({ browser }) => {
      await server.kill();
      await server.again();
      const [say, bring] = [OUT[words.language], IMPORTS[words.language]];
      const { page, errors } = await enter(browser, server, 'coordination', words);
      await page.goto(`${server.address}/plans/${server.plan}/donnees`);
      const headings = words.language === 'fr' ? 'référence;formulation' : 'reference;wording';
      const lines = [`Art. 900 ${words.language} (démo);"=Accueillir ; et former"`, `Art. 901 ${words.language} (démo);`];
      const open = async (text: string) => {
        await page.getByRole('button', { name: say.bringOf(say.names.objectives) }).click();
        const dialog = page.getByRole('dialog', { name: bring.titles.objectives });
        const buffer = Buffer.from(text, 'utf8');
        await dialog.getByLabel(bring.file).setInputFiles({ name: 'o.csv', mimeType: 'text/csv', buffer });
        await dialog.getByRole('button', { name: bring.check }).click();
        return dialog;
      };
      const dialog = await open([headings, ...lines].join('\r\n'));
      await expect(dialog.getByRole('heading', { name: bring.refusedTitle(1) })).toBeVisible();
      await expect(dialog.getByRole('cell', { name: bring.codes.empty })).toBeVisible();
      await expect(dialog.getByRole('cell', { name: words.language === 'fr' ? 'formulation' : 'wording' })).toBeVisible();
      await isAccessible(page);
      await page.screenshot({ path: `output/import-objectives-${words.language}.png` });
      await dialog.getByRole('button', { name: `${bring.write} (1)` }).click();
      await expect(dialog.getByText(bring.done)).toBeVisible();
      await dialog.getByRole('button', { name: words.say.common.close }).last().click();
      const again = await open([headings, lines[0]].join('\r\n'));
      await expect(again.getByText(bring.nothing)).toBeVisible();
      const table = await page.request.get(`${server.address}/api/plans/${server.plan}/tables/objectives`);
      expect(await table.text()).toContain(`;Art. 900 ${words.language} (démo);"'=Accueillir ; et former";yes`);
      expect(errors).toEqual([]);
    });
  }

  test('the file for an office has the headings of the plan', async ({ browser }) => {
    await server.kill();
    await server.again();
    const { page } = await enter(browser, server, 'coordination');
    await page.goto(`${server.address}/plans/${server.plan}/donnees`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: OUT.fr.docx }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^plan-\d+\.docx$/);
    const zip = readFileSync(await download.path());
    const unzipped = (name: string) => fileOf(zip, name);
    const text = unzipped('word/document.xml');
    for (const chapter of ['Constats', 'Besoins', 'Priorités', 'Recommandations', 'Moyens', 'Décisions', 'Partenaires']) {
      expect(text).toMatch(new RegExp(`<w:pStyle w:val="Heading1" ?/>(?:(?!</w:p>).)*<w:t[^>]*>${chapter}</w:t>`));
    }
    expect(text).toContain('<w:tbl>');
    // A list of headings that an office writes anew on opening, and links until then.
    expect(text).toMatch(/<w:fldChar w:fldCharType="begin" w:dirty="true" ?\/>/);
    expect(text).toMatch(/<w:instrText[^>]*>TOC \\o (&quot;|")1-3(&quot;|") \\h<\/w:instrText>/);
    const anchors = [...text.matchAll(/<w:hyperlink w:anchor="(_Toc\d+)"/g)].map(([, name]) => name);
    const bookmarks = [...text.matchAll(/<w:bookmarkStart w:id="\d+" w:name="(_Toc\d+)"/g)].map(([, name]) => name);
    expect(anchors.length).toBeGreaterThan(20);
    expect(anchors).toEqual(bookmarks);
    expect(unzipped('word/styles.xml')).toContain('heading 1');
  });

  for (const words of BOTH) {
    test(`a link to a calendar is made, read and ended (${words.language})`, async ({ browser, request }) => {
      await server.kill();
      await server.again();
      const say = OUT[words.language];
      const { page, errors } = await enter(browser, server, 'anim-logement', words);
      await page.goto(`${server.address}/plans/${server.plan}/donnees`);
      await page.getByRole('button', { name: say.makeCalendar }).click();
      await expect(page.getByText(say.calendarOnce)).toBeVisible();
      const link = await page.getByRole('textbox', { name: words.people.link.copy }).inputValue();
      expect(link).toMatch(/\/api\/calendar\/[0-9a-f]{64}$/);
      await isAccessible(page);
      await page.screenshot({ path: `output/calendar-${words.language}.png` });
      const feed = await request.get(link);
      expect(feed.headers()['content-type']).toContain('text/calendar');
      const text = (await feed.text()).replaceAll('\r\n ', '');
      expect(text).toContain('Plénière de validation du PPLI 2.0');
      await page.getByRole('button', { name: say.revokeCalendar }).click();
      await expect(page.getByText(say.noCalendar)).toBeVisible();
      expect((await request.get(link)).status()).toBe(404);
      expect(errors).toEqual([]);
    });
  }
});
