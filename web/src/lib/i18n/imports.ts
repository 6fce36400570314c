import { imports as en } from './en-imports';
import { imports as fr } from './fr-imports';
import { wordsIn } from './index.svelte';

/** What is said where a table is brought in, in the language of the interface. */
export const imports = wordsIn(fr, en);

/** What people call a column: in one table, or in all. */
export const columnName = (table: string, column: string): string => {
  const { columns } = imports();
  return columns[`${table}.${column}`] ?? columns[column] ?? column;
};
