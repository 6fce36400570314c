// Where the records of a chain are drawn: a column a kind, each in the middle of what it is tied to.
import { LINKS, type Chain, type LinkKind, type Node } from '../../lib/model/chain';

export const WIDTH = 160;
export const HEIGHT = 56;
const GAP = { x: 36, y: 14 };
const HEAD = 28;
/** More in one column are not drawn, only counted: the list beside has them all. */
export const MAX_COLUMN = 30;

export type Placed = Node & { kind: LinkKind; column: number; row: number; x: number; y: number };
export type Column = { kind: LinkKind; x: number; hidden: number; bottom: number };
export type Line = { key: string; from: Placed; to: Placed; path: string };
export type Drawing = { nodes: Placed[]; columns: Column[]; lines: Line[]; width: number; height: number };

export function layout({ nodes, edges }: Chain): Drawing {
  const kinds = LINKS.filter((kind) => nodes.some((node) => node.record.type === kind));
  const places = new Map<string, number>();
  let columns = kinds.map((kind) => nodes.filter((node) => node.record.type === kind));
  const settle = (column: Node[]) => column.forEach(({ key }, row) => places.set(key, row / column.length));
  columns.forEach(settle);
  /** Each column in the order of the middles of what it is tied to: once forwards, once back. */
  const arrange = (order: number[], at: 'from' | 'to', other: 'from' | 'to') => {
    for (const i of order) {
      const middle = ({ key }: Node) => {
        const tied = edges.filter((edge) => edge[at] === key).map((edge) => places.get(edge[other])!);
        return tied.length ? tied.reduce((sum, place) => sum + place, 0) / tied.length : places.get(key)!;
      };
      const middles = new Map(columns[i]!.map((node) => [node.key, middle(node)]));
      columns[i] = [...columns[i]!].sort((a, b) => middles.get(a.key)! - middles.get(b.key)!);
      settle(columns[i]);
    }
  };
  const indices = kinds.map((_, i) => i);
  arrange(indices.slice(1), 'to', 'from');
  arrange([...indices].reverse().slice(1), 'from', 'to');

  const tallest = Math.max(0, ...columns.map((column) => Math.min(column.length, MAX_COLUMN)));
  const height = HEAD + tallest * (HEIGHT + GAP.y) + GAP.y;
  const placed = columns.flatMap((column, i) => {
    const shown = column.slice(0, MAX_COLUMN);
    const top = HEAD + (height - HEAD - GAP.y - shown.length * (HEIGHT + GAP.y)) / 2 + GAP.y;
    return shown.map((node, row): Placed => ({
      ...node, kind: kinds[i]!, column: i, row, x: i * (WIDTH + GAP.x), y: top + row * (HEIGHT + GAP.y),
    }));
  });
  const at = new Map(placed.map((node) => [node.key, node]));
  const lines = edges.flatMap(({ from, to }) => {
    const [a, b] = [at.get(from), at.get(to)];
    return a && b ? [{ key: `${from} ${to}`, from: a, to: b, path: curve(a, b) }] : [];
  });
  return {
    nodes: placed,
    lines,
    columns: kinds.map((kind, i) => ({
      kind,
      x: i * (WIDTH + GAP.x),
      hidden: Math.max(0, columns[i]!.length - MAX_COLUMN),
      bottom: height,
    })),
    width: kinds.length * (WIDTH + GAP.x) - GAP.x,
    height: height + 20,
  };
}

function curve(a: Placed, b: Placed): string {
  const [x1, y1, x2, y2] = [a.x + WIDTH, a.y + HEIGHT / 2, b.x, b.y + HEIGHT / 2];
  const bend = Math.max(GAP.x / 2, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** The record that an arrow key leads to: along a link, or along the column. */
export function neighbour({ nodes, lines }: Drawing, from: string, key: string): string | null {
  const here = nodes.find((node) => node.key === from);
  if (!here) return null;
  if (key === 'ArrowRight') return nearest(here, lines.filter((line) => line.from === here).map((line) => line.to));
  if (key === 'ArrowLeft') return nearest(here, lines.filter((line) => line.to === here).map((line) => line.from));
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  return step ? (nodes.find((n) => n.column === here.column && n.row === here.row + step)?.key ?? null) : null;
}

function nearest(here: Placed, others: Placed[]): string | null {
  const far = (node: Placed) => Math.abs(node.column - here.column) * 10_000 + Math.abs(node.y - here.y);
  return others.sort((a, b) => far(a) - far(b))[0]?.key ?? null;
}

/** Text on two lines of a box, cut where it does not fit. */
export function lines(text: string, length = 24): string[] {
  const made = [''];
  for (const word of text.split(/\s+/)) {
    const last = made.at(-1)!;
    if (!last || last.length + word.length < length) made[made.length - 1] = last ? `${last} ${word}` : word;
    else made.push(word);
  }
  const [first = '', second] = made.map((line) => (line.length > length ? `${line.slice(0, length - 1)}…` : line));
  if (second === undefined) return [first];
  return [first, made.length > 2 ? `${second.slice(0, length - 2)}…` : second];
}
