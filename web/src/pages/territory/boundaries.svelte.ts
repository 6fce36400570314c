// The boundaries that the map draws, fetched once for each file.
import type { FeatureCollection } from 'geojson';
import { fileUrl } from '../../lib/model/files';
import type { PlanView } from '../../lib/view.svelte';
import { shapesOf, type Shapes } from './shapes';

/** The last file read: coming back to the map costs nothing. */
let kept: { id: string; shapes: Shapes } | null = null;

export class Boundaries {
  shapes = $state.raw<Shapes | null>(null);
  hasFailed = $state(false);

  constructor(view: PlanView) {
    $effect(() => {
      const id = view.plan?.boundaries ?? null;
      this.hasFailed = false;
      this.shapes = kept && kept.id === id ? kept.shapes : null;
      if (!id || this.shapes) return;
      const stop = new AbortController();
      this.#read(fileUrl(view.store.id, id), id, stop.signal).catch(() => {
        if (!stop.signal.aborted) this.hasFailed = true;
      });
      return () => stop.abort();
    });
  }

  async #read(url: string, id: string, signal: AbortSignal): Promise<void> {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const shapes = shapesOf((await response.json()) as FeatureCollection);
    if (signal.aborted) return;
    kept = { id, shapes };
    this.shapes = shapes;
  }
}
