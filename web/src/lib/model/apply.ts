// What a command will do to the records if the server takes it (S6): the client's own guess,
// shown as pending until the server's records replace it. A command that no longer makes sense
// changes nothing; the server's refusal says why.
import { NIL, type CommandBody, type CommandName, type RecordOf } from '../protocol/names';
import type { AgendaItem, Spot } from '../protocol/types';
import { COMMENTS } from './apply-comments';
import { FINDING_APPLIERS } from './apply-findings';
import { TERRITORY } from './apply-territory';
import { FILES } from './apply-files';
import { insert, subtree, indexOf, take } from './outline';
import { PLANS } from './apply-plans';
import { isSame } from './links';
import { FRAME } from './apply-frame';
import { SPEAK } from './apply-speak';
import { Layer, type Changes, type Records } from './records';

type Meeting = RecordOf<'meeting'>;
type Item = RecordOf<'item'>;
type Task = RecordOf<'task'>;

/** A command as it was typed: name and body as the server takes them. */
export type AnyCommand = { name: string; body: unknown };

export type Context = { layer: Layer; actor: string };
export type Appliers = { [N in CommandName]?: (body: CommandBody<N>, ctx: Context) => void };

function patch<T extends 'item' | 'task' | 'meeting'>(
  type: T,
  id: string,
  change: (record: RecordOf<T>) => Partial<RecordOf<T>>,
) {
  return ({ layer }: Context): void => {
    layer.change(type, id, change);
  };
}

const item = (id: string, change: Partial<Item>) => patch('item', id, () => change);
const meeting = (id: string, change: Partial<Meeting>) => patch('meeting', id, () => change);
const task = (id: string, change: Partial<Task>) => (ctx: Context) =>
  patch('task', id, () => ({ ...change, changed_by: ctx.actor }))(ctx);

function onAgenda(ctx: Context, id: string, change: (agenda: Meeting['agenda']) => Meeting['agenda']) {
  patch('meeting', id, (m) => ({ agenda: change(m.agenda) }))(ctx);
}

/** Changes a backlog: a space's, or the plenary's. */
function onBacklog(
  { layer }: Context,
  space: string | null | undefined,
  change: (waiting: string[]) => string[],
): void {
  if (space) {
    layer.change('space', space, (record) => ({ backlog: change(record.backlog) }));
  } else {
    layer.change('plan', NIL, (plan) => ({ backlog: change(plan.backlog) }));
  }
}

function leaveBacklog(ctx: Context, gone: Item): void {
  if (!('backlog' in gone.home)) return;
  onBacklog(ctx, gone.home.backlog.space, (waiting) => waiting.filter((id) => id !== gone.id));
}

function shelve(ctx: Context, id: string, space: string | null, state: Item['state']): void {
  const found = ctx.layer.get('item', id);
  if (!found || !('meeting' in found.home)) return;
  const home = found.home.meeting.meeting;
  const { run } = take(ctx.layer.get('meeting', home)?.agenda ?? [], id);
  onAgenda(ctx, home, (agenda) => take(agenda, id).rest);
  onBacklog(ctx, space, (waiting) => [...run.map((e) => e.item), ...waiting]);
  const moved = { home: { backlog: { space } }, state, placed_by: ctx.actor, locked_start: null };
  for (const entry of run) item(entry.item, moved)(ctx);
}

function remove(ctx: Context, id: string): void {
  const found = ctx.layer.get('item', id);
  if (!found) return;
  leaveBacklog(ctx, found);
  const run = [id];
  if ('meeting' in found.home) {
    const home = found.home.meeting.meeting;
    const agenda = ctx.layer.get('meeting', home)?.agenda ?? [];
    const at = indexOf(agenda, id);
    if (at >= 0) {
      const { from, to } = subtree(agenda, at);
      run.push(...agenda.slice(from + 1, to).map((e) => e.item));
    }
    onAgenda(ctx, home, (rows) => take(rows, id).rest);
  }
  for (const gone of run) ctx.layer.drop('item', gone);
}

function move(ctx: Context, id: string, spot: Spot): void {
  onAgenda(ctx, spot.meeting, (agenda) => {
    const { rest, run } = take(agenda, id);
    const moving = new Set(run.map((e) => e.item));
    if (moving.has(spot.parent ?? '') || moving.has(spot.after ?? '')) return agenda;
    return insert(rest, run, spot);
  });
  item(id, { placed_by: ctx.actor })(ctx);
}

type Drafted = Pick<AgendaItem, 'kind' | 'title' | 'duration' | 'presenter' | 'axis'> & { item: string };

function draft(body: Drafted, home: Item['home'], actor: string): Item {
  return {
    type: 'item',
    id: body.item,
    home,
    kind: body.kind,
    title: body.title.trim(),
    duration: body.duration,
    presenter: body.presenter ?? null,
    axis: body.axis ?? null,
    late: false,
    locked_start: null,
    state: 'planned',
    links: [],
    added_by: actor,
    placed_by: actor,
  };
}

