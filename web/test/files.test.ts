import { afterEach, describe, expect, it, vi } from 'vitest';
import { bytes } from '../src/lib/i18n/format';
import { applyCommand, overlay } from '../src/lib/model/apply';
import { ATTACHMENT_BYTES, BOUNDARIES_BYTES, hexOf, mediaOf, objection } from '../src/lib/model/files';
import { rightsOf } from '../src/lib/model/rights';
import { NIL, type RecordOf } from '../src/lib/protocol/names';
import type { OutputDetails } from '../src/lib/protocol/types';
import { Uploads, type Transfer } from '../src/lib/sync/uploads.svelte';
import { byYear, matches, NO_FILTERS, readFilters, withFilters } from '../src/pages/outputs/filters';
import { drawn, sheetOf, shapesOf } from '../src/pages/territory/shapes';
import { ME, shelf } from './samples';

const details = (change: Partial<OutputDetails> = {}): OutputDetails => ({
  kind: 'directory', title: 'Répertoire', year: 2018, note: '', themes: [], axis: null, space: null, partner: null,
  link: null, ...change,
});
const output = (id: string, change: Partial<OutputDetails> = {}, archived = false): RecordOf<'output'> => ({
  type: 'output', id, details: details(change), archived,
});
const NAMES = { name: 'a.pdf', media: 'pdf' as const, size: 3, sha256: '0'.repeat(64) };

describe('what commands about outputs and files will do', () => {
  it('publishes once, changes whole, archives and restores', () => {
    const publish = { name: 'output.publish', body: { output: 'o', details: details({ title: ' A ' }) } };
    const change = { name: 'output.change', body: { output: 'o', details: details({ year: 2020 }) } };
    const archive = { name: 'output.archive', body: { output: 'o' } };
    const made = overlay(shelf(), [publish, publish], ME);
    expect(made.get('output', 'o')).toEqual(output('o', { title: 'A' }));
    expect(overlay(made, [change, archive], ME).get('output', 'o')).toEqual(output('o', { year: 2020 }, true));
    const restore = { name: 'output.restore', body: { output: 'o' } };
    expect(overlay(made, [archive, restore], ME).get('output', 'o')?.archived).toBe(false);
    expect(applyCommand(shelf(), archive, ME).size).toBe(0);
  });

  it('removes a file and sets boundaries', () => {
    const known = shelf();
    known.apply(new Map([['attachment:f', {
      type: 'attachment', id: 'f', about: { kind: 'plan', id: NIL }, file: NAMES, added_by: ME, removed: false,
    } as RecordOf<'attachment'>]]));
    const remove = { name: 'attachment.remove', body: { attachment: 'f' } };
    expect(overlay(known, [remove], ME).get('attachment', 'f')?.removed).toBe(true);
    const set = { name: 'territory.set_boundaries', body: { attachment: 'f' } };
    const unset = { name: 'territory.set_boundaries', body: { attachment: null } };
    expect(overlay(known, [set], ME).get('plan', NIL)?.boundaries).toBe('f');
    expect(overlay(known, [set, unset], ME).get('plan', NIL)?.boundaries).toBeNull();
  });

  it('offers outputs to coordinators and to facilitators of their space', () => {
    const may = (roles: Parameters<typeof rightsOf>[0], space: string | null) =>
      rightsOf(roles, () => undefined).publishOutput({ space, partner: 'p' });
    expect(may(['coordinator'], null)).toBe(true);
    expect(may([{ facilitator: { space: 's' } }], 's')).toBe(true);
    for (const [roles, space] of [
      [[{ facilitator: { space: 's' } }], 't'], [[{ facilitator: { space: 's' } }], null],
      [[{ contributor: { partner: 'p' } }], 's'], [['auditor'], 's'], [['observer'], 's'],
    ] as const) expect(may(roles, space)).toBe(false);
  });
});

