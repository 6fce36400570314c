// What a language must be able to say of each kind of event: the words after the person's name.
import type { FactBody, FactKind } from '../protocol/names';
import type { MeansKind, Place, Presenter, Role } from '../protocol/types';

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
  /** How much, and of what. */
  means(what: MeansKind): string;
  euros(cents: number): string;
  /** A value in its measure's unit. */
  figure(measure: string, value: string): string;
  place(place: Place): string;
  minutes(count: number): string;
};

export type FactSentences = { [K in FactKind]: (fact: FactBody<K>, names: Names) => string };

/** The day of a moment, as events write days. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Figures that one sentence names; the page of the territory has them all. */
const SHOWN = 3;

/** Which places got which figures. */
export function figuresOf(
  { measure, rows }: FactBody<'territory.figures_set'>,
  names: Names,
  words: { withdrawn: string; before(value: string): string; more(count: number): string },
): string {
  const value = (of: string | null | undefined) => (of == null ? words.withdrawn : names.figure(measure, of));
  const said = rows.slice(0, SHOWN).map(({ place, from, to }) => {
    const before = rows.length === 1 && from != null ? words.before(value(from)) : '';
    return `${names.place(place)} ${value(to)}${before}`;
  });
  const rest = rows.length - said.length;
  return said.join(', ') + (rest ? words.more(rest) : '');
}
