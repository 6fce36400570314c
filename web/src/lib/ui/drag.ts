// What lists that are arranged by dragging share: its library, fetched with the first that can be edited.
const load = () => import('@atlaskit/pragmatic-drag-and-drop/element/adapter');
type Dragging = Awaited<ReturnType<typeof load>>;

/** Starts it once the library is here, unless stopped before; answers how to stop. */
export function dragging(start: (dnd: Dragging) => () => void): () => void {
  let stop: (() => void) | null = null;
  let isOver = false;
  load().then(
    (dnd) => {
      if (!isOver) stop = start(dnd);
    },
    // Kept away by a cut: buttons and keys arrange as well.
    () => undefined,
  );
  return () => {
    isOver = true;
    stop?.();
  };
}
