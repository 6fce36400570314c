// What items of an agenda and tasks deal with.
import type { RecordOf } from '../protocol/names';
import type { RecordRef } from '../protocol/types';

export const LINKED = ['finding', 'need', 'priority', 'recommendation'] as const;
export type LinkedKind = (typeof LINKED)[number];

type Lists = { list<T extends 'item' | 'task'>(type: T): RecordOf<T>[] };

export const isSame = (a: RecordRef, b: RecordRef): boolean => a.kind === b.kind && a.id === b.id;

export const itemsAbout = (lists: Lists, about: RecordRef): RecordOf<'item'>[] =>
  lists.list('item').filter(({ links }) => links?.some((link) => isSame(link, about)));

export const tasksAbout = (lists: Lists, about: RecordRef): RecordOf<'task'>[] =>
  lists.list('task').filter((task) => task.about && isSame(task.about, about));
