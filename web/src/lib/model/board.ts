// Dashboards from the figures of their dimensions: what stands at their head, what is counted state by state, and
// what the plan's home and its public page show at a glance.
import type { Axis, Totals } from '../protocol/types';
import type { Figures } from './tally';

/** Every state, in the order of its road; what a section counts is the sum of them. */
export const SECTIONS = {
  finding: ['recorded', 'inherited', 'under_review', 'upheld', 'updated', 'obsolete'],
  stance: ['agrees', 'nuances', 'contests'],
  priority: ['proposed', 'retained', 'dropped', 'closed'],
  recommendation: [
    'draft', 'proposed', 'validated', 'sent', 'answered', 'underway', 'achieved', 'refused', 'no_follow_up', 'evaluated',
  ],
  expertise: ['received', 'qualified', 'mobilised', 'answered', 'closed'],
  advocacy: ['draft', 'sent', 'answered', 'unanswered', 'closed'],
  output: ['published', 'archived'],
  meeting: ['preparation', 'convened', 'open', 'suspended', 'closed', 'minutes_approved'],
  item: ['ahead', 'done'],
  task: ['open', 'done', 'dropped'],
  space: ['active', 'suspended', 'closed'],
  partner: ['umbrella', 'associative', 'public', 'private'],
  structure: ['cada', 'mena', 'ila', 'ili', 'pcs', 'pst', 'cpas', 'cisp', 'other'],
  objective: ['in_force', 'repealed'],
} as const;

export type Section = keyof typeof SECTIONS;
export const SECTION_NAMES = Object.keys(SECTIONS) as Section[];

export type Line = { what: string; n: number };

export const figure = (figures: Figures, metric: string): number => figures[metric] ?? 0;

export const linesOf = (figures: Figures, section: Section): Line[] =>
  SECTIONS[section].map((what) => ({ what, n: figure(figures, `${section}.${what}`) }));

export const sumOf = (figures: Figures, section: Section): number =>
  linesOf(figures, section).reduce((sum, { n }) => sum + n, 0);

/** What stands at the head of a dashboard. */
export const HEADLINES = {
  findings: (f: Figures) => sumOf(f, 'finding'),
  evidence: (f: Figures) => figure(f, 'evidence.given'),
  needs: (f: Figures) => figure(f, 'need.stated'),
  priorities: (f: Figures) => figure(f, 'priority.retained'),
  recommendations: (f: Figures) => sumOf(f, 'recommendation'),
  overdue: (f: Figures) => figure(f, 'recommendation.overdue'),
  reports: (f: Figures) => figure(f, 'report.written'),
  flags: (f: Figures) => figure(f, 'flag.open'),
  requests: (f: Figures) => figure(f, 'expertise.late'),
  silent: (f: Figures) => figure(f, 'advocacy.silent'),
  tasks: (f: Figures) => figure(f, 'task.open'),
  late: (f: Figures) => figure(f, 'task.late'),
};
export type Headline = keyof typeof HEADLINES;
/** What only those see who read more than what is published. */
const WORK: Headline[] = ['needs', 'flags', 'requests', 'tasks', 'late'];
export const headlines = (work: boolean): Headline[] =>
  (Object.keys(HEADLINES) as Headline[]).filter((name) => work || !WORK.includes(name));

/** What a partner has brought in, carries and follows up. */
export const CONTRIBUTIONS = {
  spaces: (f: Figures) => figure(f, 'space.active') + figure(f, 'space.suspended'),
  findings: (f: Figures) => sumOf(f, 'finding'),
  evidence: (f: Figures) => figure(f, 'evidence.given'),
  stances: (f: Figures) => sumOf(f, 'stance'),
  recommendations: (f: Figures) => sumOf(f, 'recommendation'),
  reports: (f: Figures) => figure(f, 'report.written'),
  items: (f: Figures) => sumOf(f, 'item'),
  tasks: (f: Figures) => figure(f, 'task.open'),
};
export type Part = keyof typeof CONTRIBUTIONS;
const PARTS = Object.keys(CONTRIBUTIONS) as Part[];
/** Observers are not told who holds what of a finding, nor who does what. */
const OF_WORK: Part[] = ['stances', 'tasks'];
/** The columns of what partners do in a part of the plan; a space is in no other space. */
export const partsIn = (kind: Kind, work: boolean): Part[] =>
  PARTS.filter((part) => (work || !OF_WORK.includes(part)) && !(kind === 'space' && part === 'spaces'));

/** How large a plan is, and what it has ahead. */
export function glance(figures: Figures) {
  const held = figure(figures, 'meeting.closed') + figure(figures, 'meeting.minutes_approved');
  return {
    partners: sumOf(figures, 'partner'),
    spacesActive: figure(figures, 'space.active'),
    communes: figure(figures, 'commune.all'),
    meetingsHeld: held,
    meetingsAhead: sumOf(figures, 'meeting') - held,
    tasksOpen: figure(figures, 'task.open'),
  };
}

export type AxisProgress = {
  axis: Axis;
  spaces: number;
  itemsDone: number;
  itemsAhead: number;
  tasksOpen: number;
  tasksDone: number;
};

/** How far an axis has come, from its own figures. */
export function progressOf(axis: Axis, figures: Figures): AxisProgress {
  return {
    axis,
    spaces: figure(figures, 'space.active') + figure(figures, 'space.suspended'),
    itemsDone: figure(figures, 'item.done'),
    itemsAhead: figure(figures, 'item.ahead'),
    tasksOpen: figure(figures, 'task.open'),
    tasksDone: figure(figures, 'task.done'),
  };
}

const means = (figures: Figures, kind: keyof Totals) => ({
  sought: figure(figures, `means.${kind}_sought`),
  secured: figure(figures, `means.${kind}_secured`),
});

export const totalsOf = (figures: Figures): Totals => ({
  financial: means(figures, 'financial'),
  human: means(figures, 'human'),
  logistic: means(figures, 'logistic'),
});

export type Kind = 'plan' | 'axis' | 'space' | 'partner' | 'commune' | 'edition';

/** What a dimension is of, and its id. */
export function partOf(dim: string): { kind: Kind; id: string } {
  const at = dim.indexOf(':');
  return at < 0 ? { kind: dim as Kind, id: '' } : { kind: dim.slice(0, at) as Kind, id: dim.slice(at + 1) };
}
