/**
 * Layers that change with every movement of the hand are painted as CSS highlights: no element changes. Each is
 * styled in editor.css as `::highlight(postil-…)`. Any change costs time in proportion to all ranges that are
 * registered, so they hold ranges near the viewport only.
 */
export const HIGHLIGHTS = [
  'noted',
  'selected',
  'selected-claim',
  'linked',
  'hover',
  'hover-claim',
  'search',
  'search-current',
  'suggestion',
  'candidate',
] as const;
export type HighlightName = (typeof HIGHLIGHTS)[number];

/** Where two highlights meet, the later one in the list above is painted on top. */
function shared(name: HighlightName): Highlight {
  const full = `postil-${name}`;
  let highlight = CSS.highlights.get(full);
  if (!highlight) {
    highlight = new Highlight();
    highlight.priority = HIGHLIGHTS.indexOf(name);
    CSS.highlights.set(full, highlight);
  }
  return highlight;
}

/** The highlights of one editor. The registry belongs to the page, so each editor removes only its own ranges. */
export class HighlightPainter {
  readonly #own = new Map<HighlightName, readonly AbstractRange[]>();

  paint(name: HighlightName, ranges: readonly AbstractRange[]): void {
    const old = this.#own.get(name) ?? [];
    if (old.length === 0 && ranges.length === 0) return;
    const highlight = shared(name);
    for (const range of old) highlight.delete(range);
    for (const range of ranges) highlight.add(range);
    this.#own.set(name, ranges);
  }

  clear(): void {
    for (const name of this.#own.keys()) this.paint(name, []);
  }
}
