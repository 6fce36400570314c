import { afterEach, expect, test, vi } from 'vitest';
import type { EventLine } from '../src/lib/protocol/types';
import { api } from '../src/lib/sync/api';
import { HistoryLoader } from '../src/pages/history/loader.svelte';

const event = (seq: number) => ({ seq }) as EventLine;
const seqs = (loader: HistoryLoader) => loader.events.map((each) => each.seq);

afterEach(() => void vi.restoreAllMocks());

test('what happens while the first page is on its way is not lost, and comes once', async () => {
  let answer = (_: { events: EventLine[] }) => {};
  vi.spyOn(api, 'eventsBefore').mockReturnValue(new Promise((done) => (answer = done as typeof answer)) as never);
  const loader = new HistoryLoader('plan', 11);
  const first = loader.more();
  loader.add([event(9), event(10), event(11), event(12)]);
  answer({ events: [event(9), event(10)] });
  await first;
  loader.add([event(11), event(12), event(13)]);
  expect(seqs(loader)).toEqual([13, 12, 11, 10, 9]);
});
