// What a screen on a wall needs that nobody touches for days: views that take turns, the age of what it
// shows, and a new version at a quiet moment.
import type { PlanStore } from '../../lib/sync/plan.svelte';

/** How long a view stays: enough to read it across a room. */
const TURN = 15_000;
/** What is older than this is said to be old. */
const STALE = 10_000;
/** How often a new version is looked for, and how long nothing may have moved before it is fetched. */
const VERSION = 300_000;
const QUIET = 30_000;
const SECOND = 1_000;

export class Kiosk {
  turn = $state(0);
  isPaused = $state(false);
  /** Seconds since the figures were last known to hold; null while they do. */
  age = $state<number | null>(null);

  #lost: number | null = null;
  #head = 0;
  #movedAt = Date.now();
  #turnedAt = Date.now();
  #version: string | null = null;
  #isOutdated = false;

  constructor(private readonly store: PlanStore, private readonly reload: () => void = () => location.reload()) {}

  /** Runs until the answer is called. */
  start(): () => void {
    const ticking = setInterval(() => this.tick(Date.now()), SECOND);
    const looking = setInterval(() => void this.look(), VERSION);
    void this.look();
    return () => {
      clearInterval(ticking);
      clearInterval(looking);
    };
  }

  tick(now: number): void {
    const { state, head, ready } = this.store;
    if (head !== this.#head) [this.#head, this.#movedAt] = [head, now];
    if (state === 'live' || !ready) this.#lost = null;
    else this.#lost ??= now;
    const age = this.#lost === null ? 0 : now - this.#lost;
    this.age = age >= STALE ? Math.floor(age / SECOND) : null;
    if (!this.isPaused && now - this.#turnedAt >= TURN) this.go(1, now);
    // A server of another version says so over the socket, too.
    const wantsReload = this.#isOutdated || state === 'outdated';
    if (wantsReload && now - this.#movedAt >= QUIET) this.reload();
  }

  /** The next view, or the one before. */
  go(by: 1 | -1, now = Date.now()): void {
    this.turn += by;
    this.#turnedAt = now;
  }

  /** Whether the page is of another version by now. */
  async look(): Promise<void> {
    try {
      const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' });
      const version = answer.ok ? answer.headers.get('etag') : null;
      if (version && this.#version && version !== this.#version) this.#isOutdated = true;
      this.#version ??= version;
    } catch {
      // Without a network there is no new version either.
    }
  }
}

/** Asks for a screen that stays lit; where none is given, the screen's own settings hold. */
export function stayLit(): () => void {
  let lock: WakeLockSentinel | undefined;
  let isOver = false;
  const ask = async () => {
    if (document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock?.request('screen');
      if (isOver) void lock?.release();
    } catch {
      lock = undefined;
    }
  };
  void ask();
  document.addEventListener('visibilitychange', ask);
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
