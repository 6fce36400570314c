// Tables, in and out.
import type { TableReport } from '../protocol/types';
import { call } from './api';

/** A table's address, as it was at a moment where one is shown. */
export const tableUrl = (plan: string, table: string, at: number | null): string =>
  `/api/plans/${plan}/tables/${table}${at === null ? '' : `?at=${at}`}`;

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
