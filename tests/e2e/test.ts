// The test of every spec: what a page does against the Content Security Policy fails it, on whatever page.
import { type Browser, type BrowserContext, expect, test as base } from '@playwright/test';

declare global {
  interface Window {
    reportViolation: (violation: string) => void;
  }
}

/** What the pages of the test that runs did against the policy of the server. */
export const violations: string[] = [];

async function watch(context: BrowserContext): Promise<void> {
  await context.exposeBinding('reportViolation', (_, violation: string) => violations.push(violation));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sample, documentURI, sourceFile } = event;
      // Pages of others, as of an organisation's directory, have policies of their own.
      if (!event.originalPolicy.includes('trusted-types')) return;
      window.reportViolation(`${effectiveDirective} refused ${blockedURI} ${sample} on ${documentURI} (${sourceFile})`);
    });
  });
}

/** Closes browsers: those whose server is gone would look for it until the end, at the cost of what comes next. */
export async function leave(browser: Browser, except: BrowserContext[] = []): Promise<void> {
  const others = browser.contexts().filter((context) => !except.includes(context));
  await Promise.all(others.map((context) => context.close()));
}

export const test = base.extend<{ keepsThePolicy: void }, { watched: void }>({
  watched: [
    async ({ browser }, use) => {
      // A context that is gone before it is watched has shown nothing.
      browser.on('context', (context: BrowserContext) => void watch(context).catch(() => undefined));
      await use();
    },
    { scope: 'worker', auto: true },
  ],
  keepsThePolicy: [
    async ({ browser, watched: _ }, use) => {
      const before = browser.contexts();
      await use();
      await leave(browser, before);
      expect(violations.splice(0)).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
