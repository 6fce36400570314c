// Dragging cards: the upper half of a card is before it, the lower half after; the rest of a column is its end.
import { beside, rankOf, isSameRank } from '../../lib/model/ranking';
import { dragging } from '../../lib/ui/drag';
import type { Rank } from '../../lib/protocol/types';
import type { PriorityDesk } from './desk.svelte';

export type Edge = 'before' | 'after';

const PRIORITY = 'plenum.priority';

function edgeAt(element: Element, y: number): Edge {
  const { top, height } = element.getBoundingClientRect();
  return y - top < height / 2 ? 'before' : 'after';
}

/** Makes a card draggable and a place to drop others; answers how to stop. */
export function draggableCard(
  element: HTMLElement,
  desk: PriorityDesk,
  priority: string,
  mayMove: boolean,
  show: (edge: Edge | null) => void,
): () => void {
  const rankAt = (moved: string, y: number): [Edge, Rank | null] => {
    const edge = edgeAt(element, y);
    return [edge, beside(desk.live, moved, priority, edge)];
  };
  return dragging((dnd) => {
    const stopDragging = mayMove
      ? dnd.draggable({ element, getInitialData: () => ({ [PRIORITY]: priority }) })
      : () => undefined;
    const stopDropping = dnd.dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data[PRIORITY] === 'string',
      onDrag: ({ source, location }) => {
        const [edge, rank] = rankAt(String(source.data[PRIORITY]), location.current.input.clientY);
        show(rank ? edge : null);
      },
      onDragLeave: () => show(null),
      onDrop: ({ source, location }) => {
        show(null);
        const moved = String(source.data[PRIORITY]);
        const [, rank] = rankAt(moved, location.current.input.clientY);
        if (rank) void desk.move(moved, rank);
      },
    });
    return () => (stopDragging(), stopDropping());
  });
}

/** Makes a column a place to drop cards at its end; answers how to stop. */
export function droppableColumn(
  element: HTMLElement,
  desk: PriorityDesk,
  axis: string,
  show: (isOver: boolean) => void,
): () => void {
  return dragging((dnd) =>
    dnd.dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data[PRIORITY] === 'string',
      onDrag: ({ location }) => show(location.current.dropTargets[0]?.element === element),
      onDragLeave: () => show(false),
      onDrop: ({ source, location }) => {
        show(false);
        if (location.current.dropTargets[0]?.element !== element) return;
        const moved = String(source.data[PRIORITY]);
        const others = (desk.live[axis] ?? []).filter((id) => id !== moved);
        const rank = { axis, after: others.at(-1) ?? null };
        if (!isSameRank(rank, rankOf(desk.live, moved))) void desk.move(moved, rank);
      },
    }),
  );
}
