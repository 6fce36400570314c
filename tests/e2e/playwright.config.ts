import { defineConfig } from '@playwright/test';

// Debian's Chromium, without its own background traffic. Tests share no state: each starts its own server.
export default defineConfig({
  testDir: '.',
  // The pictures of all pages stay for whoever wants to look.
  preserveOutput: 'always',
  outputDir: 'output',
  // A whole way through the pages, on a machine that has other work.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: !!process.env['CI'],
  reporter: [['list']],
  use: {
    locale: 'fr-BE',
    timezoneId: 'Europe/Brussels',
    viewport: { width: 1280, height: 900 },
    // Without a film, which takes the processor from what is tested; the pages themselves are kept.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['PLENUM_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
