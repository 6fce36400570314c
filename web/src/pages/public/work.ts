// The priorities and recommendations of one edition, axis by axis.
import type { PublicAxis, PublicPage, PublicPriority, PublicRecommendation } from '../../lib/protocol/types';

/** The editions that have something to show, newest first. */
export function editionsOf({ editions, priorities, recommendations }: PublicPage) {
  const known = new Set([...priorities, ...recommendations].map(({ edition }) => edition));
  return editions.filter(({ id }) => known.has(id));
}

export type OfAxis = {
  /** Undefined for what stands under no axis that is published. */
  axis: PublicAxis | undefined;
  priorities: PublicPriority[];
  recommendations: PublicRecommendation[];
};

export function byAxis(plan: PublicPage, edition: string | undefined): OfAxis[] {
  const of = (axis: PublicAxis | undefined): OfAxis => ({
    axis,
    priorities: plan.priorities.filter((p) => p.edition === edition && p.axis === axis?.id),
    recommendations: plan.recommendations.filter((r) => r.edition === edition && (r.axis ?? undefined) === axis?.id),
  });
  const rest = of(undefined);
  return [...plan.axes.map(of), ...(rest.recommendations.length ? [rest] : [])];
}
