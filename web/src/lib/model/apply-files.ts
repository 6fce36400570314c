// What commands about outputs, files and boundaries will do to the records. A file is added by an upload.
import { NIL } from '../protocol/names';
import type { OutputDetails } from '../protocol/types';
import type { Appliers, Context } from './apply';

const trimmed = (details: OutputDetails): OutputDetails => ({
  ...details, title: details.title.trim(), note: (details.note ?? '').trim(),
});

function output(ctx: Context, id: string, change: object): void {
  ctx.layer.change('output', id, () => change);
}

export const FILES: Appliers = {
  'output.publish': (b, { layer }) => {
    if (layer.get('output', b.output)) return;
    layer.put({ type: 'output', id: b.output, details: trimmed(b.details), archived: false });
  },
  'output.change': (b, ctx) => output(ctx, b.output, { details: trimmed(b.details) }),
  'output.archive': (b, ctx) => output(ctx, b.output, { archived: true }),
  'output.restore': (b, ctx) => output(ctx, b.output, { archived: false }),
  'attachment.remove': (b, { layer }) => {
    layer.change('attachment', b.attachment, () => ({ removed: true }));
  },
  'territory.set_boundaries': (b, { layer }) => {
    layer.change('plan', NIL, () => ({ boundaries: b.attachment ?? null }));
  },
};
