import { afterEach, describe, expect, it, vi } from 'vitest';
import { en } from '../src/lib/i18n/en';
import { en as enPeople } from '../src/lib/i18n/en-people';
import { fr } from '../src/lib/i18n/fr';
import { people as frPeople } from '../src/lib/i18n/fr-people';
import { endOfDay } from '../src/lib/i18n/moments';
import { typographic } from '../src/lib/i18n/typography';
import { deviceName, personName } from '../src/lib/names';
import type { Member, Role, Space } from '../src/lib/protocol/types';
import { creationOptions, credentialJson, requestOptions, toBytes, toText } from '../src/lib/sync/passkeys';
import {
  grouped, matches, partnersOf, readFilters, spacesOf, withFilters,
} from '../src/pages/members/grouping';
import { endOf, roleOf } from '../src/pages/members/roles';

const member = (account: string, ...roles: Role[]): Member => ({ account, roles, ends: [] });
const spaces = [
  { id: 's1', members: ['p1'] },
  { id: 's2', members: ['p1', 'p2'] },
] as Space[];

describe('words about people', () => {
  const paths = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}.${key}`))
      : [path];
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(texts) : [];

  it('are said in both languages', () => {
    expect(paths(enPeople).sort()).toEqual(paths(frPeople).sort());
    expect([...texts(frPeople), ...texts(enPeople)].filter((text) => !text.trim())).toEqual([]);
  });

  it('are written with typographic apostrophes, and lists stay lists', () => {
    expect(texts(frPeople).filter((text) => text.includes("'"))).toEqual([]);
    const set = typographic(frPeople);
    expect(Array.isArray(set.data.rows)).toBe(true);
    expect(set.door.forgot).toBe('Mot de passe oublié\u202f?');
  });
});

describe('names of people', () => {
  const partner = (id: string) => (id === 'p1' ? 'CADA' : undefined);

  it('are their labels, also after they have left', () => {
    expect(personName({ id: 'a', label: 'Aïcha' }, partner, fr)).toBe('Aïcha');
    expect(personName({ id: 'a', label: 'Aïcha', former: { partner: 'p1' } }, partner, fr)).toBe('Aïcha');
  });

  it('are where they came from once they are erased', () => {
    const erased = { id: 'a', label: '', former: { partner: 'p1' } };
    expect(personName(erased, partner, fr)).toBe('ancien·ne membre de CADA');
    expect(personName(erased, partner, en)).toBe('a former member of CADA');
    expect(personName({ ...erased, former: {} }, partner, fr)).toBe('ancien·ne membre du plan');
    expect(personName({ ...erased, former: { partner: 'p9' } }, partner, en)).toBe('a former member of the plan');
  });

  it('are nobody’s where nothing is known', () => {
    expect(personName(undefined, partner, fr)).toBe('Quelqu’un');
    expect(personName({ id: 'a', label: '' }, partner, en)).toBe('Someone');
  });
});

describe('names of devices', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge · Windows'],
    ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'Chrome · Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 Version/18.5 Mobile Safari/604.1', 'Safari · iPhone'],
    ['plenum-cli', 'plenum-cli'],
  ])('%s', (agent, name) => expect(deviceName(agent)).toBe(name));
});

describe('members by partner and space', () => {
  const lea = member('lea', 'coordinator');
  const max = member('max', { contributor: { partner: 'p1' } });
  const ines = member('ines', { contributor: { partner: 'p2' } }, { facilitator: { space: 's1' } });
  const everyone = [lea, max, ines];

  it('sit in the spaces of their partners and in those they facilitate', () => {
    expect(spacesOf(max, spaces)).toEqual(['s1', 's2']);
    expect(spacesOf(ines, spaces)).toEqual(['s1', 's2']);
    expect(spacesOf(lea, spaces)).toEqual([]);
  });

  it('stand in each group they belong to, the whole plan first', () => {
    const order = (a: string, b: string) => b.localeCompare(a);
    const groups = grouped(everyone, partnersOf, order).map(({ id, members }) => [id, ...members.map((m) => m.account)]);
    expect(groups).toEqual([['', 'lea'], ['p2', 'ines'], ['p1', 'max']]);
  });

  it('are found by the filters of the address', () => {
    const of = (search: string) => {
      const filters = readFilters(new URLSearchParams(search));
      return everyone.filter((m) => matches(m, spaces, filters)).map((m) => m.account);
    };
    expect(of('')).toEqual(['lea', 'max', 'ines']);
    expect(of('partenaire=p2')).toEqual(['ines']);
    expect(of('espace=s1')).toEqual(['max', 'ines']);
  });

  it('leave what is usual out of the address', () => {
    const url = new URL('https://plenum.test/plans/x/membres?at=7&par=espace');
    const filters = readFilters(url.searchParams);
    expect(filters.by).toBe('space');
    expect(withFilters(url, { ...filters, by: 'partner', words: 'é' })).toBe('/plans/x/membres?at=7&nom=%C3%A9');
  });

  it('know when their roles end', () => {
    const role = roleOf({ kind: 'contributor', scope: 'p1' });
    const until = endOfDay('2027-03-31');
    expect(endOf({ ...max, ends: [{ role, until }] }, role)).toBe(until);
    expect(endOf(max, role)).toBeNull();
    expect(new Date(until).getDate()).toBe(31);
    expect(new Date(until + 2_000).getDate()).toBe(1);
  });
});

describe('passkeys as JSON', () => {
  afterEach(() => vi.unstubAllGlobals());
  const bytes = (buffer: BufferSource) => [...new Uint8Array(buffer as ArrayBuffer)];

  it('write bytes in base64url without padding, and read them back', () => {
    for (const values of [[], [0], [255, 254], [251, 239, 190, 0, 1]]) {
      const text = toText(new Uint8Array(values).buffer);
      expect(text).not.toMatch(/[+/=]/);
      expect([...toBytes(text)]).toEqual(values);
    }
  });

  it('turn options into bytes where the browser does not, with or without their wrapping', () => {
    const json = {
      challenge: 'AQI', rp: { name: 'Plenum' }, user: { id: '-_8', name: 'a', displayName: 'A' },
      pubKeyCredParams: [], excludeCredentials: [{ type: 'public-key', id: 'BA' }],
    };
    for (const options of [json, { publicKey: json }]) {
      const made = creationOptions(options);
      expect(bytes(made.challenge)).toEqual([1, 2]);
      expect(bytes(made.user.id)).toEqual([251, 255]);
      expect(bytes(made.excludeCredentials![0]!.id)).toEqual([4]);
      expect(made.rp.name).toBe('Plenum');
    }
    expect(requestOptions({ publicKey: { challenge: 'AQI' } }).allowCredentials).toEqual([]);
  });

  it('leave it to the browser where it can', () => {
    const parsed = { challenge: new Uint8Array([9]) };
    vi.stubGlobal('PublicKeyCredential', { parseRequestOptionsFromJSON: () => parsed });
    expect(requestOptions({ publicKey: { challenge: 'AQI' } })).toBe(parsed);
  });

  it('write what the browser gave', () => {
    const buffer = (...values: number[]) => new Uint8Array(values).buffer;
    const credential = {
      id: 'AQ', rawId: buffer(1), type: 'public-key', authenticatorAttachment: 'platform',
      getClientExtensionResults: () => ({}),
      response: { clientDataJSON: buffer(2), authenticatorData: buffer(3), signature: buffer(4), userHandle: null },
    } as unknown as PublicKeyCredential;
    expect(credentialJson(credential)).toEqual({
      id: 'AQ', rawId: 'AQ', type: 'public-key', authenticatorAttachment: 'platform', clientExtensionResults: {},
      response: { clientDataJSON: 'Ag', authenticatorData: 'Aw', signature: 'BA', userHandle: null },
    });
    const native = { toJSON: () => 'its own' } as unknown as PublicKeyCredential;
    expect(credentialJson(native)).toBe('its own');
  });
});
