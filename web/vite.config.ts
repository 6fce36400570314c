import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const server = process.env.PLENUM_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { $lib: new URL('./src/lib', import.meta.url).pathname }, conditions: ['browser'] },
  build: {
    target: 'es2022',
    // The content security policy allows no data: URLs.
    assetsInlineLimit: 0,
    // `npm run size` reads what the first page loads from it.
    manifest: true,
  },
  server: {
    proxy: { '/api': { target: server, ws: true, headers: { origin: server } } },
  },
  test: { include: ['test/**/*.test.ts'] },
});