describe('the library', () => {
  it('keeps its filters in the address', () => {
    const filters = { words: 'été', kind: 'fact_sheet' as const, year: '2018', theme: 't', archived: true };
    const url = new URL(withFilters(new URL('https://x.test/productions?at=9'), filters), 'https://x.test');
    expect(url.searchParams.get('at')).toBe('9');
    expect(readFilters(url.searchParams)).toEqual(filters);
    expect(withFilters(url, NO_FILTERS)).toBe('/productions?at=9');
    expect(readFilters(new URLSearchParams('type=nothing'))).toEqual(NO_FILTERS);
  });

  it('finds by kind, year, theme and words, and hides what is archived', () => {
    const one = output('o', { title: 'Été', note: 'Guide', themes: ['t'] });
    const found = (change: object) => matches(one, { ...NO_FILTERS, ...change });
    expect([{}, { words: 'ete' }, { words: 'guide' }, { year: '2018' }, { theme: 't' }, { kind: 'directory' }].every(found)).toBe(true);
    expect([{ words: 'hiver' }, { year: '2019' }, { theme: 'u' }, { kind: 'tool' }].some(found)).toBe(false);
    const archived = output('o', {}, true);
    expect([matches(archived, NO_FILTERS), matches(archived, { ...NO_FILTERS, archived: true })]).toEqual([false, true]);
    const sorted = [output('a', { year: 2018, title: 'B' }), output('b', { year: 2020 }), output('c', { title: 'A' })];
    expect(sorted.sort(byYear).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });
});

describe('files', () => {
  it('are told by their extension and size before they are sent', () => {
    expect(['a.PDF', 'b.jpeg', 'c.jpg', 'd.x.docx'].map((name) => mediaOf(name))).toEqual(['pdf', 'jpeg', 'jpeg', 'docx']);
    expect(['a', 'a.svg', 'a.html', 'a.pdf.exe', 'a.geojson'].map((name) => mediaOf(name))).toEqual(Array(5).fill(undefined));
    expect(['a.geojson', 'a.json', 'a.pdf'].map((name) => mediaOf(name, true))).toEqual(['geojson', 'geojson', undefined]);
    expect(objection({ name: 'a.svg', size: 1 })).toBe('unknown_kind');
    expect(objection({ name: 'a.pdf', size: 0 })).toBe('empty_file');
    expect(objection({ name: 'a.pdf', size: ATTACHMENT_BYTES })).toBeNull();
    expect(objection({ name: 'a.pdf', size: ATTACHMENT_BYTES + 1 })).toBe('too_large');
    expect(objection({ name: 'a.json', size: BOUNDARIES_BYTES + 1 }, true)).toBe('too_large');
    expect(hexOf(new Uint8Array([0, 10, 255]).buffer)).toBe('000aff');
  });

  it('have sizes that people read', () => {
    expect([0, 999, 1024, 1536, 391 * 1024, 2.34 * 1024 ** 2, 50 * 1024 ** 2].map(bytes)).toEqual(
      ['0 o', '999 o', '1 ko', '1,5 ko', '391 ko', '2,3 Mo', '50 Mo'].map((text) => text.replace(' ', '\u00a0')),
    );
  });
});

/** As much of a browser's request as uploads use. */
class FakeRequest {
  static open: FakeRequest[] = [];
  static answer: ((request: FakeRequest) => void) | null = null;
  upload: { onprogress?: (event: object) => void; onload?: () => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 0;
  responseText = '';
  url = '';
  open(_method: string, url: string) {
    this.url = url;
  }
  setRequestHeader() {}
  send() {
    FakeRequest.open.push(this);
    FakeRequest.answer?.(this);
  }
  abort() {
    this.onabort?.();
  }
  reply(status: number, body: object) {
    [this.status, this.responseText] = [status, JSON.stringify(body)];
    this.onload?.();
  }
  get query() {
    return new URL(this.url, 'https://x.test').searchParams;
  }
}

describe('uploads', () => {
  const arrived: string[] = [];
  const failed: string[] = [];
  const uploads = () =>
    new Uploads({
      plan: 'p',
      about: () => ({ kind: 'output', id: 'o' }),
      onarrived: ({ name }: Transfer) => arrived.push(name),
      onfailed: ({ name }: Transfer, code: string) => failed.push(`${name} ${code}`),
    });
  const file = (name: string, text = 'abc') => new File([text], name);

  afterEach(() => {
    vi.unstubAllGlobals();
    [FakeRequest.open, FakeRequest.answer] = [[], null];
    arrived.length = failed.length = 0;
  });

  it('send four at a time, say what each is, and go on as they arrive', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const sending = uploads();
    sending.add(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => file(`${name}.pdf`)));
    await vi.waitFor(() => expect(FakeRequest.open.length).toBe(4));
    // Fingerprints are made side by side: whichever is done first goes first.
    const first = FakeRequest.open.find(({ query }) => query.get('name') === 'a.pdf')!;
    const { query } = first;
    expect(Object.fromEntries(query)).toMatchObject({
      about_kind: 'output', about_id: 'o', name: 'a.pdf', media: 'pdf', size: '3',
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    first.upload.onprogress?.({ loaded: 1, total: 4 });
    expect(sending.transfers[0]!.part).toBe(0.25);
    FakeRequest.answer = (request) => request.reply(200, { id: request.query.get('command'), ok: { seq: 1 } });
    for (const request of [...FakeRequest.open]) FakeRequest.answer(request);
    await vi.waitFor(() => expect(arrived.length).toBe(6));
    expect(sending.transfers).toEqual([]);
  });

  it('fail with a reason, and are sent again under the same ids', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const sending = uploads();
    sending.add([file('a.pdf'), file('b.svg')]);
    expect(failed).toEqual(['b.svg unknown_kind']);
    await vi.waitFor(() => expect(FakeRequest.open.length).toBe(1));
    FakeRequest.open[0]!.reply(422, { error: { code: 'wrong_type', message: '' } });
    await vi.waitFor(() => expect(failed).toContain('a.pdf wrong_type'));
    sending.retry(sending.transfers[0]!);
    await vi.waitFor(() => expect(FakeRequest.open.length).toBe(2));
    const ids = FakeRequest.open.map(({ query }) => [query.get('id'), query.get('command')].join());
    expect(ids[0]).toBe(ids[1]);
    FakeRequest.open[1]!.onerror?.();
    await vi.waitFor(() => expect(failed).toContain('a.pdf unreachable'));
  });

  it('stop where they are cancelled, and say nothing', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const sending = uploads();
    sending.add([file('a.pdf')]);
    await vi.waitFor(() => expect(FakeRequest.open.length).toBe(1));
    sending.cancel(sending.transfers[0]!);
    expect(sending.transfers).toEqual([]);
    await Promise.resolve();
    expect([arrived, failed]).toEqual([[], []]);
  });
});

