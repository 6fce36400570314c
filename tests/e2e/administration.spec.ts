// Whoever administers the server: the first comes by the printed link, and invites others.
import type { Page } from '@playwright/test';
import { frame as enFrame } from '../../web/src/lib/i18n/en-frame.ts';
import { territory as enTerritory } from '../../web/src/lib/i18n/en-territory.ts';
import { frame as frFrame } from '../../web/src/lib/i18n/fr-frame.ts';
import { territory as frTerritory } from '../../web/src/lib/i18n/fr-territory.ts';
import { typographic } from '../../web/src/lib/i18n/typography.ts';
import { accept, byPassword, isInThePlan, shownOnce, someone } from './entrance.ts';
import { isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH, type Words } from './words.ts';

const FRAME = { fr: typographic(frFrame), en: enFrame };
const TERRITORY = { fr: typographic(frTerritory), en: enTerritory };

/** The pages of a plan, and what each says while there is nothing on it. */
const EMPTY: Record<string, (words: Words) => string> = {
  '': ({ say }) => say.start.home.lead,
  '/cadre': ({ language }) => FRAME[language].noAxes,
  '/territoire': ({ language }) => TERRITORY[language].empty.mine,
  '/reunions': ({ say }) => say.start.meetings.what,
  '/taches': ({ say }) => say.start.tasks.what,
  '/productions': ({ files }) => files.list.empty.what,
  '/espaces': ({ say }) => say.start.spaces.what,
  '/partenaires': ({ say }) => say.start.partners.what,
  '/membres': ({ say }) => say.start.members.alone,
  '/historique': ({ say }) => say.history.start,
};
const PHONE = { width: 390, height: 844 };

