// The road of a recommendation: its steps, where it stands, and what may come next.
import type { Rights } from '../../lib/model/rights';
import type { RecommendationState as State } from '../../lib/protocol/types';
import type { Recommendation } from '../recommendations/filters';

export type Act = 'propose' | 'validate' | 'send' | 'answer' | 'start' | 'achieve' | 'refuse' | 'leave' | 'evaluate';
/** Who takes a step: who writes it, who settles it, or who speaks for the plan. */
export type Who = 'propose' | 'settle' | 'speak';
export type Stop = { state: State; is: 'done' | 'now' | 'ahead' };

const STRAIGHT: State[] = ['draft', 'proposed', 'validated', 'sent', 'answered', 'underway', 'achieved', 'evaluated'];

/** What can come next; the first is the one that is expected. */
const NEXT: Record<State, Act[]> = {
  draft: ['propose'],
  proposed: ['validate'],
  validated: ['send'],
  sent: ['answer', 'refuse', 'leave'],
  answered: ['start', 'refuse', 'leave'],
  underway: ['achieve', 'refuse', 'leave'],
  achieved: ['evaluate'],
  refused: ['evaluate'],
  no_follow_up: ['evaluate'],
  evaluated: [],
};

const WHO: Record<Act, Who> = {
  propose: 'propose', validate: 'settle', start: 'settle', achieve: 'settle', evaluate: 'settle',
  send: 'speak', answer: 'speak', refuse: 'speak', leave: 'speak',
};

export const nextActs = (state: State): Act[] => NEXT[state];
export const whoTakes = (act: Act): Who => WHO[act];

export function may(act: Act, known: Recommendation, rights: Rights): boolean {
  const who = WHO[act];
  if (who === 'propose') return rights.writeRecommendation(known);
  return who === 'settle' ? rights.settleRecommendation(known) : rights.speakOut;
}

/** The steps as they show: one that ended early has its end in the place of what it did not reach. */
export function stops(state: State, hasAnswer: boolean): Stop[] {
  const isCut = state === 'refused' || state === 'no_follow_up';
  const road = isCut
    ? [...STRAIGHT.slice(0, hasAnswer ? 5 : 4), state, 'evaluated' as const]
    : STRAIGHT;
  const at = road.indexOf(state);
  return road.map((stop, i) => ({ state: stop, is: i < at ? 'done' : i === at ? 'now' : 'ahead' }));
}

/** Before it is sent. */
export const isInWriting = (state: State): boolean =>
  state === 'draft' || state === 'proposed' || state === 'validated';
/** Until it is over: what was sent is kept by what sent it. */
export const isLiving = (state: State): boolean =>
  isInWriting(state) || state === 'sent' || state === 'answered' || state === 'underway';
