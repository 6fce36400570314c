// What goes out of a plan and comes in: tables, the document, one's calendar.
import type { CalendarLink, TableReport } from '../protocol/types';
import { call } from './api';

/** A table's address, as it was at a moment where one is shown. */
export const tableUrl = (plan: string, table: string, at: number | null): string =>
  `/api/plans/${plan}/tables/${table}${at === null ? '' : `?at=${at}`}`;

/** The tables that are brought in. */
export type ImportedTable =
  | 'axes' | 'themes' | 'communes' | 'figures' | 'structures' | 'findings' | 'partners' | 'tasks' | 'objectives' | 'needs' | 'evidence' | 'priorities'
  | 'recommendations' | 'means' | 'spaces' | 'meetings' | 'items' | 'expertise' | 'outputs' | 'reports';

/** The plan as one document, as a page or as an office's file. */
export const documentUrl = (plan: string, format: 'html' | 'docx', language: string, at: number | null): string =>
  `/api/plans/${plan}/document?format=${format}&language=${language}${at === null ? '' : `&at=${at}`}`;

const calendarOf = (plan: string) => `/api/plans/${plan}/calendar`;

export const calendar = {
  show: (plan: string) => call<CalendarLink>('GET', calendarOf(plan)),
  make: (plan: string) => call<CalendarLink>('POST', calendarOf(plan)),
  revoke: (plan: string) => call<void>('DELETE', calendarOf(plan)),
};

export const importTable = (
  plan: string,
  table: string,
  body: { command: string; text: string; reason: string | null },
  dryRun: boolean,
): Promise<TableReport> =>
  call('POST', `/api/plans/${plan}/tables/${table}${dryRun ? '?dry_run=1' : ''}`, body);

/** The text of a file as spreadsheets here write it: UTF-8, or what Windows wrote before. */
export async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
