// What commands about the plan, its axes and themes, editions, spaces and partners will do to the records (S6).
import { NIL } from '../protocol/names';
import type { Appliers } from './apply';
import { communeId } from './territory';

export const FRAME: Appliers = {
  'plan.rename': (b, ctx) => ctx.layer.change('plan', NIL, () => ({ title: b.title.trim() })),
  'plan.describe': (b, ctx) => ctx.layer.change('plan', NIL, () => ({ notes: b.notes.trim() })),
  'plan.add_commune': (b, { layer }) => {
    const [id, name, arrondissement] = [communeId(b.ins_code), b.name.trim(), b.arrondissement.trim()];
    if (layer.get('commune', id)) return;
    layer.put({ type: 'commune', id, ...b, name, arrondissement, series: [] });
  },
  'axis.add': (b, { layer }) => {
    if (layer.get('axis', b.axis)) return;
    layer.put({ type: 'axis', id: b.axis, number: b.number, title: b.title.trim() });
  },
  'axis.rename': (b, ctx) => ctx.layer.change('axis', b.axis, () => ({ title: b.title.trim() })),
  'theme.add': (b, { layer }) => {
    if (layer.get('theme', b.theme)) return;
    layer.put({ type: 'theme', id: b.theme, title: b.title.trim() });
  },
  'theme.rename': (b, ctx) => ctx.layer.change('theme', b.theme, () => ({ title: b.title.trim() })),
  'edition.rename': (b, ctx) =>
    ctx.layer.change('edition', b.edition, () => ({
      label: b.label.trim(), from_year: b.from_year, to_year: b.to_year ?? null,
    })),
  'edition.inherit_findings': (b, ctx) => {
    for (const finding of b.findings) {
      ctx.layer.change('finding', finding, (now) =>
        now.edition === b.edition || now.state === 'under_review' || now.state === 'obsolete'
          ? {}
          : { state: 'inherited', inherited_from: now.edition ?? null, edition: b.edition },
      );
    }
  },
  'space.rename': (b, ctx) => ctx.layer.change('space', b.space, () => ({ title: b.title.trim() })),
  'space.describe': (b, ctx) => ctx.layer.change('space', b.space, () => ({ mandate: b.mandate.trim() })),
  'space.set_host': (b, ctx) => ctx.layer.change('space', b.space, () => ({ host: b.host ?? null })),
  'space.set_scope': (b, ctx) => ctx.layer.change('space', b.space, () => ({ axes: b.axes, themes: b.themes })),
  'space.add_member': (b, ctx) =>
    ctx.layer.change('space', b.space, ({ members }) => ({
      members: members.includes(b.partner) ? members : [...members, b.partner],
    })),
  'space.remove_member': (b, ctx) =>
    ctx.layer.change('space', b.space, ({ members }) => ({ members: members.filter((one) => one !== b.partner) })),
  'partner.rename': (b, ctx) => ctx.layer.change('partner', b.partner, () => ({ name: b.name.trim() })),
  'partner.place': (b, ctx) => ctx.layer.change('partner', b.partner, () => ({ communes: b.communes })),
  'partner.set_weight': (b, ctx) => ctx.layer.change('partner', b.partner, () => ({ weight: b.weight })),
};
