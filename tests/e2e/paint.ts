// How soon a browser with a cold cache paints pages of the demo, and of a plan of some 48,000 records: a measurement,
// not a test. `npm run paint` in this folder, with ROUNDS=9 before it for nine rounds; docs/PERFORMANCE.md keeps what
// it printed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test } from '@playwright/test';
import { Server } from './server.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const PAGES = ['', '/taches', '/constats', '/reunions'];
/** How many there are of each of four kinds. */
const EACH = 12_000;
const MEETINGS = 60;
const PARTNERS = 50;
const AXES = 6;
const STATEMENTS = [
  'Le logement manque pour les familles nombreuses',
  'La mobilité éloigne de la formation',
  'Les cours de français sont complets avant la rentrée',
  'Les services ne savent pas qui oriente vers qui',
];

type Step = { at: string; by: string; do: string; every: number; each: object[] };

/** A plan file of four kinds of records, told within a day or two. */
function largePlan(): object {
  const range = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
  const days = range(28, (i) => `2026-02-${String(i + 1).padStart(2, '0')}`);
  let minute = 0;
  const step = (name: string, each: object[]): Step => {
    const at = new Date(Date.UTC(2020, 0, 1, 9) + 60_000 * minute).toISOString();
    minute += each.length + 1;
    return { at, by: 'coordination', do: name, every: 1, each };
  };
  const says = (i: number) => `${STATEMENTS[i % STATEMENTS.length]} (${i})`;
  return {
    plan: { key: 'large', title: 'Grand plan', territory: 'Namur' },
    people: [{ key: 'coordination', label: 'Coordination', language: 'fr' }],
    history: [
      step('plan.create', [{}]),
      step('edition.open', [{ edition: '@edition', label: 'PPLI 2.0', from_year: 2021 }]),
      step('axis.add', range(AXES, (i) => ({ axis: `@a${i}`, number: i + 1, title: `Axe ${i + 1}` }))),
      step('partner.register', range(PARTNERS, (i) => ({ partner: `@p${i}`, name: `Partenaire ${i}`, sector: 'public' }))),
      step('meeting.schedule', range(MEETINGS, (i) => ({
        meeting: `@m${i}`, kind: 'plenary', title: `Réunion ${i}`, when: { day: days[i % days.length], starts: 540, ends: 990 }, place: 'Namur',
      }))),
      step('agenda.add_item', range(EACH, (i) => ({
        item: `@i${i}`, spot: { meeting: `@m${i % MEETINGS}` }, kind: 'discussion', title: says(i), duration: 5,
      }))),
      step('finding.record', range(EACH, (i) => ({
        finding: `@f${i}`, statement: says(i), edition: '@edition', tags: { axis: `@a${i % AXES}` },
      }))),
      step('evidence.add', range(EACH, (i) => ({
        evidence: `@e${i}`, finding: `@f${i}`, says: { kind: 'field', reference: `Référence ${i}`, excerpt: says(i) },
      }))),
      step('task.add', range(EACH, (i) => ({
        task: `@t${i}`, title: says(i), owner: `@p${i % PARTNERS}`, due: days[i % days.length], axis: `@a${i % AXES}`,
      }))),
    ],
  };
}

const median = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;

/** From the address to the heading, in milliseconds, and what came over the socket, in kilobytes. */
async function paints(browser: Browser, state: Awaited<ReturnType<typeof signIn>>, url: string): Promise<[number, number]> {
  const context = await browser.newContext({ locale: 'fr-BE', storageState: state });
  const page = await context.newPage();
  let bytes = 0;
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => (bytes += payload.length)));
  const began = performance.now();
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const took = performance.now() - began;
  await context.close();
  return [took, bytes / 1000];
}

async function signIn(browser: Browser, server: Server) {
  const context = await browser.newContext({ locale: 'fr-BE' });
  const page = await context.newPage();
  await page.goto(server.link('coordination'));
  await page.getByRole('button', { name: /Entrer/ }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

test('pages are painted', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-paint-'));
  const file = join(folder, 'large.json');
  writeFileSync(file, JSON.stringify(largePlan()));
  const servers = { demo: await Server.start(), large: await Server.start([], ['--import', file]) };
  try {
    const plans = await Promise.all(
      Object.entries(servers).map(async ([plan, server]) => ({ plan, server, state: await signIn(browser, server) })),
    );
    const seen = new Map<string, { millis: number[]; kilobytes: number }>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const path of PAGES) {
        for (const { plan, server, state } of plans) {
          const [took, kilobytes] = await paints(browser, state, `${server.address}/plans/${server.plan}${path}`);
          const known = seen.get(`${plan} ${path || '/'}`);
          seen.set(`${plan} ${path || '/'}`, { millis: [...(known?.millis ?? []), took], kilobytes });
        }
      }
    }
    for (const [page, { millis, kilobytes }] of seen) {
      const [middle, worst] = [Math.round(median(millis)), Math.round(Math.max(...millis))];
      console.log(JSON.stringify({ page, median_ms: middle, worst_ms: worst, socket_kb: Math.round(kilobytes) }));
    }
  } finally {
    for (const server of Object.values(servers)) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
