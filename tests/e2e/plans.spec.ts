// Priorities and recommendations: two people rank at once, means add up to the cent, a road is gone step by step.
import type { Locator, Page } from '@playwright/test';
import { plans as en } from '../../web/src/lib/i18n/en-plans.ts';
import { plans as french } from '../../web/src/lib/i18n/fr-plans.ts';
import { typographic } from '../../web/src/lib/i18n/typography.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

const PLANS = { fr: typographic(french), en };
/** What the page says of 12,000.50, and of its two parts. */
const AMOUNTS = {
  fr: { typed: '12 000,50', part: '5 000,25', secured: '5 000,25 €', rest: '7 000,25 €', total: '12 000,50 €' },
  en: { typed: '12,000.50', part: '5000.25', secured: '€5,000.25', rest: '€7,000.25', total: '€12,000.50' },
};
const TITLES = ['Une priorité à classer', 'Une autre, plus pressante', 'Une troisième'] as const;

const card = (page: Page, title: string): Locator => page.getByTestId('priority').filter({ hasText: title });

/** The test's own priorities in the order in which this person sees them, each with the number of its axis. */
async function ranking(page: Page): Promise<string[]> {
  const all = await page.getByTestId('priority').evaluateAll((cards) =>
    cards.map((each) => ({
      axis: each.closest('[data-axis]')?.getAttribute('data-axis') ?? '',
      title: each.querySelector('[data-card]')?.textContent?.trim() ?? '',
    })),
  );
  return all.filter(({ title }) => TITLES.some((own) => own === title)).map(({ axis, title }) => `${axis} ${title}`);
}

