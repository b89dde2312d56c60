import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Span } from '../../../shared/model/annotation.ts';
import type { Document } from '../../../shared/model/document.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import { stackNear, type Anchor } from '../../editor/anchors.ts';
import { useArticle, useArticleParts } from '../../state/article.ts';
import { editor } from '../../state/editor-ref.ts';
import { useFrame } from '../../state/frame.ts';
import { useCall } from '../../state/queries.ts';
import { ClaimCard } from '../claims/ClaimCard.tsx';
import styles from './claim-cards.module.css';
import { TEXTS } from './texts.ts';

/** Cards are shown if the margin has at least the first width, and are never wider than the second (px). */
const LEAST = 200;
const WIDEST = 300;
/** Room between text, card and edge, and between two cards (px). */
const ROOM = 16;
const GAP = 8;

interface ClaimCardsProps {
  document: Document;
  scheme: Scheme;
  hiddenLayers: readonly string[];
}

/** Cards of the claims beside the words they begin with. They are in the scrolled element, so scrolling moves them. */
export function ClaimCards({ document, scheme, hiddenLayers }: ClaimCardsProps) {
  const layer = useRef<HTMLDivElement>(null);
  const claimsOf = useMemo(() => claimsIn(scheme), [scheme]);
  const located = useArticle(({ spans }) => claimsOf(spans));
  // Other spans that are selected, as each new one is, change nothing here.
  const selected = useArticle(({ spans, selected: id }) =>
    claimsOf(spans).some((claim) => claim.id === id) ? id : null,
  );
  const { relations, set } = useArticleParts('relations', 'set');
  // Render again when a card is folded: the cards below move.
  useFrame((frame) => frame.folded);
  const shown = useFrame((frame) => frame.marginCards);
  const [width, setWidth] = useState(0);
  const [anchors, setAnchors] = useState<readonly Anchor[]>([]);
  const claims = useCall(
    'claims.list',
    { document: document.id, ...(set && { set }), limit: 10_000 },
    { keep: true, enabled: set !== null && shown },
  ).data;

  // Without room for cards only the sizes matter, which the effect observes.
  const placed = width === 0 ? null : located;
  useEffect(() => {
    const page = layer.current?.parentElement;
    const controller = editor();
    if (!page || !controller) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      // React reports a removed editor only after the frame in which it was removed.
      if (controller.isDestroyed) return;
      const margin = page.getBoundingClientRect().left + page.clientWidth - right(controller.view.dom);
      setWidth(margin < LEAST ? 0 : Math.min(WIDEST, margin - 2 * ROOM));
      showMarginCards(margin >= LEAST);
      if (margin < LEAST || !layer.current) return;
      const found = controller.anchorsNear(
        layer.current,
        ({ type }) => spanType(scheme, type)?.family === 'claim',
      );
      setAnchors((before) => (same(before, found) ? before : found));
    };
    const soon = () => (frame ||= requestAnimationFrame(look));
    // Twice, because the blocks near the viewport are drawn with the first frame.
    soon();
    const later = setTimeout(soon, 60);
    page.addEventListener('scroll', soon, { passive: true });
    const resizing = new ResizeObserver(soon);
    resizing.observe(page);
    resizing.observe(controller.view.dom);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(later);
      page.removeEventListener('scroll', soon);
      resizing.disconnect();
    };
  }, [placed, scheme, hiddenLayers, document]);
  useEffect(() => () => showMarginCards(false), []);

  const known = new Map(claims?.rows.map((row) => [row.id, row]));
  const drawn = width === 0 ? [] : anchors.filter(({ id }) => known.has(id));
  // Position the cards once their heights are known, before they are painted.
  useLayoutEffect(() => {
    const cards = [...(layer.current?.children ?? [])] as HTMLElement[];
    const heights = new Map(cards.map((card) => [card.dataset['claim'], card.offsetHeight]));
    const tops = stackNear(drawn, (id) => heights.get(id) ?? 0, GAP, selected);
    for (const [i, card] of cards.entries()) card.style.transform = `translateY(${tops[i] ?? 0}px)`;
  });

  return (
    <div
      ref={layer}
      className={styles.layer}
      style={{ width: width + ROOM }}
      role="group"
      aria-label={TEXTS.claimCards}
    >
      {drawn.map(({ id }) => (
        <div key={id} data-claim={id} className={styles.place} style={{ width }}>
          <ClaimCard
            claim={known.get(id)!}
            selected={id === selected}
            links={relations.filter(({ from, to }) => from === id || to === id).length}
          />
        </div>
      ))}
    </div>
  );
}

/** Returns a function that returns the claims among the spans; the same list as long as they are the same objects. */
function claimsIn(scheme: Scheme): (spans: readonly Span[]) => readonly Span[] {
  const types = new Set(scheme.types.filter(({ family }) => family === 'claim').map(({ name }) => name));
  let last: { readonly spans: readonly Span[]; readonly claims: readonly Span[] } = { spans: [], claims: [] };
  return (spans) => {
    if (spans === last.spans) return last.claims;
    const claims = spans.filter(({ type }) => types.has(type));
    const same = claims.length === last.claims.length && claims.every((claim, i) => claim === last.claims[i]);
    last = { spans, claims: same ? last.claims : claims };
    return last.claims;
  };
}

/** Sets the state only if it differs, because every bar that shows a part of it renders again. */
function showMarginCards(marginCards: boolean): void {
  if (useFrame.getState().marginCards !== marginCards) useFrame.setState({ marginCards });
}

function right(element: Element): number {
  return element.getBoundingClientRect().right;
}

function same(a: readonly Anchor[], b: readonly Anchor[]): boolean {
  return a.length === b.length && a.every(({ id, top }, i) => b[i]?.id === id && b[i].top === top);
}
