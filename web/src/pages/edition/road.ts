// The road of an edition: where it stands, and the one act that comes next.
import type { EditionState } from '../../lib/protocol/types';

export type Act = 'start_consultation' | 'validate' | 'adopt' | 'start_implementation' | 'evaluate' | 'close';
export type Stop = { state: EditionState; is: 'done' | 'now' | 'ahead' };

const ROAD: EditionState[] = ['draft', 'consultation', 'validated', 'adopted', 'implementing', 'evaluated', 'closed'];
const NEXT: Record<EditionState, Act | null> = {
  draft: 'start_consultation',
  consultation: 'validate',
  validated: 'adopt',
  adopted: 'start_implementation',
  implementing: 'evaluate',
  evaluated: 'close',
  closed: null,
};

export const nextAct = (state: EditionState): Act | null => NEXT[state];

export function stops(state: EditionState): Stop[] {
  const at = ROAD.indexOf(state);
  return ROAD.map((stop, i) => ({ state: stop, is: i < at ? 'done' : i === at ? 'now' : 'ahead' }));
}

/** While it still takes things over from the one before. */
export const takesOver = (state: EditionState): boolean => state === 'draft' || state === 'consultation';
