// What commands about editions, spaces and partners will do to the records (S6).
import type { RecordOf } from '../protocol/names';
import type { Appliers, Context } from './apply';

function change<T extends 'edition' | 'space' | 'partner' | 'finding'>(
  { layer }: Context,
  type: T,
  id: string,
  how: (now: RecordOf<T>) => Partial<RecordOf<T>>,
): void {
  const now = layer.get(type, id);
  if (now) layer.put({ ...now, ...how(now) });
}

export const FRAME: Appliers = {
  'edition.rename': (b, ctx) =>
    change(ctx, 'edition', b.edition, () => ({
      label: b.label.trim(), from_year: b.from_year, to_year: b.to_year ?? null,
    })),
  'edition.inherit_findings': (b, ctx) => {
    for (const finding of b.findings) {
      change(ctx, 'finding', finding, (now) =>
        now.edition === b.edition || now.state === 'under_review' || now.state === 'obsolete'
          ? {}
          : { state: 'inherited', inherited_from: now.edition ?? null, edition: b.edition },
      );
    }
  },
  'space.rename': (b, ctx) => change(ctx, 'space', b.space, () => ({ title: b.title.trim() })),
  'space.describe': (b, ctx) => change(ctx, 'space', b.space, () => ({ mandate: b.mandate.trim() })),
  'space.set_host': (b, ctx) => change(ctx, 'space', b.space, () => ({ host: b.host ?? null })),
  'space.set_scope': (b, ctx) => change(ctx, 'space', b.space, () => ({ axes: b.axes, themes: b.themes })),
  'space.add_member': (b, ctx) =>
    change(ctx, 'space', b.space, ({ members }) => ({
      members: members.includes(b.partner) ? members : [...members, b.partner],
    })),
  'space.remove_member': (b, ctx) =>
    change(ctx, 'space', b.space, ({ members }) => ({ members: members.filter((one) => one !== b.partner) })),
  'partner.rename': (b, ctx) => change(ctx, 'partner', b.partner, () => ({ name: b.name.trim() })),
  'partner.place': (b, ctx) => change(ctx, 'partner', b.partner, () => ({ communes: b.communes })),
  'partner.set_weight': (b, ctx) => change(ctx, 'partner', b.partner, () => ({ weight: b.weight })),
};
