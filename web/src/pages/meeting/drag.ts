// Dragging rows: the upper third of a row is before it, the lower third after, the middle inside.
import { beside, into } from '../../lib/model/steps';
import { dragging } from '../../lib/ui/drag';
import type { Spot } from '../../lib/protocol/types';
import type { AgendaDesk } from './desk.svelte';

export type Edge = 'before' | 'after' | 'inside';

const ITEM = 'plenum.item';

function edgeAt(element: Element, y: number): Edge {
  const { top, height } = element.getBoundingClientRect();
  const share = (y - top) / height;
  if (share < 1 / 3) return 'before';
  return share > 2 / 3 ? 'after' : 'inside';
}

function spotAt(desk: AgendaDesk, moved: string, target: string, edge: Edge): Spot | null {
  if (moved === target) return null;
  return edge === 'inside'
    ? into(desk.outline, desk.id, moved, target)
    : beside(desk.outline, desk.id, moved, target, edge);
}

/** Makes a row draggable and a place to drop others; answers how to stop. */
export function draggableRow(
  element: HTMLElement,
  handle: HTMLElement,
  desk: AgendaDesk,
  item: string,
  show: (edge: Edge | null) => void,
): () => void {
  return dragging((dnd) => {
    const stopDragging = dnd.draggable({
      element,
      dragHandle: handle,
      getInitialData: () => ({ [ITEM]: item }),
    });
    const stopDropping = dnd.dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data[ITEM] === 'string',
      onDrag: ({ source, location }) => {
        const edge = edgeAt(element, location.current.input.clientY);
        show(spotAt(desk, String(source.data[ITEM]), item, edge) ? edge : null);
      },
      onDragLeave: () => show(null),
      onDrop: ({ source, location }) => {
        show(null);
        const moved = String(source.data[ITEM]);
        const spot = spotAt(desk, moved, item, edgeAt(element, location.current.input.clientY));
        if (spot) void desk.move(moved, spot);
      },
    });
    return () => (stopDragging(), stopDropping());
  });
}
