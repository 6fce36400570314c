// The priorities of one edition as their page works on them: the ranking, figures, and moves that say what they did.
import { tick, untrack } from 'svelte';
import { called, plans } from '../../lib/i18n/plans';
import { isSameRank, rankOf, stepTo, wouldShift, type Ranking } from '../../lib/model/ranking';
import { addUp } from '../../lib/model/totals';
import type { RecordOf } from '../../lib/protocol/names';
import type { Axis, Edition, Rank, Totals } from '../../lib/protocol/types';
import type { Row } from '../../lib/sync/book.svelte';
import { announcer } from '../../lib/ui/announce.svelte';
import type { PlanView } from '../../lib/view.svelte';

export type Priority = RecordOf<'priority'>;
export type Way = 'up' | 'down' | 'previous' | 'next';
export type Column = { axis: Axis; rows: Row<'priority'>[] };
/** What stands on a priority. */
export type Standing = { count: number; totals: Totals };

const NOTHING: Standing = { count: 0, totals: addUp([]) };

export class PriorityDesk {
  /** The order on screen; behind what is live only while it would move the card under the pointer. */
  #shown = $state.raw<Ranking>({});
  /** The card that somebody points at. */
  #held: string | null = null;
  /** Whether there is news that waits for the pointer to leave. */
  isWaiting = $state(false);

  readonly edition: Edition | undefined = $derived.by(() => this.view.book.get('edition', this.chosen()));
  readonly live: Ranking = $derived.by(() => this.edition?.rankings ?? {});
  readonly axes: Axis[] = $derived.by(() => this.view.book.list('axis').sort((a, b) => a.number - b.number));
  readonly columns: Column[] = $derived.by(() =>
    this.axes.map((axis) => ({
      axis,
      rows: (this.#shown[axis.id] ?? []).map((id) => this.view.book.row('priority', id)).filter((row) => !!row),
    })),
  );
  readonly dropped: Row<'priority'>[] = $derived.by(() =>
    this.view.book
      .rows('priority')
      .filter(({ value }) => value.edition === this.edition?.id && value.state === 'dropped')
      .sort((a, b) => a.value.number - b.value.number),
  );
  readonly isOpen = $derived.by(() => !!this.edition && this.edition.state !== 'closed');
  readonly #standing: Map<string, Standing> = $derived.by(() => {
    const found = new Map<string, Standing>();
    for (const known of this.view.book.list('recommendation')) {
      const { count, totals } = found.get(known.priority) ?? NOTHING;
      found.set(known.priority, { count: count + 1, totals: addUp([totals, known.totals]) });
    }
    return found;
  });

  constructor(
    readonly view: PlanView,
    private readonly chosen: () => string | undefined,
  ) {
    $effect.pre(() => {
      void this.live;
      untrack(() => this.#follow());
    });
  }

  standing(priority: string): Standing {
    return this.#standing.get(priority) ?? NOTHING;
  }

  mayMove(priority: Priority): boolean {
    const isRanked = priority.state === 'proposed' || priority.state === 'retained';
    return isRanked && this.isOpen && this.view.rights.rankPriority(priority);
  }

  hold(card: string): void {
    this.#held = card;
  }

  release(): void {
    this.#held = null;
    this.#follow();
  }

  #follow(): void {
    const order = this.axes.map(({ id }) => id);
    this.isWaiting = this.#held !== null && wouldShift(this.#shown, this.live, order, this.#held);
    if (!this.isWaiting) this.#shown = this.live;
  }

  stepRank(priority: string, way: Way): Rank | null {
    return stepTo(this.live, this.axes.map(({ id }) => id), priority, way);
  }

  async step(priority: string, way: Way): Promise<void> {
    const to = this.stepRank(priority, way);
    if (to) await this.move(priority, to);
    else announcer.say(plans().priorities.stuck);
  }

  async move(priority: string, to: Rank): Promise<void> {
    const record = this.view.book.get('priority', priority);
    if (!record || isSameRank(to, rankOf(this.live, priority))) return;
    // What one moves oneself may move under one's own pointer.
    this.#held = null;
    void this.view.store.send('priority.move', { priority, to });
    await tick();
    const place = (this.live[to.axis] ?? []).indexOf(priority) + 1;
    const axis = this.view.names.axis(to.axis);
    announcer.say(plans().priorities.moved(called('priority', record.number), place, axis));
  }
}
