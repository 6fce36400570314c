// What there is outside a plan. Fetched when someone goes there.
import type { Component } from 'svelte';

type Page = Component<Record<string, never>>;
type Place = {
  /** Whether it is for anyone, signed in or not. */
  isOpen?: boolean;
  load: () => Promise<{ default: Page }>;
};

const PLACES = new Map<string, Place>([
  ['entrer', { isOpen: true, load: () => import('../pages/SignIn.svelte') }],
  ['invitation', { isOpen: true, load: () => import('../pages/Invitation.svelte') }],
  ['public', { isOpen: true, load: () => import('../pages/PublicPage.svelte') }],
  ['compte', { load: () => import('../pages/Account.svelte') }],
  ['compte/donnees', { load: () => import('../pages/AccountData.svelte') }],
  ['administration', { load: () => import('../pages/Admin.svelte') }],
]);

/** Who looks on by a link has no account, and sees there what is theirs instead. */
const OBSERVING: Place = { load: () => import('../pages/Observing.svelte') };

export const placeOf = ([first = '', second = '']: string[], observes = false): Place | undefined =>
  observes && first === 'compte' ? OBSERVING : (PLACES.get(`${first}/${second}`) ?? PLACES.get(first));

export const signIn = (): Place => PLACES.get('entrer')!;
