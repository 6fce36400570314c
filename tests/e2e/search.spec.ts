// Everything in a plan is found from every page, by its words or its number.
import { enter, isAccessible } from './people.ts';
import { Server } from './server.ts';
import { expect, leave, test } from './test.ts';
import { BOTH } from './words.ts';

for (const words of BOTH) {
  const { language, say } = words;

  test(`what somebody looks for is found from every page (${language})`, async ({ browser }) => {
    const server = await Server.start();
    try {
      const { page } = await enter(browser, server, 'auditrice', words);
      await page.keyboard.press('/');
      const field = page.getByRole('searchbox', { name: say.search.label });
      await expect(field).toBeFocused();
      // Without its accents.
      await field.fill('sante');
      await field.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: say.search.title })).toBeVisible();
      const hits = page.getByRole('main').getByRole('listitem');
      await expect(hits.first()).toContainText(/santé/i);
      await isAccessible(page);

      const number = say.numbered.finding(12);
      await field.fill(number);
      await field.press('Enter');
      await expect(hits.first()).toContainText(number);
      await hits.first().getByRole('link').click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(number);

      await field.fill('zzzxylophone');
      await field.press('Enter');
      await expect(page.getByText(say.search.none('zzzxylophone'))).toBeVisible();
    } finally {
      await leave(browser);
      await server.stop();
    }
  });
}
