// What commands about the territory and the decree's objectives will do to the records.
import { NIL } from '../protocol/names';
import type { Appliers, Context } from './apply';
import { communeId, withPoint } from './territory';

function structure(ctx: Context, id: string, change: object): void {
  ctx.layer.change('structure', id, () => change);
}

function objective(ctx: Context, id: string, change: object): void {
  ctx.layer.change('objective', id, () => change);
}

export const TERRITORY: Appliers = {
  'territory.define_measure': (b, { layer }) => {
    if (layer.get('measure', b.measure)) return;
    const { measure: id, unit, per = null } = b;
    layer.put({ type: 'measure', id, title: b.title.trim(), unit, per });
  },
  'territory.rename_measure': (b, { layer }) => {
    layer.change('measure', b.measure, () => ({ title: b.title.trim() }));
  },
  'territory.set_figures': (b, { layer }) => {
    for (const { place, value } of b.rows) {
      const record =
        place === 'territory' ? layer.get('plan', NIL) : layer.get('commune', communeId(place.commune.ins_code));
      if (!record) continue;
      const point = value ? { day: b.day, value, source: b.source.trim() } : null;
      layer.put({ ...record, series: withPoint(record.series, b.measure, b.day, point) });
    }
  },
  'territory.move_commune': (b, { layer }) =>
    layer.change('commune', communeId(b.ins_code), () => ({ longitude: b.longitude, latitude: b.latitude })),
  'territory.open_structure': (b, { layer }) => {
    if (layer.get('structure', b.structure)) return;
    const { structure: id, kind, commune, partner = null, places = null } = b;
    layer.put({ type: 'structure', id, kind, name: b.name.trim(), commune, partner, places, open: true });
  },
  'territory.change_structure': (b, ctx) => {
    const { commune, partner = null, places = null } = b;
    structure(ctx, b.structure, { name: b.name.trim(), commune, partner, places });
  },
  'territory.close_structure': (b, ctx) => structure(ctx, b.structure, { open: false }),
  'territory.reopen_structure': (b, ctx) => structure(ctx, b.structure, { open: true }),
  'objective.add': (b, { layer }) => {
    if (layer.get('objective', b.objective)) return;
    const [reference, wording] = [b.reference.trim(), b.wording.trim()];
    layer.put({ type: 'objective', id: b.objective, reference, wording, in_force: true });
  },
  'objective.reword': (b, ctx) => objective(ctx, b.objective, { wording: b.wording.trim() }),
  'objective.repeal': (b, ctx) => objective(ctx, b.objective, { in_force: false }),
  'objective.reinstate': (b, ctx) => objective(ctx, b.objective, { in_force: true }),
};
