// What a person is called where the server may know little of them.
import type { Messages } from './i18n/fr';
import type { Person } from './protocol/types';

type PartnerName = (id: string) => string | undefined;

/** The name they have; of an erased account, what it was. */
export function personName(person: Person | null | undefined, partner: PartnerName, m: Messages): string {
  if (person?.label) return person.label;
  if (!person?.former) return m.common.someone;
  const name = person.former.partner && partner(person.former.partner);
  return name ? m.common.former(name) : m.common.formerOfPlan;
}

/** What a browser calls itself, in the two words that tell one device from another. */
export function deviceName(agent: string): string {
  if (!agent.startsWith('Mozilla/')) return agent;
  const browser = (
    [['Edg', 'Edge'], ['OPR', 'Opera'], ['Firefox', 'Firefox'], ['FxiOS', 'Firefox'], ['Chrom', 'Chrome'], ['CriOS', 'Chrome'], ['Safari', 'Safari']] as const
  ).find(([mark]) => agent.includes(mark))?.[1];
  const system = (
    [['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Android', 'Android'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['CrOS', 'ChromeOS'], ['Linux', 'Linux']] as const
  ).find(([mark]) => agent.includes(mark))?.[1];
  return [browser, system].filter(Boolean).join(' · ') || agent;
}
