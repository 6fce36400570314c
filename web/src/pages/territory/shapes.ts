// Boundaries of communes as a file has them, made into what a map draws.
import { geoArea, geoMercator, geoPath, type GeoProjection } from 'd3-geo';
import type { FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from 'geojson';

export type Shapes = ReadonlyMap<string, Polygon | MultiPolygon>;

/** The area of half the sphere: what covers more is turned the other way round. */
const HALF = 2 * Math.PI;

const turned = (rings: Position[][]): Position[][] => rings.map((ring) => [...ring].reverse());

/** d3 takes outer rings clockwise, and RFC 7946 says the contrary; files have both. */
function wound(polygon: Position[][]): Position[][] {
  const [outer, ...holes] = polygon;
  if (!outer) return polygon;
  const covers = (ring: Position[]) => geoArea({ type: 'Polygon', coordinates: [ring] }) > HALF;
  const right = covers(outer) ? turned([outer]) : [outer];
  return [...right, ...holes.map((hole) => (covers(hole) ? hole : turned([hole])[0]!))];
}

/** The shape of each commune by its INS code; the server has looked at the file before. */
export function shapesOf(file: FeatureCollection): Shapes {
  const shapes = new Map<string, Polygon | MultiPolygon>();
  for (const { properties, geometry } of file.features) {
    const code = properties?.['ins_code'] as unknown;
    if (typeof code !== 'string') continue;
    if (geometry.type === 'Polygon') {
      shapes.set(code, { type: 'Polygon', coordinates: wound(geometry.coordinates) });
    } else if (geometry.type === 'MultiPolygon') {
      shapes.set(code, { type: 'MultiPolygon', coordinates: geometry.coordinates.map(wound) });
    }
  }
  return shapes;
}

const MARGIN = 8;

/** Around a place that has no shape: room for its circle and its name. */
const ROOM = 0.03;

/** A sheet on which all shapes fit, and the places that have none. */
export function sheetOf(shapes: Shapes, others: readonly Position[], width: number, height: number): GeoProjection {
  const corners = others.flatMap(([x = 0, y = 0]) => [[x - ROOM, y - ROOM], [x + ROOM, y + ROOM]]);
  const geometries: Geometry[] = [...shapes.values(), { type: 'MultiPoint', coordinates: corners }];
  const extent: [[number, number], [number, number]] = [[MARGIN, MARGIN], [width - MARGIN, height - MARGIN]];
  return geoMercator().fitExtent(extent, { type: 'GeometryCollection', geometries });
}

export type Drawn = { path: string; x: number; y: number; width: number; height: number };

/** The path of a shape, where its name stands, and how much room it has. */
export function drawn(shape: Polygon | MultiPolygon, sheet: GeoProjection): Drawn {
  const draw = geoPath(sheet).digits(1);
  const [[left, top], [right, bottom]] = draw.bounds(shape);
  const [x, y] = draw.centroid(shape);
  return { path: draw(shape) ?? '', x, y, width: right - left, height: bottom - top };
}
