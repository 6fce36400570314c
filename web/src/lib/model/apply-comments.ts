// What commands about comments will do to the records.
import type { Appliers, Context } from './apply';

function comment(ctx: Context, id: string, change: object): void {
  ctx.layer.change('comment', id, () => change);
}

export const COMMENTS: Appliers = {
  'comment.add': (b, { layer, actor }) => {
    if (layer.get('comment', b.comment)) return;
    const { comment: id, about, reply_to = null, mentions = [] } = b;
    // It comes last until the server numbers it.
    const [at, written] = [Number.MAX_SAFE_INTEGER, 0];
    layer.put({
      type: 'comment', id, about, reply_to, words: b.words.trim(), mentions, by: actor, at, written,
      edited: false, resolved: false, withdrawn: false,
    });
  },
  'comment.rewrite': (b, ctx) =>
    comment(ctx, b.comment, { words: b.words.trim(), mentions: b.mentions ?? [], edited: true }),
  'comment.withdraw': (b, ctx) => comment(ctx, b.comment, { words: '', mentions: [], withdrawn: true }),
  'comment.resolve': (b, ctx) => comment(ctx, b.comment, { resolved: true }),
  'comment.reopen': (b, ctx) => comment(ctx, b.comment, { resolved: false }),
};
