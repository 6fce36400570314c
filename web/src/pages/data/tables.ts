// The tables of a plan as the page lists them: what goes out, what comes in, and for whom.
import type { Rights } from '../../lib/model/rights';
import type { out } from '../../lib/i18n/out';
import type { ImportedTable } from '../../lib/sync/tables';

type Name = keyof ReturnType<typeof out>['names'];
type Table = { name: Name; members?: true };

/** Grouped as the navigation groups pages; what observers see nothing of is for members. */
export const GROUPS: { name: keyof ReturnType<typeof out>['groups']; tables: Table[] }[] = [
  {
    name: 'diagnosis',
    tables: [
      { name: 'communes' }, { name: 'measures' }, { name: 'figures' }, { name: 'structures' }, { name: 'findings' },
      { name: 'stances', members: true }, { name: 'evidence' }, { name: 'needs', members: true },
    ],
  },
  {
    name: 'plan',
    tables: [
      { name: 'editions' }, { name: 'axes' }, { name: 'themes' }, { name: 'objectives' }, { name: 'priorities' },
      { name: 'recommendations' }, { name: 'means', members: true }, { name: 'resources' }, { name: 'reports' },
      { name: 'outputs' }, { name: 'attachments' }, { name: 'advocacy' }, { name: 'answers' },
    ],
  },
  {
    name: 'work',
    tables: [
      { name: 'meetings' }, { name: 'items' }, { name: 'tasks', members: true }, { name: 'expertise', members: true },
      { name: 'comments', members: true },
    ],
  },
  { name: 'network', tables: [{ name: 'partners' }, { name: 'spaces' }, { name: 'roles', members: true }] },
];

const coordinates = ({ coordinator }: Rights) => coordinator;
const leads = (rights: Rights) => rights.leads;
const brings = (rights: Rights) => rights.contributes;

/** Who may bring in any line of a table at all. */
const IMPORTS: Record<ImportedTable, (rights: Rights) => boolean> = {
  axes: coordinates,
  themes: coordinates,
  communes: coordinates,
  objectives: coordinates,
  figures: coordinates,
  structures: coordinates,
  findings: brings,
  evidence: brings,
  needs: brings,
  priorities: brings,
  recommendations: brings,
  means: brings,
  reports: brings,
  meetings: leads,
  items: brings,
  tasks: brings,
  partners: coordinates,
  spaces: leads,
  expertise: brings,
  outputs: leads,
};

/** The table where it may be brought in; the server says line by line what a role allows. */
export const imported = (name: string, rights: Rights): ImportedTable | null =>
  name in IMPORTS && IMPORTS[name as ImportedTable](rights) ? (name as ImportedTable) : null;
