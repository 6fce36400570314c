// What the territory page shows of a measure: a row for each commune, known or not.
import type { GeoProjection } from 'd3-geo';
import { projected } from './projection';
import { classOf, breaksOf, pointOn, share, type Commune, type Measure } from '../../lib/model/territory';
import type { SeriesPoint } from '../../lib/protocol/types';

export type PlaceRow = {
  commune: Commune;
  point: SeriesPoint | undefined;
  share: number | null;
  /** What is drawn and sorted: the value, or the share; null where it is not known. */
  shown: number | null;
  /** From 0; null where nothing is known. */
  class: number | null;
};

export type Shown = { rows: PlaceRow[]; breaks: number[]; known: number[] };

export function shownOf(communes: readonly Commune[], measure: Pick<Measure, 'id' | 'per'>, day: string, asShare: boolean): Shown {
  const rows = communes.map((commune) => {
    const point = pointOn(commune.series, measure.id, day);
    const part = share(commune.series, measure, day);
    const shown = asShare ? part : point ? Number(point.value) : null;
    return { commune, point, share: part, shown };
  });
  const known = rows.flatMap((row) => (row.shown === null ? [] : [row.shown])).sort((a, b) => a - b);
  const breaks = breaksOf(known);
  return {
    known,
    breaks,
    rows: rows.map((row) => ({ ...row, class: row.shown === null ? null : classOf(row.shown, breaks) })),
  };
}

/** Where a name stands, and whether there is room for it on a phone too, where letters are larger. */
export type Label = { y: number; everywhere: boolean };
export type Circle = PlaceRow & { x: number; y: number; r: number; label: Label | null };

/** Where values are parts of a hundred, an area would say nothing. */
const EVEN_RADIUS = 13;
const UNKNOWN_RADIUS = 8;
const LEAST_RADIUS = 5;
const MOST_RADIUS = 40;
/** How wide a letter of a label is, about, and how tall a line: on a phone, then on a desk. */
const SIZES = [
  { letter: 10.4, line: 21, everywhere: true },
  { letter: 6.4, line: 14, everywhere: false },
];

type Box = [number, number, number, number];
const meet = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Circles in their places, the large ones first so that none is hidden, named where there is room. */
export function circlesOf(
  rows: readonly PlaceRow[],
  even: boolean,
  width: number,
  height: number,
  sheet: GeoProjection | null = null,
): Circle[] {
  const most = Math.max(1, ...rows.map((row) => row.shown ?? 0));
  const radius = ({ shown }: PlaceRow) => {
    if (shown === null) return UNKNOWN_RADIUS;
    if (even) return EVEN_RADIUS;
    return Math.max(LEAST_RADIUS, MOST_RADIUS * Math.sqrt(Math.max(0, shown) / most));
  };
  const places = projected(rows.map((row) => row.commune), width, height, sheet);
  const circles = rows
    .map((row, i) => ({ ...row, ...places[i]!, r: radius(row), label: null as Label | null }))
    .sort((a, b) => b.r - a.r || a.commune.name.localeCompare(b.commune.name));
  const taken: Box[] = circles.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]);
  for (const { letter, line, everywhere } of SIZES) {
    for (const circle of circles) {
      if (circle.label) continue;
      const half = (circle.commune.name.length * letter) / 2;
      // Below where there is room, else above.
      for (const top of [circle.y + circle.r + 2, circle.y - circle.r - line - 2]) {
        const box: Box = [circle.x - half, top, circle.x + half, top + line];
        const inside = box[0] >= 0 && box[2] <= width && top >= 0 && box[3] <= height;
        if (!inside || taken.some((other) => meet(box, other))) continue;
        circle.label = { y: top + line * 0.8, everywhere };
        taken.push(box);
        break;
      }
    }
  }
  return circles;
}
