/**
 * Layers that change with every movement of the pointer are painted as CSS highlights, so that no element changes. Any
 * change costs time in proportion to all registered ranges, so only ranges near the viewport are registered. Where two
 * layers overlap, the later one of this list is painted on top.
 */
const HIGHLIGHTS = [
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
type Highlighting = (typeof HIGHLIGHTS)[number];

/** Layers in the colour of a type, styled in type-styles.ts. The others are styled in editor.css. */
export type TypedHighlight = 'selected' | 'selected-claim' | 'linked' | 'hover' | 'hover-claim';
export type PlainHighlight = Exclude<Highlighting, TypedHighlight>;

/** The name of a layer in style sheets; a layer in the colour of a type has a name for each type, by its token. */
export function highlightName(layer: Highlighting, token?: string): string {
  return token === undefined ? `postil-${layer}` : `postil-${layer}-${token}`;
}

/** Returns the page's highlight of this name. */
function shared(layer: Highlighting, name: string): Highlight {
  let highlight = CSS.highlights.get(name);
  if (!highlight) {
    highlight = new Highlight();
    highlight.priority = HIGHLIGHTS.indexOf(layer);
    CSS.highlights.set(name, highlight);
  }
  return highlight;
}

interface Painted {
  readonly highlight: Highlight;
  readonly ranges: readonly AbstractRange[];
}

/** The highlights of one editor. The registry is shared by the page, so each editor removes only its own ranges. */
export class HighlightPainter {
  readonly #own = new Map<Highlighting, Painted>();

  paint(layer: PlainHighlight, ranges: readonly AbstractRange[]): void {
    this.#paint(layer, highlightName(layer), ranges);
  }

  /** Paints a layer in the colour of one type; a layer has one colour at a time. */
  paintTyped(layer: TypedHighlight, token: string, ranges: readonly AbstractRange[]): void {
    this.#paint(layer, highlightName(layer, token), ranges);
  }

  clear(): void {
    for (const layer of this.#own.keys()) this.#wipe(layer);
  }

  #paint(layer: Highlighting, name: string, ranges: readonly AbstractRange[]): void {
    this.#wipe(layer);
    if (ranges.length === 0) return;
    const highlight = shared(layer, name);
    for (const range of ranges) highlight.add(range);
    this.#own.set(layer, { highlight, ranges });
  }

  #wipe(layer: Highlighting): void {
    const painted = this.#own.get(layer);
    for (const range of painted?.ranges ?? []) painted?.highlight.delete(range);
    this.#own.delete(layer);
  }
}
