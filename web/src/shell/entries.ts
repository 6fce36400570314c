// The pages of a plan as its navigation groups them; some are for those only who read more than what is published.
import type { IconName } from '../lib/ui/Icon.svelte';

type Entry = { word: string; name: IconName; needs?: 'read_work' | 'read_past' };
type Group = { name: 'start' | 'diagnosis' | 'plan' | 'work' | 'network' | 'follow'; entries: Entry[] };

export const GROUPS: Group[] = [
  { name: 'start', entries: [{ word: '', name: 'home' }] },
  {
    name: 'diagnosis',
    entries: [
      { word: 'territoire', name: 'territory' },
      { word: 'constats', name: 'findings' },
      { word: 'besoins', name: 'needs', needs: 'read_work' },
    ],
  },
  {
    name: 'plan',
    entries: [
      { word: 'cadre', name: 'frame' },
      { word: 'editions', name: 'editions' },
      { word: 'objectifs', name: 'objectives' },
      { word: 'priorites', name: 'priorities' },
      { word: 'recommandations', name: 'recommendations' },
      { word: 'productions', name: 'outputs' },
      { word: 'interpellations', name: 'advocacies' },
    ],
  },
  {
    name: 'work',
    entries: [
      { word: 'reunions', name: 'meetings' },
      { word: 'taches', name: 'tasks', needs: 'read_work' },
      { word: 'expertises', name: 'expertises', needs: 'read_work' },
    ],
  },
  {
    name: 'network',
    entries: [
      { word: 'espaces', name: 'spaces' },
      { word: 'partenaires', name: 'partners' },
      { word: 'membres', name: 'members', needs: 'read_work' },
    ],
  },
  {
    name: 'follow',
    entries: [
      { word: 'tableaux', name: 'boards' },
      { word: 'pour-moi', name: 'forMe', needs: 'read_work' },
      { word: 'historique', name: 'history', needs: 'read_past' },
      { word: 'donnees', name: 'data' },
    ],
  },
];
