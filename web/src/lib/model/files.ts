// Files that hang on records, as the browser knows them before it sends them.
import type { RecordOf } from '../protocol/names';
import type { Media, RecordRef } from '../protocol/types';
import { isSame } from './links';

export type Attachment = RecordOf<'attachment'>;
export type About = RecordRef;

/** As crates/domain/src/attachment.rs and crates/app/src/attachments/boundaries.rs. */
export const ATTACHMENT_BYTES = 50 * 1024 * 1024;
export const BOUNDARIES_BYTES = 8 * 1024 * 1024;

/** The kinds of file by the extensions that files here have. */
const MEDIA: Record<string, Media> = {
  pdf: 'pdf', odt: 'odt', ods: 'ods', odp: 'odp', docx: 'docx', xlsx: 'xlsx', pptx: 'pptx', csv: 'csv',
  txt: 'txt', png: 'png', jpg: 'jpeg', jpeg: 'jpeg', webp: 'webp',
};

/** What a file field offers. */
export const ACCEPTED = Object.keys(MEDIA).map((extension) => `.${extension}`).join(',');
export const ACCEPTED_BOUNDARIES = '.geojson,.json,application/geo+json';

/** What kind of file a name promises; undefined where it is none that is taken. */
export function mediaOf(name: string, boundaries = false): Media | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(name.trim())?.[1]?.toLowerCase() ?? '';
  if (boundaries) return extension === 'geojson' || extension === 'json' ? 'geojson' : undefined;
  return MEDIA[extension];
}

/** Why a file is not worth sending; null where it is. */
export function objection(file: { name: string; size: number }, boundaries = false): string | null {
  if (!mediaOf(file.name, boundaries)) return 'unknown_kind';
  if (!file.size) return 'empty_file';
  return file.size > (boundaries ? BOUNDARIES_BYTES : ATTACHMENT_BYTES) ? 'too_large' : null;
}

export const isAbout = (attachment: Attachment, about: About): boolean => isSame(attachment.about, about);

/** Where the bytes of a file are. */
export const fileUrl = (plan: string, id: string): string => `/api/plans/${plan}/attachments/${id}`;

export const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