describe('boundaries', () => {
  const ring = [[4.8, 50.4], [5, 50.4], [5, 50.6], [4.8, 50.6], [4.8, 50.4]];
  const hole = [[4.85, 50.45], [4.9, 50.45], [4.9, 50.5], [4.85, 50.45]];
  const file = (polygons: number[][][][]) => ({
    type: 'FeatureCollection' as const,
    features: [{
      type: 'Feature' as const, properties: { ins_code: '92094' },
      geometry: { type: 'MultiPolygon' as const, coordinates: polygons },
    }],
  });
  const path = (polygons: number[][][][]) => {
    const shapes = shapesOf(file(polygons));
    return drawn(shapes.get('92094')!, sheetOf(shapes, [], 600, 700));
  };

  it('are drawn the same whichever way their rings turn', () => {
    const turned = (of: number[][]) => [...of].reverse();
    const areas = [[ring, hole], [turned(ring), hole], [ring, turned(hole)], [turned(ring), turned(hole)]].map((p) => path([p]));
    for (const area of areas) {
      expect([area.width, area.height].map(Math.round)).toEqual([areas[0]!.width, areas[0]!.height].map(Math.round));
      expect(area.width).toBeLessThan(600);
      expect(area.path.match(/M/g)?.length).toBe(2);
    }
  });

  it('leave room for the places that they do not draw', () => {
    const shapes = shapesOf(file([[ring]]));
    const [x, y] = sheetOf(shapes, [[4.2, 49.9]], 600, 700)([4.2, 49.9])!;
    expect([x > 0, y > 0, x < 600, y < 700]).toEqual([true, true, true, true]);
  });
});
