// Findings and what rests on them: recorded, reviewed by several, settled anew, confirmed.
import type { Page } from '@playwright/test';
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

const FIRST = 'Les cours de français du soir affichent complet dès septembre (sonde).';
const UPDATED = 'Les cours de français du soir affichent complet dès juin (sonde).';
const SECOND = 'Le covoiturage ne compense pas les bus du soir (sonde).';
const NEED = 'Des cours du soir sans liste d’attente (sonde).';

for (const words of BOTH) {
  const { language, say, findings } = words;

  test.describe(`findings (${language})`, () => {
    // Each goes on from what the one before it made.
    test.describe.configure({ mode: 'serial' });
    let server: Server;
    let coordinator: Page;
    let delegate: Page;
    let plan: string;

    test.beforeAll(async ({ browser }) => {
      server = await Server.start();
      coordinator = (await enter(browser, server, 'coordination', words)).page;
      delegate = (await enter(browser, server, 'delegation-cada', words)).page;
      plan = `${server.address}/plans/${server.plan}`;
    });

    test.afterAll(async ({ browser }) => {
      await leave(browser);
      await server.stop();
    });

    const main = (page: Page) => page.getByRole('main');
    const dialog = (page: Page) => page.getByRole('dialog');
    /** The rows of the list that say this. */
    const rows = (page: Page, statement: string) => page.getByTestId('finding').filter({ hasText: statement });

    async function record(statement: string): Promise<void> {
      await coordinator.goto(`${plan}/constats`);
      await coordinator.getByRole('button', { name: findings.list.record }).click();
      await dialog(coordinator).getByLabel(findings.fields.statement).fill(statement);
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: findings.record.send }).click();
      await expect(main(coordinator)).toContainText(statement);
      await expect(coordinator.getByRole('heading', { level: 1 })).toContainText(/\d/);
    }

    test('findings are recorded, given evidence, and narrowed by the address', async () => {
      await record(SECOND);
      await record(FIRST);
      await coordinator.getByRole('button', { name: findings.evidence.add }).click();
      await dialog(coordinator).getByLabel(findings.evidence.reference).fill('Rapport ILI (sonde)');
      await dialog(coordinator).getByLabel(findings.evidence.link).fill('http://example.org');
      await expect(dialog(coordinator).getByRole('alert')).toHaveText(findings.evidence.badLink);
      await dialog(coordinator).getByLabel(findings.evidence.link).fill('https://example.org/rapport');
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: findings.evidence.add }).click();
      const link = coordinator.getByTestId('evidence').getByRole('link');
      await expect(link).toHaveAttribute('rel', /noopener/);
      await isAccessible(coordinator);
      await coordinator.screenshot({ path: `output/finding-${language}.png`, fullPage: true });

      await coordinator.goto(`${plan}/constats`);
      await coordinator.getByLabel(findings.list.search).fill('francais COMPLET');
      await expect(rows(coordinator, FIRST)).toBeVisible();
      await expect(rows(coordinator, SECOND)).toHaveCount(0);
      await isAccessible(coordinator);
      await coordinator.screenshot({ path: `output/findings-${language}.png`, fullPage: true });
      await coordinator.reload();
      await expect(rows(coordinator, SECOND)).toHaveCount(0);
      await coordinator.getByLabel(findings.list.search).fill('introuvable');
      await expect(coordinator.getByText(findings.list.none)).toBeVisible();
    });

    test('a partner takes positions in a review session by the keyboard alone', async () => {
      await delegate.goto(`${plan}/constats?q=sonde`);
      await expect(rows(delegate, FIRST)).toContainText(findings.list.awaits);
      await delegate.getByRole('link', { name: findings.list.session }).click();
      const place = (at: number) => delegate.getByText(findings.review.place(at, 2), { exact: true });
      await expect(place(1)).toBeVisible();
      await isAccessible(delegate);
      await delegate.screenshot({ path: `output/review-${language}.png`, fullPage: true });
      await delegate.keyboard.press('n');
      await expect(delegate.getByLabel(findings.stances.reason, { exact: true })).toBeFocused();
      await delegate.keyboard.type('Pas dans nos communes.');
      await delegate.keyboard.press('Control+Enter');
      await expect(place(2)).toBeVisible();
      await expect(delegate.locator('[aria-live]')).toContainText(findings.review.place(2, 2));
      await delegate.keyboard.press('a');
      await delegate.keyboard.press('Control+Enter');
      await expect(delegate.getByText(findings.review.mine(findings.positions.agrees))).toBeVisible();
      await delegate.keyboard.press('Escape');
      await delegate.keyboard.press('k');
      await expect(delegate.getByText(findings.review.mine(findings.positions.nuances))).toBeVisible();
    });

    test('a finding that is updated flags the need that rests on it, until it is confirmed', async () => {
      await coordinator.goto(`${plan}/constats?q=francais`);
      await rows(coordinator, FIRST).getByRole('link').click();
      await expect(coordinator.getByTestId('stance')).toContainText('CADA');
      await coordinator.getByRole('button', { name: findings.built.state }).click();
      await dialog(coordinator).getByLabel(findings.needs.statement).fill(NEED);
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: findings.needs.send, exact: true }).click();
      await expect(coordinator.getByTestId('built')).toContainText(NEED);

      await delegate.goto(`${plan}/besoins?q=attente`);
      const need = delegate.getByTestId('need').filter({ hasText: NEED });
      await expect(need).toBeVisible();
      await expect(need.getByTestId('changed')).toHaveCount(0);

      await coordinator.getByRole('button', { name: findings.settle.review }).click();
      await dialog(coordinator).getByLabel(say.common.reason).fill('Nouveaux chiffres (sonde)');
      await dialog(coordinator).getByRole('button', { name: findings.settle.review }).click();
      await coordinator.getByRole('button', { name: findings.settle.open }).click();
      await dialog(coordinator).getByRole('radio', { name: findings.outcomes.updated }).check();
      await dialog(coordinator).getByRole('textbox', { name: findings.settle.statement }).fill(UPDATED);
      await dialog(coordinator).getByLabel(say.common.reason).fill('Inscriptions de 2026 (sonde)');
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: findings.settle.send, exact: true }).click();
      await expect(main(coordinator)).toContainText(UPDATED);
      await expect(coordinator.getByTestId('stance')).toContainText(findings.stances.before);

      const flag = need.getByTestId('changed');
      await expect(flag).toContainText(findings.chain.flag);
      await expect(flag).toContainText(UPDATED);
      // Whoever does not tend a need is told, and not asked.
      await expect(flag.getByRole('button')).toHaveCount(0);
      await isAccessible(delegate);
      await delegate.screenshot({ path: `output/needs-${language}.png`, fullPage: true });

      const built = coordinator.getByTestId('built').filter({ hasText: NEED });
      await built.getByRole('button').click();
      await dialog(coordinator).getByRole('radio', { name: findings.chain.stands }).check();
      await dialog(coordinator).getByLabel(say.common.reason).fill('Le besoin reste le même (sonde)');
      await isAccessible(coordinator);
      await dialog(coordinator).getByRole('button', { name: findings.chain.send, exact: true }).click();
      await expect(built).not.toContainText(findings.chain.flagged);
      await expect(flag).toHaveCount(0);
    });

    test('the chain is walked by the arrow keys', async () => {
      await coordinator.getByRole('link', { name: findings.page.chain }).click();
      const graph = coordinator.getByRole('group', { name: findings.chain.graph });
      await expect(graph.getByRole('link')).toHaveCount(3);
      await expect(coordinator.getByRole('heading', { name: findings.chain.list })).toBeVisible();
      await isAccessible(coordinator);
      await coordinator.screenshot({ path: `output/chain-${language}.png`, fullPage: true });
      await graph.locator('[aria-current]').focus();
      await coordinator.keyboard.press('ArrowRight');
      await coordinator.keyboard.press('Enter');
      await expect(coordinator).toHaveURL(/\/besoins\//);
      await expect(main(coordinator)).toContainText(NEED);
      await isAccessible(coordinator);
    });
  });
}
