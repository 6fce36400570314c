// Editions and what they take over, spaces with their mandate, items and tasks tied to records.
import type { Page } from '@playwright/test';
import { editions as enEditions } from '../../web/src/lib/i18n/en-editions.ts';
import { links as enLinks } from '../../web/src/lib/i18n/en-links.ts';
import { editions as frEditions } from '../../web/src/lib/i18n/fr-editions.ts';
import { links as frLinks } from '../../web/src/lib/i18n/fr-links.ts';
import { typographic } from '../../web/src/lib/i18n/typography.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

const EDITIONS = { fr: typographic(frEditions), en: enEditions };
const LINKS = { fr: typographic(frLinks), en: enLinks };
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

for (const words of BOTH) {
  const { language, say } = words;
  const editions = EDITIONS[language];
  const links = LINKS[language];

  test.describe(`editions, spaces and links, ${language}`, () => {
    let server: Server;
    let coordinator: Page;
    let facilitator: Page;
    let errors: string[];

    test.beforeAll(async ({ browser }) => {
      server = await Server.start();
      const first = await enter(browser, server, 'coordination', words);
      const second = await enter(browser, server, 'anim-logement', words);
      [coordinator, facilitator] = [first.page, second.page];
      errors = first.errors;
      second.page.on('pageerror', (error) => errors.push(error.message));
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server.stop();
    });

    test.afterEach(() => {
      expect(errors).toEqual([]);
    });

    const show = (page: Page, path: string) => page.goto(`${server.address}/plans/${server.plan}${path}`);

    /** Accessible on a desk and on a phone, with a picture of each to look at. */
    async function looks(page: Page, name: string): Promise<void> {
      for (const [size, viewport] of [['phone', PHONE], ['desk', DESK]] as const) {
        await page.setViewportSize(viewport);
        await isAccessible(page);
        await page.screenshot({ path: `output/${name}-${size}-${language}.png`, fullPage: true });
      }
    }

    test('an edition renews another and takes over what holds', async () => {
      test.setTimeout(120_000);
      await show(coordinator, '/editions');
      await expect(coordinator.getByRole('heading', { level: 1, name: editions.title })).toBeVisible();
      await looks(coordinator, 'editions');
      await coordinator.getByRole('button', { name: editions.open }).click();
      const dialog = coordinator.getByRole('dialog');
      await dialog.getByLabel(editions.label).fill('PPLI 3');
      await dialog.getByLabel(editions.from).fill('2028');
      await dialog.getByLabel(editions.to).fill('2033');
      await isAccessible(coordinator);
      await dialog.getByRole('button', { name: editions.openButton, exact: true }).click();
      await expect(coordinator.getByRole('heading', { level: 1, name: 'PPLI 3' })).toBeVisible();
      await looks(coordinator, 'edition-new');

      // Somebody else watches the same page.
      await facilitator.goto(coordinator.url());
      await expect(facilitator.getByText(editions.nothing)).toBeVisible();

      for (const [title, count] of [
        [editions.takeOver.findings, editions.counts.findings],
        [editions.takeOver.priorities, editions.counts.priorities],
        [editions.takeOver.recommendations, editions.counts.recommendations],
      ] as const) {
        const chooser = coordinator.getByRole('region', { name: title, exact: true });
        const boxes = chooser.getByRole('checkbox');
        await expect(boxes.first()).toBeVisible();
        const offered = await boxes.count();
        await boxes.first().check();
        await chooser.getByRole('button', { name: editions.takeOver.action(1), exact: true }).click();
        await expect(boxes).toHaveCount(offered - 1);
        await expect(facilitator.getByRole('link', { name: count(1), exact: true })).toBeVisible();
        if (offered > 1) {
          await chooser.getByRole('button', { name: editions.takeOver.all }).click();
          await chooser.getByRole('button', { name: editions.takeOver.action(offered - 1), exact: true }).click();
          await expect(chooser.getByText(editions.takeOver.done)).toBeVisible();
          await expect(facilitator.getByRole('link', { name: count(offered), exact: true })).toBeVisible();
        }
      }
      await looks(coordinator, 'edition-full');
    });

    test('an edition goes on, with the plenary that validated it and the act that adopted it', async () => {
      await show(coordinator, '/editions');
      await coordinator.getByRole('link', { name: 'PPLI 3', exact: true }).click();
      await coordinator.getByRole('button', { name: editions.road.acts.start_consultation }).click();
      await coordinator.getByRole('button', { name: editions.road.acts.validate }).click();
      await isAccessible(coordinator);
      await coordinator.getByRole('dialog').getByRole('button', { name: editions.validate.action }).click();
      await expect(coordinator.getByText(editions.facts.validated)).toBeVisible();
      await coordinator.getByRole('button', { name: editions.road.acts.adopt }).click();
      const dialog = coordinator.getByRole('dialog');
      await dialog.getByLabel(editions.adopt.body).fill('Collège provincial');
      await dialog.getByLabel(editions.adopt.day).fill('2027-06-18');
      await dialog.getByLabel(editions.adopt.reference).fill('CP 2027/118');
      await dialog.getByRole('button', { name: editions.adopt.action }).click();
      await expect(coordinator.getByText('CP 2027/118')).toBeVisible();
      await expect(facilitator.getByText('CP 2027/118')).toBeVisible();
      await expect(facilitator.getByRole('button', { name: editions.road.acts.start_implementation })).toHaveCount(0);
      await looks(coordinator, 'edition-adopted');
    });

    test('a facilitator writes the mandate and proposes an item to the plenary', async () => {
      await show(facilitator, '/espaces');
      await facilitator.getByRole('link', { name: 'Logement', exact: true }).click();
      await facilitator.getByRole('button', { name: links.space.editMandate }).click();
      await facilitator.getByRole('textbox', { name: links.space.mandate }).fill('Un toit pour chacun, commune par commune.');
      await facilitator.getByRole('button', { name: say.common.save, exact: true }).click();
      await expect(facilitator.getByText('Un toit pour chacun, commune par commune.')).toBeVisible();
      await looks(facilitator, 'space');

      const item = 'Adresse de référence : une pratique commune';
      await show(coordinator, '/reunions');
      await coordinator.getByRole('link', { name: /Plénière de validation/ }).first().click();
      const plenary = coordinator.getByRole('region', { name: say.backlog.plenary });
      await expect(plenary).toBeVisible();
      await expect(plenary.getByText(item)).toHaveCount(0);
      await facilitator.getByRole('button', { name: links.referOf(item) }).click();
      await expect(plenary.getByText(item)).toBeVisible();
    });

    test('an item says what it deals with, and the record says where', async () => {
      await show(facilitator, '/espaces');
      await facilitator.getByRole('link', { name: 'Logement', exact: true }).click();
      await facilitator.getByRole('textbox', { name: say.backlog.proposeLabel }).fill('Isolation et loyers');
      await facilitator.getByRole('button', { name: say.backlog.propose, exact: true }).click();
      await facilitator.getByRole('button', { name: links.item.button('Isolation et loyers') }).click();
      const dialog = facilitator.getByRole('dialog');
      await dialog.locator('summary').filter({ hasText: links.item.kinds.recommendation }).click();
      await dialog.getByRole('checkbox', { name: /^R.23 .*isolation sans hausse de loyer/ }).check();
      await isAccessible(facilitator);
      await dialog.getByRole('button', { name: say.common.save, exact: true }).click();
      const list = facilitator.getByRole('list', { name: links.item.list('Isolation et loyers') });
      await list.getByRole('link').click();
      await expect(facilitator.getByRole('heading', { name: links.follow.title })).toBeVisible();
      await expect(facilitator.getByText('Isolation et loyers')).toBeVisible();

      await coordinator.goto(facilitator.url());
      await facilitator.getByRole('textbox', { name: links.follow.task }).fill('Demander trois devis');
      await facilitator.getByRole('button', { name: say.tasks.add, exact: true }).click();
      await expect(coordinator.getByTestId('task-about').filter({ hasText: 'Demander trois devis' })).toBeVisible();
      await looks(facilitator, 'follow-up');
    });

    test('a partner is placed, given voices, withdrawn and reinstated', async () => {
      await show(coordinator, '/partenaires');
      const name = 'CADA (démo)';
      const menu = () => coordinator.getByRole('button', { name: links.partner.menu(name), exact: true }).click();
      await menu();
      await coordinator.getByRole('menuitem', { name: links.partner.edit }).click();
      await coordinator.getByRole('spinbutton', { name: links.partner.weight }).fill('3');
      await isAccessible(coordinator);
      await coordinator.getByRole('dialog').getByRole('button', { name: say.common.save, exact: true }).click();
      await menu();
      await coordinator.getByRole('menuitem', { name: links.partner.withdraw }).click();
      await coordinator.getByRole('dialog').getByRole('textbox').fill('Fin de mission');
      await coordinator.getByRole('dialog').getByRole('button', { name: links.partner.withdrawAction, exact: true }).click();
      await expect(coordinator.getByRole('row').filter({ hasText: name }).getByText(say.partners.withdrawn)).toBeVisible();
      await menu();
      await coordinator.getByRole('menuitem', { name: links.partner.reinstate }).click();
      await expect(coordinator.getByRole('row').filter({ hasText: name }).getByText(say.partners.withdrawn)).toHaveCount(0);
      await looks(coordinator, 'partners');
    });
  });
}
