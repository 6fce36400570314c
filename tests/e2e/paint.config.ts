import base from './playwright.config.ts';

// The measurement of `npm run paint`: no test of the suite, as it has nothing to fail.
export default { ...base, testMatch: 'paint.ts', timeout: 900_000 };
