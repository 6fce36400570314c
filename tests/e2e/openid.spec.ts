// People come through their organisation's own directory: a real provider, on another site than ours.
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { Provider } from 'oidc-provider';
import { enter, isAccessible, isLive } from './people.ts';
import { Server } from './server.ts';
import { expect, test } from './test.ts';

const SECRET = 'a secret between the two servers';
const BUTTON = 'Se connecter avec Mon organisation';
const REFUSED = /La connexion par votre organisation n’a pas abouti/;

/** Who the directory knows, by the name they sign in with there. */
const PEOPLE: Record<string, { name: string; email: string; email_verified: boolean }> = {
  claire: { name: 'Claire Organisation', email: 'claire@example.org', email_verified: true },
  inconnue: { name: 'Inconnue', email: 'inconnue@example.org', email_verified: true },
  // Says to be Dana, which the directory has not checked.
  imposteur: { name: 'Imposteur', email: 'dana@example.org', email_verified: false },
};

/** The directory answers on its port before it knows its client, whose address holds a port too. */
class Directory {
  private provider: Provider | null = null;

  private constructor(private http: HttpServer) {}

  static async start(): Promise<Directory> {
    const http = createServer();
    const directory = new Directory(http);
    http.on('request', (request, response) => void directory.provider?.callback()(request, response));
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    return directory;
  }

  /** Another site than the server's `127.0.0.1`, as an organisation's directory is. */
  get issuer(): string {
    return `http://localhost:${(this.http.address() as AddressInfo).port}`;
  }

  serve(server: Server): void {
    this.provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: 'plenum',
          client_secret: SECRET,
          redirect_uris: [`${server.address}/api/session/openid/callback`],
        },
      ],
      claims: { email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      cookies: { keys: ['of this test'] },
      features: { devInteractions: { enabled: true } },
      findAccount: (_, sub) => {
        const known = PEOPLE[sub];
        return known && { accountId: sub, claims: () => ({ sub, ...known }) };
      },
    });
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }
}

async function invite(page: Page, server: Server, email: string): Promise<void> {
  await page.goto(`${server.address}/plans/${server.plan}/membres`);
  await page.getByRole('button', { name: 'Inviter', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /Rôle/ }).first().selectOption('auditor');
  await dialog.getByRole('textbox', { name: /Adresse e-mail/ }).fill(email);
  await dialog.getByRole('button', { name: 'Créer l’invitation' }).click();
  await expect(page.getByText('Invitation prête')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Terminé' }).click();
}

/** Signs in at the directory, and lets it tell the server who one is. */
async function signIn(page: Page, directory: Directory, login: string): Promise<void> {
  await page.getByRole('link', { name: BUTTON }).click();
  await expect(page).toHaveURL((url) => url.origin === directory.issuer);
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function isInThePlan(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
  await isLive(page);
}

test.describe('the door of an organisation', () => {
  let directory: Directory;
  let server: Server;
  let coordinator: Page;

  test.beforeAll(async ({ browser }) => {
    directory = await Directory.start();
    const client = ['--openid-client', 'plenum', '--openid-secret', SECRET];
    server = await Server.start(['--openid-issuer', directory.issuer, ...client, '--openid-label', 'Mon organisation']);
    directory.serve(server);
    coordinator = (await enter(browser, server, 'coordination')).page;
  });

  test.afterAll(async () => {
    await server?.stop();
    await directory?.stop();
  });

  test('an invited person comes in by it, without a link or a password, and comes back', async ({ browser }) => {
    await invite(coordinator, server, 'claire@example.org');
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.address}/entrer`);
    await expect(page.getByRole('link', { name: BUTTON })).toBeVisible();
    await isAccessible(page);
    await signIn(page, directory, 'claire');
    await isInThePlan(page);

    await page.goto(`${server.address}/compte`);
    await expect(page.getByRole('textbox', { name: 'Nom', exact: true })).toHaveValue('Claire Organisation');
    await expect(page.getByRole('textbox', { name: 'Adresse e-mail' })).toHaveValue('claire@example.org');
    await expect(page.getByText('Pas de mot de passe')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Compte de votre organisation' })).toBeVisible();
    await isAccessible(page);
    await coordinator.reload();
    await expect(coordinator.getByRole('button', { name: 'Actions pour Claire Organisation' })).toBeVisible();
    await expect(coordinator.getByText('Aucune invitation n’attend de réponse.')).toBeVisible();

    await page.goto(`${server.address}/plans/${server.plan}`);
    await page.getByRole('button', { name: 'Se déconnecter' }).first().click();
    await expect(page.getByRole('button', { name: 'Se connecter', exact: true })).toBeVisible();
    // The directory still knows this browser, and asks nothing.
    await page.getByRole('link', { name: BUTTON }).click();
    await isInThePlan(page);

    // In another browser it asks again, and it is the same account.
    const other = await (await browser.newContext()).newPage();
    await other.goto(`${server.address}/entrer`);
    await signIn(other, directory, 'claire');
    await isInThePlan(other);
    await coordinator.reload();
    await expect(coordinator.getByRole('button', { name: 'Actions pour Claire Organisation' })).toHaveCount(1);
  });

  test('somebody whom nobody has invited stays at the door', async ({ browser }) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.address}/entrer`);
    await signIn(page, directory, 'inconnue');
    await expect(page).toHaveURL((url) => url.origin === server.address && url.pathname === '/entrer');
    await expect(page.getByRole('alert')).toHaveText(REFUSED);
    await isAccessible(page);
    await page.goto(`${server.address}/plans/${server.plan}`);
    await expect(page.getByRole('button', { name: 'Se connecter', exact: true })).toBeVisible();
  });

  test('whoever claims an address is not given the sign-in of whom it belongs to', async ({ browser }) => {
    await coordinator.goto(`${server.address}/compte`);
    await coordinator.getByRole('textbox', { name: 'Adresse e-mail' }).fill('inconnue@example.org');
    await coordinator.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(coordinator.getByText('Profil enregistré.')).toBeVisible();
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.address}/entrer`);
    await signIn(page, directory, 'inconnue');
    await expect(page.getByRole('alert')).toHaveText(REFUSED);
  });

  test('an address that the directory has not verified opens nothing', async ({ browser }) => {
    await invite(coordinator, server, 'dana@example.org');
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.address}/entrer`);
    await signIn(page, directory, 'imposteur');
    await expect(page.getByRole('alert')).toHaveText(REFUSED);
    await coordinator.reload();
    await expect(coordinator.getByText('dana@example.org')).toBeVisible();
  });

  test('whoever turns back at the directory is at the door again', async ({ browser }) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.address}/entrer`);
    await page.getByRole('link', { name: BUTTON }).click();
    await page.getByRole('link', { name: /Cancel/ }).click();
    await expect(page.getByRole('alert')).toHaveText(REFUSED);
    await expect(page.getByRole('link', { name: BUTTON })).toBeVisible();
  });
});
