// What recommendations seek and have secured, as crates/views/src/totals.rs adds it up: whole numbers only.
import type { Means, Totals } from '../protocol/types';

export type Kind = keyof Totals;
export const KINDS: Kind[] = ['financial', 'human', 'logistic'];

const none = (): Totals => ({
  financial: { sought: 0, secured: 0 },
  human: { sought: 0, secured: 0 },
  logistic: { sought: 0, secured: 0 },
});

/** Cents, hundredths of a full-time equivalent, or a line. */
function share({ what }: Means): [Kind, number] {
  if ('financial' in what) return ['financial', what.financial.amount];
  return 'human' in what ? ['human', what.human.fte] : ['logistic', 1];
}

export function totalsOf(means: readonly Means[]): Totals {
  const totals = none();
  for (const line of means) {
    const [kind, amount] = share(line);
    totals[kind][line.secured ? 'secured' : 'sought'] += amount;
  }
  return totals;
}

export function addUp(all: Iterable<Totals>): Totals {
  const sum = none();
  for (const totals of all) {
    for (const kind of KINDS) {
      sum[kind].sought += totals[kind].sought;
      sum[kind].secured += totals[kind].secured;
    }
  }
  return sum;
}

export const isNothing = (totals: Totals): boolean =>
  KINDS.every((kind) => !totals[kind].sought && !totals[kind].secured);
