// Fails when the JavaScript that the first page loads exceeds its budget.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const BUDGET = 90 * 1024;
const DIST = new URL('../dist/', import.meta.url);
/** What a person loads before they see the plan's home. */
const FIRST_PAGE = ['index.html', 'src/pages/Home.svelte'];

const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', DIST), 'utf8'));
const files = new Set();

function take(key) {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  (chunk.imports ?? []).forEach(take);
}

FIRST_PAGE.forEach(take);
let total = 0;
for (const file of files) {
  const bytes = gzipSync(await readFile(new URL(file, DIST)), { level: 9 }).length;
  total += bytes;
  console.log(`${String(bytes).padStart(7)}  ${file}`);
}
console.log(`${String(total).padStart(7)}  first page, gzipped (budget ${BUDGET})`);
if (total > BUDGET) process.exit(1);
