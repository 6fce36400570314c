import { geoMercator, type GeoProjection } from 'd3-geo';

/** Room for the largest circle and its name at the edge. */
const MARGIN = 44;

/** Label points on a sheet of a size. */
export function projected(
  points: readonly { longitude: number; latitude: number }[],
  width: number,
  height: number,
  /** The sheet of the other things on the map, where there are any. */
  sheet: GeoProjection | null = null,
): { x: number; y: number }[] {
  const coordinates = points.map((p): [number, number] => [p.longitude, p.latitude]);
  const extent: [[number, number], [number, number]] = [[MARGIN, MARGIN], [width - MARGIN, height - MARGIN]];
  const projection = sheet ?? geoMercator();
  // Points that are all in one place, or none, have no extent to fit.
  const [first = [0, 0]] = coordinates;
  const isSpread = coordinates.some(([x, y]) => x !== first[0] || y !== first[1]);
  if (!sheet) {
    if (isSpread) projection.fitExtent(extent, { type: 'MultiPoint', coordinates });
    else projection.center(first).translate([width / 2, height / 2]);
  }
  return coordinates.map((point) => {
    const [x, y] = projection(point) ?? [width / 2, height / 2];
    return { x, y };
  });
}
