// The agenda of one meeting as its page works on it: rows, figures, and moves that say what they did.
import { tick } from 'svelte';
import { clock } from '../../lib/i18n/format';
import { say } from '../../lib/i18n/index.svelte';
import { numbers, sameSpot, spotOf, type Outline } from '../../lib/model/outline';
import { schedule, type Schedule } from '../../lib/model/schedule';
import { step, type Step } from '../../lib/model/steps';
import type { Entry, Meeting, Spot } from '../../lib/protocol/types';
import type { Row } from '../../lib/sync/book.svelte';
import { uuidv7 } from '../../lib/sync/uuid';
import { announcer } from '../../lib/ui/announce.svelte';
import type { PlanView } from '../../lib/view.svelte';

export type DeskRow = { entry: Entry; row: Row<'item'> };
export const DEFAULT_DURATION = 15;

export class AgendaDesk {
  /** The item that a new row should take the focus for, once it is there. */
  wanted = $state<string | null>(null);

  readonly meeting: Meeting | undefined = $derived.by(() => this.view.book.get('meeting', this.id));
  readonly outline: Outline = $derived.by(() =>
    (this.meeting?.agenda ?? []).filter((entry) => this.view.book.row('item', entry.item)),
  );
  readonly rows: DeskRow[] = $derived.by(() =>
    this.outline.map((entry) => ({ entry, row: this.view.book.row('item', entry.item)! })),
  );
  readonly numbers = $derived.by(() => numbers(this.outline));
  readonly plan: Schedule = $derived.by(() => {
    const { starts = 0, ends = null } = this.meeting?.when ?? {};
    return schedule(this.outline, (id) => this.view.book.get('item', id), starts, ends);
  });
  readonly canEdit = $derived.by(() => !!this.meeting && this.view.rights.prepareAgenda(this.meeting));
  readonly canRun = $derived.by(
    () => this.meeting?.state === 'open' && this.view.rights.run(this.meeting),
  );

  constructor(
    readonly view: PlanView,
    readonly id: string,
  ) {}

  get #store() {
    return this.view.store;
  }

  title(item: string): string {
    return this.view.book.get('item', item)?.title ?? '';
  }

  number(item: string): string {
    return this.numbers.get(item) ?? '';
  }

  /** The last place of the agenda. */
  end(): Spot {
    const last = this.outline.filter((entry) => entry.depth === 0).at(-1);
    return { meeting: this.id, parent: null, after: last?.item ?? null };
  }

  add(title: string, duration: number): void {
    const item = uuidv7();
    void this.#store.send('agenda.add_item', {
      item, spot: this.end(), kind: 'discussion', title, duration,
    });
    announcer.say(say().agenda.added(title));
  }

  addBelow(parent: string): void {
    const item = uuidv7();
    const at = this.outline.findIndex((entry) => entry.item === parent);
    const depth = this.outline[at]!.depth;
    let last: string | null = null;
    for (const entry of this.outline.slice(at + 1)) {
      if (entry.depth <= depth) break;
      if (entry.depth === depth + 1) last = entry.item;
    }
    void this.#store.send('agenda.add_item', {
      item,
      spot: { meeting: this.id, parent, after: last },
      kind: 'discussion',
      title: say().agenda.newItem,
      duration: DEFAULT_DURATION,
    });
    this.wanted = item;
  }

  async step(item: string, to: Step): Promise<void> {
    const spot = step(this.outline, this.id, item, to);
    if (spot) await this.move(item, spot);
    else announcer.say(say().agenda.stuck);
  }

  async move(item: string, spot: Spot): Promise<void> {
    if (sameSpot(spot, spotOf(this.outline, this.id, item))) return;
    void this.#store.send('agenda.move_item', { item, spot });
    await tick();
    const start = clock(this.plan.timings.get(item)?.start ?? 0);
    announcer.say(say().agenda.moved(this.title(item), this.number(item), start));
  }

  shelve(item: string): void {
    announcer.say(say().agenda.shelved(this.title(item)));
    const space = this.meeting?.space ?? null;
    void this.#store.send('agenda.send_to_backlog', { item, space });
  }

  postpone(item: string, reason: string): void {
    announcer.say(say().agenda.shelved(this.title(item)));
    const space = this.meeting?.space ?? null;
    void this.#store.send('agenda.postpone_item', { item, space }, reason);
  }

  remove(item: string): void {
    announcer.say(say().agenda.removed(this.title(item)));
    void this.#store.send('agenda.remove_item', { item });
  }
}
