// Figures of places, as crates/views/src/territory.rs has them: what is known, and nothing else.
import type { RecordOf } from '../protocol/names';
import type { Series, SeriesPoint } from '../protocol/types';

export type Commune = RecordOf<'commune'>;
export type Measure = RecordOf<'measure'>;

/** The id of a commune's record, made from its INS code: the twin of `Commune::record_id`. */
export function communeId(insCode: string): string {
  const half = Number(insCode).toString(16).padStart(16, '0');
  return `636f6d6d-756e-6531-${half.slice(0, 4)}-${half.slice(4)}`;
}

export const pointsOf = (series: readonly Series[], measure: string): SeriesPoint[] =>
  series.find((s) => s.measure === measure)?.points ?? [];

export const pointOn = (series: readonly Series[], measure: string, day: string): SeriesPoint | undefined =>
  pointsOf(series, measure).find((p) => p.day === day);

export const latest = (series: readonly Series[], measure: string): SeriesPoint | undefined =>
  pointsOf(series, measure).at(-1);

/** The days on which anything of a measure is known, latest first. */
export function daysOf(all: readonly (readonly Series[])[], measure: string): string[] {
  const days = new Set(all.flatMap((series) => pointsOf(series, measure).map((p) => p.day)));
  return [...days].sort().reverse();
}

/** A part in a hundred of the latest figure of the whole in the same year; null where that is not known. */
export function share(series: readonly Series[], measure: Pick<Measure, 'id' | 'per'>, day: string): number | null {
  if (!measure.per) return null;
  const part = pointOn(series, measure.id, day);
  const year = day.slice(0, 4);
  const whole = pointsOf(series, measure.per).findLast((p) => p.day.startsWith(year));
  if (!part || !whole || Number(whole.value) === 0) return null;
  return (100 * Number(part.value)) / Number(whole.value);
}

/** What five classes of as many places each begin with, after the first; fewer where values repeat. */
export function breaksOf(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (fifth: number) => sorted[Math.floor((fifth * sorted.length) / 5)]!;
  const breaks = sorted.length ? [1, 2, 3, 4].map(at) : [];
  return [...new Set(breaks)].filter((value) => value > sorted[0]!);
}

/** The class of a value, from 0. */
export const classOf = (value: number, breaks: readonly number[]): number =>
  breaks.filter((begin) => value >= begin).length;

/** Sets or withdraws the figure of a day, keeping the server's order. */
export function withPoint(
  series: readonly Series[],
  measure: string,
  day: string,
  point: SeriesPoint | null,
): Series[] {
  const others = pointsOf(series, measure).filter((p) => p.day !== day);
  const points = point ? [...others, point].sort((a, b) => (a.day < b.day ? -1 : 1)) : others;
  const rest = series.filter((s) => s.measure !== measure);
  const all = points.length ? [...rest, { measure, points }] : rest;
  return all.sort((a, b) => (a.measure < b.measure ? -1 : 1));
}
