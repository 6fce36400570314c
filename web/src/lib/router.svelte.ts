// Where we are, and how to go elsewhere. `?at=` travels along: every page exists at every moment.
class Router {
  url = $state.raw(new URL(location.href));
  readonly segments = $derived(this.url.pathname.split('/').filter(Boolean));
  /** The moment of the past that is shown; null when live. */
  readonly at = $derived.by(() => {
    const at = Number.parseInt(this.url.searchParams.get('at') ?? '', 10);
    return Number.isSafeInteger(at) && at > 0 ? at : null;
  });

  constructor() {
    window.addEventListener('popstate', () => (this.url = new URL(location.href)));
    document.addEventListener('click', (event) => this.#follow(event));
  }

  go(href: string, how: { replace?: boolean } = {}): void {
    const to = new URL(href, location.href);
    if (to.href === this.url.href) return;
    history[how.replace ? 'replaceState' : 'pushState'](null, '', to);
    this.url = to;
  }

  /** A page of the open plan, at the same moment. */
  link(path: string, at: number | null = this.at): string {
    const [, plan] = this.segments;
    return `/plans/${plan}${path}${at === null ? '' : `?at=${at}`}`;
  }

  /** The same page at another moment. */
  here(at: number | null): string {
    const url = new URL(this.url);
    if (at === null) url.searchParams.delete('at');
    else url.searchParams.set('at', String(at));
    return url.pathname + url.search;
  }

  #follow(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    // What is downloaded is no page.
    if (link.target || link.hasAttribute('download') || link.origin !== location.origin || link.hash) return;
    event.preventDefault();
    this.go(link.href);
  }
}

export const router = new Router();
