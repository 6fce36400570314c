// What a language must be able to say of each kind of event: the words after the person's name.
import type { FactBody, FactKind } from '../protocol/names';
import type { Presenter, Role } from '../protocol/types';

/** Titles of records as people know them, and values in words. */
export type Names = {
  item(id: string): string;
  meeting(id: string): string;
  space(id: string): string;
  partner(id: string): string;
  axis(id: string): string;
  theme(id: string): string;
  edition(id: string): string;
  task(id: string): string;
  commune(insCode: string): string;
  measure(id: string): string;
  structure(id: string): string;
  objective(id: string): string;
  output(id: string): string;
  attachment(id: string): string;
  bytes(count: number): string;
  /** By its number, as people call it. */
  finding(id: string): string;
  need(id: string): string;
  priority(id: string): string;
  recommendation(id: string): string;
  expertise(id: string): string;
  advocacy(id: string): string;
  record(name: { kind: string; id: string }): string;
  person(id: string): string;
  presenter(presenter: Presenter): string;
  role(role: Role): string;
  day(day: string): string;
  clock(minute: number): string;
  minutes(count: number): string;
};

export type FactSentences = { [K in FactKind]: (fact: FactBody<K>, names: Names) => string };

/** The day of a moment, as events write days. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
