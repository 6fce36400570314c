// Requests for expertise from receiving to closing, and advocacy from assembling to what differs since it was sent.
import type { Page } from '@playwright/test';
import { en as enTalk } from '../../web/src/lib/i18n/en-talk.ts';
import { talk as frTalk } from '../../web/src/lib/i18n/fr-talk.ts';
import { typographic } from '../../web/src/lib/i18n/typography.ts';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

const QUESTION = 'Quels délais annoncer pour une place en crèche (sonde) ?';
const BETTER = 'Quels délais annoncer pour une place en crèche à Couvin (sonde) ?';
const TALK = { fr: typographic(frTalk), en: enTalk };
const TITLE = 'Mémorandum de la sonde';
const TABLES = 'Un agenda commun des tables de conversation (démo)';
const LATER = 'Publier chaque mois un agenda commun (sonde).';

for (const words of BOTH) {
  const { language, say, speak } = words;
  const { expertise, advocacy } = speak;

  test.describe(`expertise and advocacy (${language})`, () => {
    // Each goes on from what the one before it made.
    test.describe.configure({ mode: 'serial' });
    let server: Server;
    let coordinator: Page;
    let delegate: Page;
    let plan: string;

    test.beforeAll(async ({ browser }) => {
      server = await Server.start();
      coordinator = (await enter(browser, server, 'coordination', words)).page;
      delegate = (await enter(browser, server, 'delegation-ili-fle', words)).page;
      plan = `${server.address}/plans/${server.plan}`;
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server.stop();
    });

    const dialog = (page: Page) => page.getByRole('dialog');
    const heading = (page: Page) => page.getByRole('heading', { level: 1 });
    /** A picture for a desk and one for a phone, both accessible. */
    async function look(page: Page, name: string): Promise<void> {
      for (const [of, width, height] of [['desk', 1280, 900], ['phone', 390, 844]] as const) {
        await page.setViewportSize({ width, height });
        await isAccessible(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${name} on a ${of}`).toBeLessThanOrEqual(0);
        await page.screenshot({ path: `output/${name}-${of}-${language}.png`, fullPage: true });
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    }

    test('a request is received by one, handled by another, and answered by who was mobilised', async () => {
      await delegate.goto(`${plan}/expertises`);
      await look(delegate, 'expertises');
      await delegate.getByRole('button', { name: expertise.receive }).click();
      await dialog(delegate).getByLabel(expertise.question).fill(QUESTION);
      await dialog(delegate).getByLabel(expertise.due).fill('2020-01-01');
      await isAccessible(delegate);
      await dialog(delegate).getByRole('button', { name: expertise.receiveButton, exact: true }).click();
      await expect(heading(delegate)).toHaveText(QUESTION);
      await expect(delegate.getByText(expertise.waitingFor.handle)).toBeVisible();

      // The asker says it better, thinks again, and says it after all.
      await delegate.getByRole('button', { name: expertise.editQuestion }).click();
      await delegate.getByRole('textbox', { name: expertise.question, exact: true }).fill(BETTER);
      await isAccessible(delegate);
      await delegate.keyboard.press('Control+Enter');
      await expect(heading(delegate)).toHaveText(BETTER);
      await look(delegate, 'expertise-received');
      await delegate.getByRole('button', { name: say.undo.undo, exact: true }).click();
      await expect(heading(delegate)).toHaveText(QUESTION);
      await delegate.getByRole('button', { name: say.undo.redo, exact: true }).click();
      await expect(heading(delegate)).toHaveText(BETTER);

      await coordinator.goto(`${plan}/pour-moi`);
      const waiting = coordinator.getByTestId('waiting');
      await expect(waiting).toContainText(BETTER);
      await expect(waiting.getByRole('heading', { name: TALK[language].forMe.kinds.expertise_to_qualify })).toBeVisible();
      await expect(waiting.getByRole('heading', { name: TALK[language].forMe.kinds.advocacy_silent })).toBeVisible();
      await look(coordinator, 'for-me-speak');
      await coordinator.goto(`${plan}/expertises?retard=oui&etat=received`);
      const row = coordinator.getByTestId('expertise').filter({ hasText: BETTER });
      await expect(row).toContainText(expertise.waitsToday);
      await row.getByRole('link').click();
      await coordinator.getByRole('button', { name: expertise.acts.qualify }).click();
      await dialog(coordinator).getByLabel(expertise.urgency).selectOption('high');
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: expertise.buttons.qualify, exact: true }).click();
      await coordinator.getByRole('button', { name: expertise.acts.mobilise }).click();
      await dialog(coordinator).getByRole('searchbox').fill('ILI FLE');
      await dialog(coordinator).getByLabel('ILI FLE (démo)').check();
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: expertise.buttons.mobilise, exact: true }).click();
      await expect(coordinator.getByTestId('mobilised')).toHaveText(/ILI FLE/);

      await delegate.goto(`${plan}/pour-moi`);
      const asked = delegate.getByTestId('waiting');
      await expect(asked.getByRole('heading', { name: TALK[language].forMe.kinds.expertise_to_answer })).toBeVisible();
      await asked.locator('p').filter({ hasText: BETTER }).getByRole('link').click();
      await expect(heading(delegate)).toHaveText(BETTER);
      await delegate.getByRole('button', { name: expertise.acts.answer }).click();
      await dialog(delegate).getByLabel(expertise.answer).fill('Trois mois en moyenne (sonde).');
      await dialog(delegate).getByRole('button', { name: expertise.buttons.answer, exact: true }).click();
      await expect(delegate.getByText('Trois mois en moyenne (sonde).')).toBeVisible();
      await coordinator.getByRole('button', { name: expertise.acts.close, exact: true }).click();
      await expect(delegate.getByText(expertise.over)).toBeVisible();
      await look(coordinator, 'expertise');
    });

    test('a text is assembled, sent, and shows what its recommendations say since', async () => {
      await coordinator.goto(`${plan}/interpellations`);
      await look(coordinator, 'interpellations');
      await coordinator.getByRole('button', { name: advocacy.compose }).click();
      await dialog(coordinator).getByLabel(advocacy.name).fill(TITLE);
      await dialog(coordinator).getByLabel(advocacy.body).fill('Collège provincial (sonde)');
      await dialog(coordinator).getByText(advocacy.recommendations, { exact: true }).first().click();
      await dialog(coordinator).getByRole('checkbox', { name: TABLES }).check();
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: advocacy.composeButton }).click();
      await expect(heading(coordinator)).toHaveText(TITLE);
      await expect(coordinator.getByTestId('chosen')).toHaveText(new RegExp(TABLES.slice(0, 20)));

      // What it lacks is said before it is sent.
      await coordinator.getByRole('button', { name: advocacy.send }).click();
      await expect(dialog(coordinator)).toContainText(advocacy.notReady.text);
      await expect(dialog(coordinator).getByRole('button', { name: advocacy.sendButton })).toBeDisabled();
      await dialog(coordinator).getByRole('button', { name: say.common.cancel }).click();
      await coordinator.getByRole('button', { name: advocacy.editText }).click();
      await coordinator.getByRole('textbox', { name: /(Texte|Text) / }).fill('Une seule demande (sonde).');
      await coordinator.keyboard.press('Control+Enter');
      await expect(coordinator.getByText('Une seule demande (sonde).')).toBeVisible();
      await look(coordinator, 'interpellation-draft');
      await coordinator.getByRole('button', { name: advocacy.send }).click();
      await dialog(coordinator).getByLabel(advocacy.sentOn).fill('2026-01-10');
      await dialog(coordinator).getByLabel(advocacy.answerDue).fill('2026-02-10');
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: advocacy.sendButton }).click();
      await expect(coordinator.getByTestId('pinned')).toContainText(advocacy.same);
      await expect(coordinator.getByTestId('silence')).toBeVisible();

      // The other one reads it, and sees the change come in.
      const text = coordinator.url();
      await delegate.goto(text);
      await expect(delegate.getByTestId('pinned')).toContainText(advocacy.same);
      await coordinator.getByTestId('pinned').getByRole('link').click();
      await expect(coordinator.getByTestId('carried-by')).toContainText(TITLE);
      await coordinator.getByRole('button', { name: /^(Modifier|Edit)$/ }).first().click();
      await coordinator.getByRole('textbox', { name: /(Texte|Text) / }).fill(LATER);
      await coordinator.keyboard.press('Control+Enter');
      await expect(coordinator.getByText(LATER)).toBeVisible();
      await expect(delegate.getByTestId('pinned')).toContainText(advocacy.differs);
      await expect(delegate.getByTestId('pinned').locator('ins').first()).toBeVisible();
      await expect(delegate.getByTestId('pinned').locator('del').first()).toBeVisible();
      await look(delegate, 'interpellation-sent');

      await coordinator.goto(text);
      await coordinator.getByRole('button', { name: advocacy.record }).click();
      await dialog(coordinator).getByLabel(advocacy.summary).fill('Nous en prenons acte (sonde).');
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: advocacy.recordButton, exact: true }).click();
      await expect(delegate.getByTestId('answer')).toContainText('Nous en prenons acte (sonde).');
      await expect(delegate.getByTestId('silence')).toHaveCount(0);
    });
  });
}