for (const words of BOTH) {
  const { language } = words;
  const plans = PLANS[language];
  const amounts = AMOUNTS[language];

  test.describe(`priorities and recommendations, ${language}`, () => {
    let server: Server;
    let coordinator: Page;
    let partner: Page;
    let errors: string[];

    test.beforeAll(async ({ browser }) => {
      server = await Server.start();
      const first = await enter(browser, server, 'coordination', words);
      const second = await enter(browser, server, 'delegation-pcs-gembloux', words);
      [coordinator, partner] = [first.page, second.page];
      errors = first.errors;
      second.page.on('pageerror', (error) => errors.push(error.message));
      for (const page of [coordinator, partner]) {
        await page.goto(`${server.address}/plans/${server.plan}/priorites`);
        await expect(page.getByRole('heading', { level: 1, name: plans.priorities.title })).toBeVisible();
      }
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server.stop();
    });

    test.afterEach(() => {
      expect(errors).toEqual([]);
    });

    test('one proposes and moves, the other sees it', async () => {
      for (const title of TITLES) {
        await coordinator.getByRole('button', { name: plans.priorities.propose }).first().click();
        const dialog = coordinator.getByRole('dialog');
        await dialog.getByLabel(plans.priorities.proposeTitle).fill(title);
        await dialog.getByRole('button', { name: plans.priorities.proposeButton, exact: true }).click();
        await expect(card(partner, title)).toBeVisible();
      }
      const [one, two, three] = TITLES;
      await card(coordinator, two).locator('[data-card]').focus();
      await coordinator.keyboard.press('Alt+ArrowUp');
      for (const page of [coordinator, partner]) {
        await expect.poll(() => ranking(page)).toEqual([`1 ${two}`, `1 ${one}`, `1 ${three}`]);
      }
      await expect(card(coordinator, two).locator('[data-card]')).toBeFocused();

      // By mouse, to before the first.
      await card(coordinator, three).dragTo(card(coordinator, two), { targetPosition: { x: 80, y: 4 } });
      for (const page of [coordinator, partner]) {
        await expect.poll(() => ranking(page)).toEqual([`1 ${three}`, `1 ${two}`, `1 ${one}`]);
      }

      // By the menu, to another axis.
      await card(coordinator, three).getByRole('button', { name: new RegExp(plans.priorities.menu('')) }).click();
      await coordinator.getByRole('menuitem', { name: plans.priorities.actions.move }).click();
      const dialog = coordinator.getByRole('dialog');
      await dialog.getByRole('combobox', { name: plans.priorities.moveAxis, exact: true }).selectOption({ index: 1 });
      await dialog.getByRole('button', { name: plans.priorities.moveButton, exact: true }).click();
      for (const page of [coordinator, partner]) {
        await expect.poll(() => ranking(page)).toEqual([`1 ${two}`, `1 ${one}`, `2 ${three}`]);
      }
    });

    test('a card that somebody points at stays where it is', async () => {
      const [one, two, three] = TITLES;
      await card(partner, one).hover();
      const before = await card(partner, one).boundingBox();
      await card(coordinator, one).locator('[data-card]').focus();
      await coordinator.keyboard.press('Alt+ArrowUp');
      await expect(partner.getByText(plans.priorities.waiting)).toBeVisible();
      expect(await card(partner, one).boundingBox()).toEqual(before);
      await partner.mouse.move(2, 2);
      await expect.poll(() => ranking(partner)).toEqual([`1 ${one}`, `1 ${two}`, `2 ${three}`]);
    });

    test('the board and the table are accessible', async () => {
      await isAccessible(coordinator);
      await coordinator.getByRole('button', { name: plans.priorities.table, exact: true }).click();
      await expect(coordinator).toHaveURL(/vue=tableau/);
      await expect(card(coordinator, TITLES[0])).toBeVisible();
      await isAccessible(coordinator);
    });

    test('means are secured in part and add up to the cent', async () => {
      await card(coordinator, TITLES[0]).locator('[data-card]').click();
      await expect(coordinator.getByRole('textbox', { name: /P \d+/ })).toHaveValue(TITLES[0]);
      await isAccessible(coordinator);
      await coordinator.getByRole('button', { name: plans.recommendations.draft }).click();
      const dialog = coordinator.getByRole('dialog');
      await dialog.getByLabel(plans.recommendations.titleField).fill('Financer dix places');
      await dialog.getByLabel(plans.recommendations.text, { exact: true }).fill('Nous le demandons.');
      await dialog.getByLabel(plans.recommendations.body).fill('Gouvernement wallon');
      await dialog.getByRole('button', { name: plans.recommendations.draftButton }).click();
      await expect(coordinator).toHaveURL(/recommandations\//);

      await coordinator.getByRole('button', { name: plans.means.add }).click();
      await dialog.getByLabel(plans.means.amount).fill(amounts.typed);
      await dialog.getByRole('button', { name: plans.means.addButton, exact: true }).click();
      const lines = coordinator.getByTestId('means');
      await expect(lines).toHaveCount(1);
      await lines.first().getByRole('button').click();
      await coordinator.getByRole('menuitem', { name: plans.means.actions.secure }).click();
      await dialog.getByLabel(plans.means.inPart).check();
      await dialog.getByLabel(plans.means.part).fill(amounts.part);
      await dialog.getByRole('button', { name: plans.means.secureButton }).click();
      await expect(lines).toHaveCount(2);
      const sums = coordinator.getByTestId('totals').getByRole('row').last();
      await expect(sums.getByRole('cell')).toHaveText([amounts.secured, amounts.rest, amounts.total]);
    });

    test('a recommendation aims at an objective of the decree, which shows it', async () => {
      const { objectives, editFacts, objective } = plans.recommendations;
      await coordinator.getByRole('button', { name: editFacts }).click();
      const dialog = coordinator.getByRole('dialog');
      await dialog.locator('summary').filter({ hasText: objectives }).click();
      await dialog.getByRole('group', { name: objectives }).getByRole('checkbox').first().check();
      await isAccessible(coordinator);
      await dialog.getByRole('button', { name: words.say.common.save }).click();
      const aim = coordinator.getByRole('main').locator('a[href$="/objectifs"]');
      await expect(aim).toHaveCount(1);
      const reference = ((await aim.textContent()) ?? '').trim();
      await aim.click();
      const row = coordinator.getByRole('listitem').filter({ hasText: reference }).first();
      await row.locator('summary').click();
      await expect(row.getByRole('link', { name: 'Financer dix places' })).toBeVisible();
      await isAccessible(coordinator);
      await row.locator('a[href*="objectif="]').click();
      await expect(coordinator.getByRole('combobox', { name: objective })).toHaveValue(/.+/);
      await coordinator.getByTestId('recommendation').getByRole('link', { name: 'Financer dix places' }).click();
      await expect(coordinator).toHaveURL(/recommandations\//);
    });

    test('a recommendation goes its road, with where it was decided', async () => {
      const { acts, buttons } = plans.road;
      const now = coordinator.locator('[aria-current="step"]');
      await expect(now).toContainText(plans.words.states.draft);
      await coordinator.getByRole('button', { name: acts.propose, exact: true }).click();
      await expect(now).toContainText(plans.words.states.proposed);
      await coordinator.getByRole('button', { name: acts.validate }).click();
      const dialog = coordinator.getByRole('dialog');
      await dialog.getByLabel(plans.decided.label).selectOption({ index: 1 });
      await isAccessible(coordinator);
      await dialog.getByRole('button', { name: buttons.validate, exact: true }).click();
      await expect(now).toContainText(plans.words.states.validated);
      await expect(coordinator.getByRole('main').locator('a[href*="/reunions/"]')).toBeVisible();
      await isAccessible(coordinator);
    });

    test('the list keeps its filters in the address and adds up what it shows', async () => {
      await partner.goto(`${server.address}/plans/${server.plan}/recommandations`);
      const rows = partner.getByTestId('recommendation');
      await partner.getByRole('combobox', { name: plans.recommendations.state }).selectOption('validated');
      await expect(partner).toHaveURL(/etat=validated/);
      await expect(rows.filter({ hasText: 'Financer dix places' })).toHaveCount(1);
      await expect(partner.getByTestId('totals')).toBeVisible();
      await isAccessible(partner);
      await partner.setViewportSize({ width: 390, height: 844 });
      await isAccessible(partner);
      expect(await partner.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      await expect(partner.getByRole('heading', { level: 1 })).toHaveText(plans.recommendations.title);
    });
  });
}