const APPLIERS: Appliers = {
  ...PLANS,
  ...SPEAK,
  ...FINDING_APPLIERS,
  'agenda.add_item': (b, ctx) => {
    // Already there: the event came before the answer.
    if (ctx.layer.get('item', b.item) || !ctx.layer.get('meeting', b.spot.meeting)) return;
    ctx.layer.put(draft(b, { meeting: { meeting: b.spot.meeting } }, ctx.actor));
    onAgenda(ctx, b.spot.meeting, (rows) => insert(rows, [{ item: b.item, depth: 0 }], b.spot));
  },
  'agenda.propose_item': (b, ctx) => {
    if (ctx.layer.get('item', b.item)) return;
    ctx.layer.put(draft(b, { backlog: { space: b.space ?? null } }, ctx.actor));
    onBacklog(ctx, b.space, (waiting) => [...waiting, b.item]);
  },
  'agenda.rename_item': (b, ctx) => item(b.item, { title: b.title.trim() })(ctx),
  'agenda.move_item': (b, ctx) => move(ctx, b.item, b.spot),
  'agenda.set_duration': (b, ctx) => item(b.item, { duration: b.duration })(ctx),
  'agenda.set_kind': (b, ctx) => item(b.item, { kind: b.kind })(ctx),
  'agenda.set_presenter': (b, ctx) => item(b.item, { presenter: b.presenter ?? null })(ctx),
  'agenda.set_axis': (b, ctx) => item(b.item, { axis: b.axis ?? null })(ctx),
  'agenda.mark_late': (b, ctx) => item(b.item, { late: true })(ctx),
  'agenda.unmark_late': (b, ctx) => item(b.item, { late: false })(ctx),
  'agenda.lock_start': (b, ctx) => item(b.item, { locked_start: b.start })(ctx),
  'agenda.unlock_start': (b, ctx) => item(b.item, { locked_start: null })(ctx),
  'agenda.send_to_backlog': (b, ctx) => shelve(ctx, b.item, b.space ?? null, 'planned'),
  'agenda.postpone_item': (b, ctx) => shelve(ctx, b.item, b.space ?? null, 'postponed'),
  'agenda.take_from_backlog': (b, ctx) => {
    const found = ctx.layer.get('item', b.item);
    if (!found || 'meeting' in found.home || !ctx.layer.get('meeting', b.spot.meeting)) return;
    leaveBacklog(ctx, found);
    onAgenda(ctx, b.spot.meeting, (rows) => insert(rows, [{ item: b.item, depth: 0 }], b.spot));
    const home = { meeting: { meeting: b.spot.meeting } };
    item(b.item, { home, state: 'planned', placed_by: ctx.actor })(ctx);
  },
  'agenda.remove_item': (b, ctx) => remove(ctx, b.item),
  'agenda.start_item': (b, ctx) => item(b.item, { state: 'running' })(ctx),
  'agenda.finish_item': (b, ctx) => item(b.item, { state: 'done' })(ctx),
  'agenda.refer_item': (b, ctx) => {
    const found = ctx.layer.get('item', b.item);
    const to = b.space ?? null;
    if (!found || !('backlog' in found.home) || found.home.backlog.space === to) return;
    leaveBacklog(ctx, found);
    onBacklog(ctx, to, (waiting) => [...waiting, b.item]);
    item(b.item, { home: { backlog: { space: to } }, placed_by: ctx.actor })(ctx);
  },
  'agenda.link_record': (b, ctx) =>
    patch('item', b.item, ({ links = [] }) => ({
      links: links.some((known) => isSame(known, b.about)) ? links : [...links, b.about],
    }))(ctx),
  'agenda.unlink_record': (b, ctx) =>
    patch('item', b.item, ({ links = [] }) => ({ links: links.filter((known) => !isSame(known, b.about)) }))(ctx),
  'task.add': (b, ctx) => {
    if (ctx.layer.get('task', b.task)) return;
    const { task: id, title, owner = null, due = null, axis = null, space = null, about = null } = b;
    const from = b.meeting ?? null;
    ctx.layer.put({
      type: 'task', id, title: title.trim(), owner, due, axis, space, meeting: from, about,
      state: 'open', changed_by: ctx.actor,
    });
  },
  'task.rename': (b, ctx) => task(b.task, { title: b.title.trim() })(ctx),
  'task.assign': (b, ctx) => task(b.task, { owner: b.owner ?? null })(ctx),
  'task.set_due': (b, ctx) => task(b.task, { due: b.due ?? null })(ctx),
  'task.complete': (b, ctx) => task(b.task, { state: 'done' })(ctx),
  'task.reopen': (b, ctx) => task(b.task, { state: 'open' })(ctx),
  'task.drop': (b, ctx) => task(b.task, { state: 'dropped' })(ctx),
  'meeting.rename': (b, ctx) => meeting(b.meeting, { title: b.title.trim() })(ctx),
  'meeting.reschedule': (b, ctx) => meeting(b.meeting, { when: b.when })(ctx),
  'meeting.relocate': (b, ctx) => meeting(b.meeting, { place: b.place.trim() })(ctx),
  'meeting.call_for_items': (b, ctx) => meeting(b.meeting, { call_until: b.until ?? null })(ctx),
  ...COMMENTS,
  ...TERRITORY,
  ...FRAME,
  ...FILES,
};

/** The changes that a command makes to the records; none where it does not apply. */
export function applyCommand(records: Records, command: AnyCommand, actor: string): Changes {
  const layer = new Layer(records);
  const apply = APPLIERS[command.name as CommandName] as
    | ((body: unknown, ctx: Context) => void)
    | undefined;
  apply?.(command.body, { layer, actor });
  return layer.changes;
}

/** The changes of several commands, one after the other. */
export function overlay(records: Records, commands: readonly AnyCommand[], actor: string): Layer {
  const layer = new Layer(records);
  for (const command of commands) {
    for (const [key, record] of applyCommand(layer, command, actor)) layer.changes.set(key, record);
  }
  return layer;
}
