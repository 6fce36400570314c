// People come, work and go: every way in, in real browsers, in both languages.
import { type Browser, type Page, expect, test } from '@playwright/test';
import { enter, isAccessible, isLive } from './people.ts';
import { Server } from './server.ts';

const PASSWORD = 'une phrase que personne ne devine';

/** Passkeys are bound to a name, and an address of digits is none. */
const named = (url: string): string => url.replace('127.0.0.1', 'localhost');

/** A browser with an authenticator that says yes, as a phone does to its owner. */
async function withAuthenticator(
  browser: Browser,
): Promise<{ page: Page; answers: (enabled: boolean) => Promise<void> }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const answers = async (enabled: boolean) => {
    await client.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  };
  return { page, answers };
}

/** A coordinator invites somebody as auditor; returns the link. */
async function invite(page: Page, server: Server, name: string): Promise<string> {
  await page.goto(`${server.address}/plans/${server.plan}/membres`);
  await page.getByRole('button', { name: 'Inviter', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /Rôle/ }).first().selectOption('auditor');
  await dialog.getByRole('textbox', { name: /Nom/ }).fill(name);
  await isAccessible(page);
  await dialog.getByRole('button', { name: 'Créer l’invitation' }).click();
  await expect(page.getByText('Invitation prête')).toBeVisible();
  const link = await page.getByRole('dialog').locator('input[readonly], output, code').first().evaluate(
    (element) => (element as HTMLInputElement).value ?? element.textContent ?? '',
  );
  await page.getByRole('dialog').getByRole('button', { name: 'Terminé' }).click();
  return link.trim();
}

/** Somebody new accepts with a password. */
async function accept(page: Page, link: string, name: string, email: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: /invité·e/ })).toBeVisible();
  await isAccessible(page);
  const choose = page.getByRole('button', { name: 'Plutôt un mot de passe' });
  if (await choose.isVisible()) await choose.click();
  await page.getByRole('textbox', { name: 'Votre nom' }).fill(name);
  await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.screenshot({ path: `output/door-invitation-${name}.png` });
  await page.getByRole('button', { name: 'Accepter et entrer' }).click();
}