for (const words of BOTH) {
  const { language, people, say } = words;

  test.describe(`administration (${language})`, () => {
    let server: Server;
    let page: Page;

    test.beforeAll(async ({ browser }) => {
      server = await Server.start();
      page = await someone(browser, words);
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server.stop();
    });

    test('the first administrator comes by the printed link and looks around', async () => {
      await accept(page, server.administrator, words, { name: 'Admin', email: 'admin@example.org' });
      await expect(page).toHaveURL(`${server.address}/administration`);
      for (const [name, place] of [
        ['accounts', ''], ['plans', '/plans'], ['organisations', '/organisations'], ['sessions', '/sessions'], ['signIns', '/connexions'],
      ] as const) {
        await page.goto(`${server.address}/administration${place}`);
        await expect(page.getByRole('heading', { level: 1, name: people.admin.tabs[name] })).toBeVisible();
        await expect(page.getByRole('row').nth(1)).toBeVisible();
        await isAccessible(page);
        await page.screenshot({ path: `output/admin${place.replace('/', '-')}-${language}.png` });
      }
    });

    test('an account is let in by a link, locked, let in again and erased', async ({ browser }) => {
      await page.goto(`${server.address}/administration`);
      await page.getByRole('searchbox', { name: people.admin.search }).fill('auditrice');
      await expect(page.getByRole('row')).toHaveCount(2);
      const row = page.getByRole('row').nth(1);
      const name = (await row.getByRole('rowheader').innerText()).split('\n')[0]!.trim();
      const act = async (what: string) => {
        await page.getByRole('button', { name: people.admin.menu(name) }).click();
        await page.getByRole('menuitem', { name: what }).click();
      };
      await act(people.admin.link);
      const link = await shownOnce(page, people.link.copy);
      await isAccessible(page);
      await page.getByRole('dialog').getByRole('button', { name: people.link.done }).click();
      const auditor = await someone(browser, words);
      await auditor.goto(link);
      await auditor.getByRole('button', { name: people.door.linkEnter, exact: true }).click();
      await isInThePlan(auditor);

      await act(people.admin.acts.lock);
      await expect(row).toContainText(people.admin.states.locked);
      await expect(auditor.getByRole('heading', { name: 'PPLI Namur' })).toBeHidden();
      await isAccessible(page);
      await act(people.admin.acts.unlock);
      await expect(row).toContainText(people.admin.states.active);

      await act(people.admin.erase);
      const dialog = page.getByRole('dialog');
      await isAccessible(page);
      await dialog.getByRole('textbox').fill(name);
      await dialog.getByRole('button', { name: people.erase.button }).click();
      await expect(page.getByText(people.admin.noAccounts)).toBeVisible();
    });

    test('another administrator is invited', async ({ browser }) => {
      await page.goto(`${server.address}/administration`);
      await page.getByRole('button', { name: people.admin.invite }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: people.members.inviteName }).fill('Gil');
      await isAccessible(page);
      await dialog.getByRole('button', { name: people.members.makeLink }).click();
      const link = await shownOnce(page, people.link.copy);
      const second = await someone(browser, words);
      await second.goto(link);
      await expect(second.getByRole('heading', { level: 1, name: people.invitation.administers })).toBeVisible();
      await accept(second, link, words, { name: 'Gil', email: 'gil@example.org' });
      await expect(second).toHaveURL(`${server.address}/administration`);
      await expect(second.getByRole('heading', { level: 1, name: people.admin.tabs.accounts })).toBeVisible();
    });

    test('a new plan says on each page what it is for and what comes next', async ({ browser }) => {
      test.setTimeout(180_000);
      const mine = await someone(browser, words);
      await byPassword(mine, server, words, 'admin@example.org');
      await expect(mine.getByRole('heading', { level: 1, name: say.plans.title })).toBeVisible();
      await mine.goto(`${server.address}/administration/plans`);
      await mine.getByRole('button', { name: people.admin.newPlan }).click();
      await mine.getByRole('textbox', { name: people.admin.planTitle }).fill('PLI Dinant');
      await mine.getByRole('textbox', { name: people.admin.territory }).fill('Dinant');
      await isAccessible(mine);
      await mine.getByRole('button', { name: people.admin.makePlan }).click();
      await expect(mine.getByRole('heading', { level: 1, name: 'PLI Dinant' })).toBeVisible();
      const plan = mine.url();
      for (const [place, word] of Object.entries(EMPTY)) {
        await mine.goto(`${plan}${place}`);
        await expect(mine.getByRole('main')).toContainText(word(words));
        await isAccessible(mine);
        const name = `${place.replace('/', '') || 'accueil'}-${language}`;
        await mine.screenshot({ path: `output/empty-desk-${name}.png` });
        const desk = mine.viewportSize()!;
        await mine.setViewportSize(PHONE);
        await mine.screenshot({ path: `output/empty-phone-${name}.png`, fullPage: true });
        await mine.setViewportSize(desk);
      }
    });

    test('the new plan has its title, its first axis and theme, and its first municipality', async ({ browser }) => {
      const [frame, territory] = [FRAME[language], TERRITORY[language]];
      const mine = await someone(browser, words);
      await byPassword(mine, server, words, 'admin@example.org');
      await mine.getByRole('link', { name: 'PLI Dinant' }).click();
      const go = (entry: string) => mine.getByRole('navigation').getByRole('link', { name: entry, exact: true }).click();
      await go(say.nav.frame);
      const title = mine.getByRole('textbox', { name: frame.planTitle });
      await title.fill('PLI de Dinant');
      await title.press('Enter');
      await expect(mine.getByRole('banner')).toContainText('PLI de Dinant');
      for (const [n, axis] of [[1, 'Accès au logement'], [2, 'Accès au travail']] as const) {
        await mine.getByRole('textbox', { name: frame.newAxis(n) }).fill(axis);
        await mine.getByRole('button', { name: frame.addAxis }).click();
        await expect(mine.getByRole('textbox', { name: frame.axisTitle(n), exact: true })).toHaveValue(axis);
      }
      await mine.getByRole('textbox', { name: frame.newTheme }).fill('Santé');
      await mine.getByRole('button', { name: frame.addTheme }).click();
      await expect(mine.getByRole('textbox', { name: frame.themeTitle('Santé') })).toBeVisible();
      await isAccessible(mine);

      await go(say.nav.territory);
      await mine.getByRole('button', { name: territory.place.add }).click();
      const dialog = mine.getByRole('dialog');
      const fields = [
        [territory.place.code, '91034'], [territory.place.name, 'Dinant'], [territory.arrondissement, 'Dinant'],
        [territory.place.longitude, '4.9115'], [territory.place.latitude, '50.2606'],
      ] as const;
      for (const [name, value] of fields) await dialog.getByLabel(name, { exact: true }).fill(value);
      await isAccessible(mine);
      await dialog.getByRole('button', { name: territory.place.add }).click();
      await expect(mine.getByText(territory.lead(1))).toBeVisible();
    });

    test('the new plan has its first partner, its first space and its first task', async ({ browser }) => {
      const mine = await someone(browser, words);
      await byPassword(mine, server, words, 'admin@example.org');
      await mine.getByRole('link', { name: 'PLI de Dinant' }).click();
      const go = (entry: string) => mine.getByRole('navigation').getByRole('link', { name: entry }).click();
      const dialog = mine.getByRole('dialog');
      await go(say.nav.partners);
      await mine.getByRole('button', { name: say.start.partners.register }).click();
      await dialog.getByRole('textbox', { name: say.start.partners.name }).fill('Maison de la Meuse');
      await isAccessible(mine);
      await dialog.getByRole('button', { name: say.start.partners.register }).click();
      await expect(mine.getByRole('row').filter({ hasText: 'Maison de la Meuse' })).toBeVisible();

      await go(say.nav.spaces);
      await mine.getByRole('button', { name: say.start.spaces.open }).click();
      await dialog.getByRole('textbox', { name: say.start.spaces.title }).fill('Logement');
      await isAccessible(mine);
      await dialog.getByRole('button', { name: say.start.spaces.open }).click();
      await expect(mine.getByRole('heading', { level: 1, name: 'Logement' })).toBeVisible();
      const members = mine.getByRole('region', { name: say.spaces.members });
      await members.getByRole('combobox').selectOption({ label: 'Maison de la Meuse' });
      await isAccessible(mine);
      await members.getByRole('button', { name: say.start.spaces.add }).click();
      await expect(members.getByRole('listitem')).toHaveText('Maison de la Meuse');
      await expect(members.getByRole('combobox')).toHaveCount(0);

      await go(say.nav.tasks);
      await mine.getByRole('textbox', { name: say.tasks.addLabel }).fill('Convier la commune');
      await mine.getByRole('button', { name: say.tasks.add }).click();
      await expect(mine.getByRole('group', { name: say.tasks.filters })).toBeVisible();
      await go(say.nav.home);
      await expect(mine.getByRole('region', { name: say.start.home.title }).getByText(say.start.home.done)).toHaveCount(4);
    });
  });
}
