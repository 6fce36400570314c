// Words about files that both languages share.
import type { Media } from '../protocol/types';
import type { Names } from './facts';

const NAMES: Partial<Record<Media, string>> = { webp: 'WebP', geojson: 'GeoJSON' };

/** What a kind of file is called. */
export const mediaName = (media: Media): string => NAMES[media] ?? media.toUpperCase();

const NUMBERED = ['finding', 'need', 'priority', 'recommendation'];

/** What a file hangs on: by its number, by its title, or the plan itself. */
export function onWhat(
  about: { kind: string; id: string },
  names: Names,
  plan: string,
  on: (what: string) => string,
  quoted: (title: string) => string,
): string {
  if (about.kind === 'plan') return plan;
  const name = names.record(about);
  return on(NUMBERED.includes(about.kind) ? name : quoted(name));
}
