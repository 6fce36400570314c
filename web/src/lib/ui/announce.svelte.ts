import { untrack } from 'svelte';

/** What the one polite live region says. */
class Announcer {
  text = $state('');

  say(words: string): void {
    // The same words twice in a row are two announcements.
    this.text = words === untrack(() => this.text) ? `${words}\u00a0` : words;
  }
}

export const announcer = new Announcer();
