// Types derived from the generated ones: names of commands and facts, records by type.
import type { Command, Fact, Record as AnyRecord, RecordName } from './types';

type KeysOf<U> = U extends U ? keyof U & string : never;
type At<U, K extends string> = U extends { [P in K]: infer V } ? V : never;
type Names<U> = { [C in KeysOf<U>]: `${C}.${KeysOf<At<U, C>>}` }[KeysOf<U>];
type Body<U, N extends string> = N extends `${infer C}.${infer A}` ? At<At<U, C>, A> : never;

export type FactKind = Names<Fact>;
export type FactBody<K extends FactKind> = Body<Fact, K>;
export type CommandName = Names<Command>;
export type CommandBody<N extends CommandName> = Body<Command, N>;

export type { AnyRecord };
export type RecordType = AnyRecord['type'];
export type RecordOf<T extends RecordType> = Extract<AnyRecord, { type: T }>;

/** The plan's own record is named by it. */
export const NIL = '00000000-0000-0000-0000-000000000000';

export function idOf(record: AnyRecord): string {
  if (record.type === 'plan') return NIL;
  return record.type === 'member' ? record.account : record.id;
}

export const keyOf = (type: string, id: string): string => `${type}:${id}`;
export const keyOfRecord = (record: AnyRecord): string => keyOf(record.type, idOf(record));
export const keyOfName = (name: RecordName): string => keyOf(name.kind, name.id);
