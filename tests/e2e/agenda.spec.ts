// Story 1: two partners edit the agenda of the coming plenary at once.
import type { Page } from '@playwright/test';
import { act, add, enter, openPlenary, rename, row, rows, titles } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';

test.describe('two partners edit one agenda', () => {
  let server: Server;
  let gembloux: Page;
  let cada: Page;
  let errors: string[];

  test.beforeAll(async ({ browser }) => {
    server = await Server.start();
    const first = await enter(browser, server, 'delegation-pcs-gembloux');
    const second = await enter(browser, server, 'delegation-cada');
    gembloux = first.page;
    cada = second.page;
    errors = [];
    for (const page of [gembloux, cada]) {
      page.on('pageerror', (error) => errors.push(error.message));
      await openPlenary(page);
    }
  });

  test.afterAll(async ({ browser }) => {
    await leave(browser);
    await server.stop();
  });

  test.afterEach(() => {
    expect(errors).toEqual([]);
  });

  test('each sees who is there', async () => {
    for (const page of [gembloux, cada]) {
      await expect(page.getByRole('list', { name: /2 personnes sur cette page/ })).toBeVisible();
    }
  });

  test('add, rename, duration and presenter reach the other', async () => {
    await add(gembloux, 'Bilan des chantiers');
    await row(cada, 'Bilan des chantiers');
    await rename(cada, 'Bilan des chantiers', 'Bilan des quatre chantiers');
    const mine = await row(gembloux, 'Bilan des quatre chantiers');
    await mine.getByRole('spinbutton').fill('25');
    await mine.getByRole('spinbutton').press('Enter');
    const theirs = await row(cada, 'Bilan des quatre chantiers');
    await expect(theirs.getByRole('spinbutton')).toHaveValue('25');
    await theirs.getByRole('combobox', { name: /Intervenant/ }).selectOption({ label: 'CADA (démo)' });
    await expect(mine.getByRole('combobox', { name: /Intervenant/ }).locator('option:checked')).toHaveText(
      'CADA (démo)',
    );
  });

  test('starts derive from durations', async () => {
    const first = rows(gembloux).first();
    const second = rows(cada).nth(1);
    const before = (await second.locator('.time').innerText()).slice(0, 5);
    const duration = first.getByRole('spinbutton');
    const minutes = Number(await duration.inputValue());
    await duration.fill(String(minutes + 5));
    await duration.press('Enter');
    const [hours, mins] = before.split(':').map(Number) as [number, number];
    const later = hours * 60 + mins + 5;
    const clock = `${String(Math.floor(later / 60)).padStart(2, '0')}:${String(later % 60).padStart(2, '0')}`;
    await expect(second.locator('.time')).toContainText(clock);
    await expect(cada.getByText(/dépasse de/)).toBeVisible();
  });

  test('the keyboard, the menu and the mouse move rows, and the focus stays', async () => {
    const title = 'Ce que les chantiers demandent';
    await add(gembloux, title);
    await row(cada, title);
    const before = await titles(gembloux);
    const field = (await row(gembloux, title)).getByRole('textbox', { name: /Titre du point/ });
    await field.focus();
    await field.press('Alt+ArrowUp');
    await expect.poll(() => titles(gembloux)).not.toEqual(before);
    await expect(field).toBeFocused();
    await expect(gembloux.getByText(/est maintenant le point/)).toBeAttached();
    const moved = await titles(gembloux);
    await expect.poll(() => titles(cada)).toEqual(moved);

    await act(cada, title, /^Descendre/);
    await expect.poll(() => titles(gembloux)).toEqual(before);

    // The third row, put before the second by the mouse.
    const dragged = before[2]!;
    const source = (await row(gembloux, dragged)).locator('.handle');
    await source.dragTo(rows(gembloux).nth(1), { targetPosition: { x: 60, y: 3 } });
    for (const page of [gembloux, cada]) {
      await expect.poll(async () => (await titles(page)).indexOf(dragged)).toBe(1);
    }
  });

  test('when both move rows at once, no row is lost', async () => {
    const before = (await titles(gembloux)).toSorted();
    const [one, two] = [rows(gembloux).nth(2), rows(cada).nth(4)];
    await one.getByRole('textbox').focus();
    await two.getByRole('textbox').focus();
    for (let i = 0; i < 6; i += 1) {
      await Promise.all([
        gembloux.keyboard.press(i % 3 === 2 ? 'Alt+ArrowUp' : 'Alt+ArrowDown'),
        cada.keyboard.press(i % 2 === 0 ? 'Alt+ArrowUp' : 'Alt+ArrowDown'),
      ]);
    }
    await expect.poll(async () => (await titles(gembloux)).toSorted()).toEqual(before);
    await expect.poll(async () => JSON.stringify(await titles(gembloux))).toBe(JSON.stringify(await titles(cada)));
    await expect(rows(gembloux).locator('.pending')).toHaveCount(0);
  });

  test('late, and to the backlog and back', async () => {
    const title = 'Une urgence de dernière minute';
    await add(gembloux, title);
    await act(gembloux, title, /Marquer comme tardif/);
    await expect((await row(cada, title)).getByText('Tardif')).toBeVisible();
    await act(cada, title, /Envoyer à la réserve/);
    await expect.poll(() => titles(gembloux)).not.toContain(title);
    const waiting = gembloux.getByRole('listitem').filter({ hasText: title });
    await waiting.getByRole('button', { name: /Reprendre/ }).click();
    await row(cada, title);
  });

  test('undo takes back only my own last action', async () => {
    await add(gembloux, 'Le point de Gembloux');
    await row(cada, 'Le point de Gembloux');
    await add(cada, 'Le point du CADA');
    await row(gembloux, 'Le point du CADA');
    await gembloux.getByRole('button', { name: 'Annuler ma dernière action' }).click();
    await expect.poll(() => titles(cada)).not.toContain('Le point de Gembloux');
    expect(await titles(cada)).toContain('Le point du CADA');
    await gembloux.getByRole('button', { name: 'Rétablir' }).click();
    await row(cada, 'Le point de Gembloux');
  });

  test('a half-typed title survives what others do', async () => {
    await add(gembloux, 'Le mot de la fin');
    await row(cada, 'Le mot de la fin');
    const field = (await row(gembloux, 'Le mot de la fin')).getByRole('textbox', { name: /Titre du point/ });
    await field.fill('Le mot de la f');
    await field.focus();
    await act(cada, 'Le mot de la fin', /^Monter/);
    await rename(cada, 'Le mot de la fin', 'Le mot du président');
    await expect(gembloux.getByText('Le mot du président')).toBeVisible();
    await expect(field).toHaveValue('Le mot de la f');
    await expect(field).toBeFocused();
    await field.press('Escape');
    await row(gembloux, 'Le mot du président');
  });
});
