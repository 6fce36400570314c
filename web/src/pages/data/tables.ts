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
      { name: 'figures' }, { name: 'structures' }, { name: 'findings' }, { name: 'evidence' },
      { name: 'needs', members: true },
    ],
  },
  {
    name: 'plan',
    tables: [{ name: 'priorities' }, { name: 'recommendations' }, { name: 'means', members: true }, { name: 'reports' }],
  },
  { name: 'work', tables: [{ name: 'meetings' }, { name: 'items' }, { name: 'tasks', members: true }] },
  { name: 'network', tables: [{ name: 'partners' }, { name: 'spaces' }, { name: 'roles', members: true }] },
];

const IMPORTS: Record<ImportedTable, (rights: Rights) => boolean> = {
  figures: ({ coordinator }) => coordinator,
  structures: ({ coordinator }) => coordinator,
  partners: ({ coordinator }) => coordinator,
  findings: ({ leads, contributes }) => leads || contributes,
  tasks: ({ leads, contributes }) => leads || contributes,
};

/** The table where it may be brought in; the server says line by line what a role allows. */
export const imported = (name: string, rights: Rights): ImportedTable | null =>
  name in IMPORTS && IMPORTS[name as ImportedTable](rights) ? (name as ImportedTable) : null;