test.describe('doors', () => {
  let server: Server;
  let coordinator: Page;

  test.beforeAll(async ({ browser }) => {
    server = await Server.start();
    coordinator = (await enter(browser, server, 'coordination')).page;
  });

  test.afterAll(async () => {
    await server.stop();
  });

  test('the first administrator comes by the printed link, looks around, locks and lets in again', async ({ browser }) => {
    const page = await (await browser.newContext()).newPage();
    await accept(page, server.administrator, 'Admin', 'admin@example.org');
    await expect(page).toHaveURL(/administration/);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const place of ['', '/plans', '/organisations', '/sessions', '/connexions']) {
      await page.goto(`${server.address}/administration${place}`);
      await expect(page.getByRole('main')).not.toBeEmpty();
      await expect(page.getByRole('row').nth(1)).toBeVisible();
      await isAccessible(page);
      await page.screenshot({ path: `output/admin${place.replace('/', '-')}.png` });
    }
    await page.goto(`${server.address}/administration/plans`);
    await page.getByRole('button', { name: 'Nouveau plan' }).click();
    await page.getByRole('textbox', { name: 'Titre' }).fill('PLI Dinant');
    await page.getByRole('textbox', { name: 'Territoire' }).fill('Dinant');
    await page.getByRole('button', { name: 'Créer le plan' }).click();
    await expect(page.getByText('PLI Dinant').first()).toBeVisible();
  });

  test('an invited person accepts with a passkey, leaves, and comes back with it', async ({ browser }) => {
    const link = await invite(coordinator, server, 'Noa');
    const { page, answers } = await withAuthenticator(browser);
    await page.goto(named(link));
    await page.getByRole('textbox', { name: 'Votre nom' }).fill('Noa Démo');
    await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill('noa@example.org');
    await page.getByRole('button', { name: 'Accepter avec une clé d’accès' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
    await isLive(page);
    await page.goto(`${named(server.address)}/compte`);
    await expect(page.getByRole('heading', { level: 1, name: 'Mon compte' })).toBeVisible();
    await isAccessible(page);
    await page.screenshot({ path: 'output/account.png', fullPage: true });
    await page.goto(`${named(server.address)}/plans/${server.plan}`);
    // The owner looks away, or the browser's own offer would have signed them in again.
    await answers(false);
    await page.getByRole('button', { name: 'Se déconnecter' }).first().click();
    await expect(page.getByRole('button', { name: 'Se connecter', exact: true })).toBeVisible();
    await isAccessible(page);
    await page.screenshot({ path: 'output/door.png' });
    await answers(true);
    await page.getByRole('button', { name: 'Se connecter avec une clé d’accès' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
  });

  test('a person whose roles are revoked loses the plan within a second, in the open browser', async ({ browser }) => {
    const link = await invite(coordinator, server, 'Lou');
    const page = await (await browser.newContext()).newPage();
    await accept(page, link, 'Lou Démo', 'lou@example.org');
    await isLive(page);
    await coordinator.getByRole('button', { name: 'Actions pour Lou Démo' }).click();
    await coordinator.getByRole('menuitem', { name: /Retirer/ }).click();
    await expect(page.getByRole('heading', { name: 'PPLI Namur' })).toBeHidden({ timeout: 1_000 });
    await isAccessible(page);
    await page.screenshot({ path: 'output/door-gone.png' });
  });

  test('a wrong password is one answer, the right one opens, in English too', async ({ browser }) => {
    const link = await invite(coordinator, server, 'Sam');
    await accept(await (await browser.newContext()).newPage(), link, 'Sam Démo', 'sam@example.org');
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.addInitScript(() => localStorage.setItem('plenum.language', 'en'));
    await page.goto(`${server.address}/entrer`);
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('sam@example.org');
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('alert')).not.toBeEmpty();
    await isAccessible(page);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
    for (const place of ['compte', 'compte/donnees']) {
      await page.goto(`${server.address}/${place}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await isAccessible(page);
    }
  });

  test('an erased person is a former member of their partner, and cannot come back', async ({ browser }) => {
    const link = await invite(coordinator, server, 'Kim');
    const page = await (await browser.newContext()).newPage();
    await accept(page, link, 'Kim Démo', 'kim@example.org');
    await isLive(page);
    await page.goto(`${server.address}/compte/donnees`);
    await page.screenshot({ path: 'output/account-data.png', fullPage: true });
    await page.getByRole('button', { name: 'Effacer mon compte' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Kim Démo');
    await page.getByRole('dialog').getByRole('button', { name: 'Effacer' }).click();
    await expect(page.getByRole('button', { name: 'Se connecter', exact: true })).toBeVisible();
    await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill('kim@example.org');
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await expect(page.getByRole('alert')).not.toBeEmpty();
    await coordinator.goto(`${server.address}/plans/${server.plan}/historique`);
    await expect(coordinator.getByText(/ancien·ne membre/).locator('visible=true').first()).toBeVisible();
    await expect(coordinator.getByText('Kim Démo')).toHaveCount(0);
  });

  test('an observer’s link and the public page open and close', async ({ browser }) => {
    await coordinator.goto(`${server.address}/plans/${server.plan}/membres`);
    await coordinator.screenshot({ path: 'output/members.png', fullPage: true });
    const visitor = await (await browser.newContext()).newPage();
    await visitor.goto(`${server.address}/public/${server.plan}`);
    await expect(visitor.getByText('Cette page n’est pas ouverte')).toBeVisible();
    await coordinator.getByRole('button', { name: 'Ouvrir la page publique' }).click();
    await expect(coordinator.getByText('La page publique est ouverte')).toBeVisible();
    await visitor.reload();
    await expect(visitor.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
    await isAccessible(visitor);
    await visitor.screenshot({ path: 'output/public.png', fullPage: true });
    await coordinator.getByRole('button', { name: 'Fermer la page publique' }).click();
    await expect(coordinator.getByText('La page publique est fermée')).toBeVisible();
    await visitor.reload();
    await expect(visitor.getByText('Cette page n’est pas ouverte')).toBeVisible();
  });
});
