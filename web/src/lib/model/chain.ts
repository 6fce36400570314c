// The chain as the records have it: what rests on what, from evidence to reports, and where it was dealt with.
import type { Rights } from './rights';
import { keyOf, type AnyRecord, type RecordOf } from '../protocol/names';

export const LINKS = [
  'evidence', 'finding', 'need', 'priority', 'recommendation', 'item', 'advocacy', 'report',
] as const;
export type LinkKind = (typeof LINKS)[number];
export type ChainRecord = RecordOf<LinkKind>;

/** Where records are found. */
export type Lists = { list<T extends LinkKind>(type: T): RecordOf<T>[] };

export type Node = { key: string; record: ChainRecord };
export type Edge = { from: string; to: string };
export type Chain = { nodes: Node[]; edges: Edge[] };

const keyOfNode = (record: ChainRecord): string => keyOf(record.type, record.id);

/** The names of what a record rests on directly. */
function below(record: ChainRecord): string[] {
  switch (record.type) {
    case 'need':
      return Object.keys(record.findings).map((id) => keyOf('finding', id));
    case 'priority':
      return [
        ...Object.keys(record.findings).map((id) => keyOf('finding', id)),
        ...Object.keys(record.needs).map((id) => keyOf('need', id)),
      ];
    case 'recommendation':
      return [keyOf('priority', record.priority)];
    case 'advocacy':
      return record.recommendations.map((chosen) => keyOf('recommendation', chosen.recommendation));
    case 'report':
      return [keyOf('recommendation', record.recommendation)];
    case 'item':
      return (record.links ?? []).map(({ kind, id }) => keyOf(kind, id));
    default:
      return [];
  }
}

/** Whether it still counts: what was withdrawn is not shown, nor an item that deals with nothing of the chain. */
function isThere(record: ChainRecord): boolean {
  if (record.type === 'item') return !!record.links?.length;
  return !('withdrawn' in record && record.withdrawn);
}

/** All of the chain. */
export function wholeChain(lists: Lists): Chain {
  const records = LINKS.flatMap((type): ChainRecord[] => lists.list(type)).filter(isThere);
  const nodes = records.map((record) => ({ key: keyOfNode(record), record }));
  const known = new Set(nodes.map(({ key }) => key));
  const edges = nodes.flatMap(({ key, record }) =>
    record.type === 'evidence'
      ? [{ from: key, to: keyOf('finding', record.finding) }]
      : below(record).map((from) => ({ from, to: key })),
  );
  return { nodes, edges: edges.filter(({ from, to }) => known.has(from) && known.has(to)) };
}

/** What one record rests on, and what rests on it, as far as it goes. */
export function chainOf(lists: Lists, key: string): Chain {
  const whole = wholeChain(lists);
  const reached = new Set([
    ...walk(key, whole.edges, 'to', 'from'),
    ...walk(key, whole.edges, 'from', 'to'),
  ]);
  return {
    nodes: whole.nodes.filter((node) => reached.has(node.key)),
    edges: whole.edges.filter(({ from, to }) => reached.has(from) && reached.has(to)),
  };
}

function walk(start: string, edges: readonly Edge[], at: keyof Edge, next: keyof Edge): string[] {
  const from = new Map<string, string[]>();
  for (const edge of edges) {
    const others = from.get(edge[at]);
    if (others) others.push(edge[next]);
    else from.set(edge[at], [edge[next]]);
  }
  const found = [start];
  const known = new Set(found);
  for (const key of found) {
    for (const other of from.get(key) ?? []) {
      if (known.has(other)) continue;
      known.add(other);
      found.push(other);
    }
  }
  return found;
}

export type Built = { record: RecordOf<'need' | 'priority' | 'recommendation' | 'advocacy'>; lives: boolean };

/** What is built on a finding: needs, then priorities, recommendations and what carries these. */
export function builtOn(lists: Lists, finding: string): Built[] {
  const { nodes } = chainOf(lists, keyOf('finding', finding));
  const order = ['need', 'priority', 'recommendation', 'advocacy'];
  return nodes
    .map(({ record }) => record)
    .filter((record): record is Built['record'] => order.includes(record.type))
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type) || a.number - b.number)
    .map((record) => ({ record, lives: isLiving(record) }));
}

/** Whether a change of a finding still matters to it. */
function isLiving(record: Built['record']): boolean {
  switch (record.type) {
    case 'need':
      return !record.withdrawn;
    case 'priority':
      return record.state === 'proposed' || record.state === 'retained';
    case 'recommendation':
      return record.state !== 'evaluated' && record.state !== 'no_follow_up' && record.state !== 'refused';
    case 'advocacy':
      return record.state === 'draft';
  }
}

/** Whether one may confirm that it holds. */
export function tends(rights: Rights, record: Built['record']): boolean {
  if (record.type === 'need') return rights.tendNeed(record);
  if (record.type === 'advocacy') return rights.speakOut;
  return record.type === 'priority' ? rights.rankPriority(record) : rights.writeRecommendation(record);
}

/** What people read of a record of the chain. */
export function textOf(record: ChainRecord): string {
  switch (record.type) {
    case 'evidence':
      return record.says.reference;
    case 'finding':
    case 'need':
      return record.statement;
    case 'priority':
    case 'recommendation':
    case 'item':
    case 'advocacy':
      return record.title;
    case 'report':
      return record.progress.words;
  }
}

/** What the address of a chain calls each kind. */
const WORDS: Record<LinkKind, string> = {
  evidence: 'preuve', finding: 'constat', need: 'besoin', priority: 'priorite',
  recommendation: 'recommandation', item: 'point', advocacy: 'interpellation', report: 'compte-rendu',
};

export const chainPath = (record: Pick<AnyRecord, 'type'> & { id: string }): string =>
  `/chaine/${WORDS[record.type as LinkKind]}.${record.id}`;

export function readChainPath(segment: string): string | null {
  const [word, id] = segment.split('.');
  const kind = LINKS.find((link) => WORDS[link] === word);
  return kind && id ? keyOf(kind, id) : null;
}
