// Story 4: the network goes away, the server is killed; nothing is lost and nothing comes twice.
import { add, enter, isLive, openPlenary, rename, row, titles } from './people.ts';
import { Server } from './server.ts';
import { FRENCH } from './words.ts';
import { expect, test } from './test.ts';

const count = async (page: Parameters<typeof titles>[0], title: string): Promise<number> =>
  (await titles(page)).filter((each) => each === title).length;

test('what is edited without a network waits, then lands exactly once', async ({ browser }) => {
  const server = await Server.start();
  try {
    const mine = await enter(browser, server, 'delegation-pcs-gembloux');
    const theirs = await enter(browser, server, 'delegation-cada');
    await openPlenary(mine.page);
    await openPlenary(theirs.page);

    await mine.context.setOffline(true);
    await add(mine.page, 'Écrit dans le train');
    await rename(mine.page, 'Écrit dans le train', 'Écrit dans le train de Namur');
    await expect(mine.page.getByText(/modifications? en attente/).first()).toBeVisible();
    expect(await count(theirs.page, 'Écrit dans le train de Namur')).toBe(0);
    await add(theirs.page, 'Écrit au bureau');

    await mine.context.setOffline(false);
    await isLive(mine.page);
    await row(theirs.page, 'Écrit dans le train de Namur');
    await row(mine.page, 'Écrit au bureau');
    await expect(mine.page.getByText(/modifications? en attente/)).toHaveCount(0);
    await expect.poll(() => titles(mine.page)).toEqual(await titles(theirs.page));
    expect(await count(theirs.page, 'Écrit dans le train de Namur')).toBe(1);
    expect([...mine.errors, ...theirs.errors]).toEqual([]);
  } finally {
    await server.stop();
  }
});

test('a page that a cut keeps away says so, and can be had with the network', async ({ browser }) => {
  const server = await Server.start();
  try {
    const { page, context, errors } = await enter(browser, server, 'delegation-cada');
    // However early the others were fetched, this one's file does not come while the network is away.
    let isCut = true;
    await page.route(/\/assets\/Territory-/, (route) => (isCut ? route.abort() : route.continue()));
    await context.setOffline(true);
    await page.getByRole('link', { name: 'Territoire' }).click();
    await expect(page.getByText(FRENCH.say.connection.keptAwayYet)).toBeVisible();
    isCut = false;
    await context.setOffline(false);
    await page.getByRole('button', { name: FRENCH.say.connection.reload }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Territoire' })).toBeVisible();
    expect(errors).toEqual([]);
  } finally {
    await server.stop();
  }
});

test('a server that is killed comes back with everything, and so do the browsers', async ({ browser }) => {
  const server = await Server.start();
  try {
    const mine = await enter(browser, server, 'delegation-pcs-gembloux');
    const theirs = await enter(browser, server, 'delegation-cada');
    await openPlenary(mine.page);
    await openPlenary(theirs.page);
    let reloads = 0;
    for (const { page } of [mine, theirs]) page.on('load', () => (reloads += 1));

    await add(mine.page, 'Avant la coupure');
    await row(theirs.page, 'Avant la coupure');
    for (let i = 1; i <= 5; i += 1) await add(mine.page, `Au moment de la coupure ${i}`);
    await server.kill();
    await add(mine.page, 'Pendant la coupure');
    await add(theirs.page, 'Ailleurs pendant la coupure');
    await server.again();

    await isLive(mine.page);
    await isLive(theirs.page);
    for (const page of [mine.page, theirs.page]) {
      await row(page, 'Pendant la coupure');
      await row(page, 'Ailleurs pendant la coupure');
      expect(await count(page, 'Avant la coupure')).toBe(1);
      for (let i = 1; i <= 5; i += 1) expect(await count(page, `Au moment de la coupure ${i}`)).toBe(1);
      expect(await count(page, 'Pendant la coupure')).toBe(1);
    }
    await expect.poll(() => titles(mine.page)).toEqual(await titles(theirs.page));
    expect(reloads).toBe(0);
    expect([...mine.errors, ...theirs.errors]).toEqual([]);
  } finally {
    await server.stop();
  }
});
