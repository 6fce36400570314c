// No text becomes markup or script but through the templates of the web app.
import { enter, openPlenary } from './people.ts';
import { Server } from './server.ts';
import { expect, test, violations } from './test.ts';

/** What a page answers to an attempt to put text where markup or script belongs. */
const ATTEMPTS = {
  markup: () => {
    document.body.innerHTML = '<img src="/favicon.svg" onload="document.title = 1">';
  },
  'markup beside it': () => {
    document.body.insertAdjacentHTML('beforeend', '<b>one</b>');
  },
  'a script': () => {
    document.createElement('script').text = 'document.title = 2';
  },
  'the address of a script': () => {
    document.createElement('script').src = 'data:text/javascript,document.title=3';
  },
  'a page in a page': () => {
    document.createElement('iframe').srcdoc = '<script>parent.document.title = 4</script>';
  },
  'a policy of its own': () => {
    const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } };
    trustedTypes.createPolicy('anything', { createHTML: (text: string) => text });
  },
  'the policy of the templates': () => {
    const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } };
    trustedTypes.createPolicy('svelte-trusted-html', { createHTML: (text: string) => text });
  },
};

test('a string is refused wherever markup or script belongs', async ({ browser }) => {
  const server = await Server.start();
  try {
    const { page } = await enter(browser, server, 'coordination');
    await openPlenary(page);
    for (const [what, attempt] of Object.entries(ATTEMPTS)) {
      const seen = await page.evaluate(
        `(() => { try { (${attempt.toString()})(); return 'done'; } catch (error) { return error.name; } })()`,
      );
      expect(seen, what).toBe('TypeError');
      await expect.poll(() => violations.length, { message: what }).toBe(1);
      expect(violations.splice(0)[0]).toMatch(/^(require-trusted-types-for|trusted-types) refused/);
    }
    await expect(page.getByTestId('agenda-item').first()).toBeVisible();
  } finally {
    await server.stop();
  }
});
