// How people come in: invited, by a password, by a passkey; in the language of their browser.
import { type Browser, type BrowserContext, type Page, expect } from '@playwright/test';
import { isAccessible, isLive } from './people.ts';
import type { Server } from './server.ts';
import type { Words } from './words.ts';

export const PASSWORD = 'une phrase que personne ne devine';

/** Passkeys are bound to a name, and an address of digits is none. */
export const named = (url: string): string => url.replace('127.0.0.1', 'localhost');

/** The browser of somebody who reads a language; they may choose another. */
export async function someone(browser: Browser, { language, locale }: Words): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ locale });
  await context.addInitScript((chosen) => {
    if (!localStorage.getItem('plenum.language')) localStorage.setItem('plenum.language', chosen);
  }, language);
  return context.newPage();
}

/** A browser with an authenticator, which says yes as a phone does to its owner, or looks away. */
export async function withAuthenticator(
  browser: Browser,
  words: Words,
): Promise<{ page: Page; answers: (enabled: boolean) => Promise<void> }> {
  const page = await someone(browser, words);
  const client = await page.context().newCDPSession(page);
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

/** The link or token that a dialog or a part of the page shows once. */
export async function shownOnce(page: Page, action: string): Promise<string> {
  const field = page.getByRole('textbox', { name: action });
  await expect(field).toHaveValue(/./);
  return field.inputValue();
}

/** A coordinator invites somebody as auditor; the link that is shown. */
export async function invite(
  page: Page,
  server: Server,
  { people, say }: Words,
  who: { name?: string; email?: string; until?: string; isMailed?: boolean },
): Promise<string> {
  await page.goto(`${server.address}/plans/${server.plan}/membres`);
  await page.getByRole('button', { name: people.members.invite, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: say.members.role }).first().selectOption('auditor');
  if (who.name) await dialog.getByRole('textbox', { name: people.members.inviteName }).fill(who.name);
  if (who.email) await dialog.getByRole('textbox', { name: people.members.inviteEmail }).fill(who.email);
  if (who.until) await dialog.getByLabel(people.members.endField).fill(who.until);
  await dialog.getByRole('button', { name: people.members.makeLink }).click();
  await expect(page.getByText(people.members.made)).toBeVisible();
  const link = await shownOnce(page, people.link.copy);
  if (who.isMailed) await expect(dialog).toContainText(people.link.mailed(who.email!));
  await dialog.getByRole('button', { name: people.link.done }).click();
  return link;
}

/** Somebody new accepts with a password; what is known of them already is in the form. */
export async function accept(
  page: Page,
  link: string,
  { people }: Words,
  who: { name: string; email: string; isKnown?: boolean },
): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('textbox', { name: people.invitation.name })).toBeVisible();
  await isAccessible(page);
  const choose = page.getByRole('button', { name: people.invitation.choosePassword });
  if (await choose.isVisible()) await choose.click();
  const email = page.getByRole('textbox', { name: people.door.email });
  if (who.isKnown) await expect(email).toHaveValue(who.email);
  else await email.fill(who.email);
  await page.getByRole('textbox', { name: people.invitation.name }).fill(who.name);
  await page.getByLabel(people.invitation.password).fill(PASSWORD);
  await page.getByRole('button', { name: people.invitation.withPassword }).click();
}

/** Signs in at the door, or tries. */
export async function byPassword(
  page: Page,
  server: Server,
  { people }: Words,
  email: string,
  password = PASSWORD,
): Promise<void> {
  await page.goto(`${server.address}/entrer`);
  await page.getByRole('textbox', { name: people.door.email }).fill(email);
  await page.getByLabel(people.door.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: people.door.enter, exact: true }).click();
}

export async function isInThePlan(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'PPLI Namur' })).toBeVisible();
  await isLive(page);
}

export async function isAtTheDoor(page: Page, { people }: Words): Promise<void> {
  await expect(page.getByRole('button', { name: people.door.enter, exact: true })).toBeVisible();
}
