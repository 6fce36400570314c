// The communes of the public page as the map and its table take them: with one measure on one day.
import type { Commune } from '../../lib/model/territory';
import { communeId } from '../../lib/model/territory';
import type { PublicCommune, PublicMeasure } from '../../lib/protocol/types';

export const placesOf = (communes: readonly PublicCommune[], measure: PublicMeasure): Commune[] =>
  communes.map((commune) => {
    const known = measure.communes[commune.ins_code];
    const points = known ? [{ day: measure.day, ...known }] : [];
    return { type: 'commune', id: communeId(commune.ins_code), ...commune, series: [{ measure: measure.id, points }] };
  });
