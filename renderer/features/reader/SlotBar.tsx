import { useEffect, type ReactNode } from 'react';
import { EmptyReason, type Span } from '../../../shared/model/annotation.ts';
import { fillersOf } from '../../../shared/model/frames.ts';
import { hull, readableQuote, type Fragments } from '../../../shared/model/fragments.ts';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { fillWords, leaveEmpty, leaveSlot, takes, takeSuggestion } from '../../commands/frames.ts';
import type { HintLabel } from '../../editor/hints.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { useArticle, useArticleParts } from '../../state/article.ts';
import { useAttributeBar } from '../../state/attribute-bar.ts';
import { useDocumentLabels } from '../../state/document-labels.ts';
import { editor } from '../../state/editor-ref.ts';
import { activeSlot, activeSuggestions, useFrame, useFrameParts, type SlotStep } from '../../state/frame.ts';
import { drawnHints, type Hints } from '../../state/word-hints.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { letterOf, offeredRange, offeredType } from '../inspector/frame/offers.ts';
import { AttributeBar } from './AttributeBar.tsx';
import { DocumentLabelBar } from './DocumentLabelBar.tsx';
import { HeldType } from './HeldType.tsx';
import { WordLetters } from './WordLetters.tsx';
import styles from './slots.module.css';
import { TEXTS } from './texts.ts';

/** Delay after which the browser has reported the selection of a released button (ms). */
const SETTLED = 30;
const NO_SPANS: readonly Span[] = [];

/**
 * The commands of an active slot of a claim, or of an open attribute. It covers the bar of types, whose letters do nothing then, so that the text
 * does not move.
 */
export function SlotBar({ scheme, children }: { scheme: Scheme; children: ReactNode }) {
  const isActive = useFrame(({ slot }) => slot !== null && activeSlot() !== null);
  const isAttribute = useAttributeBar(({ span }) => span !== null);
  const isLabel = useDocumentLabels(({ label }) => label !== null);
  return (
    <div className={styles.bars}>
      <DrawnOffers />
      <WordLetters />
      <HeldType scheme={scheme} />
      <div inert={isActive || isAttribute || isLabel}>{children}</div>
      {isActive && <ActiveSlot scheme={scheme} />}
      {isAttribute && <AttributeBar />}
      {isLabel && <DocumentLabelBar />}
    </div>
  );
}

/** The prompt of the active slot, and its offers. */
function ActiveSlot({ scheme }: { scheme: Scheme }) {
  const frame = useFrame();
  const { document, spans } = useArticleParts('document', 'spans');
  const active = activeSlot();
  useMouseSelection(frame.step === 'fill');
  if (!active || !document) return null;
  return (
    <div className={styles.bar} data-testid="slot-bar">
      <p className={styles.what} role="status">
        <strong>{active.slot.label}</strong>
        <span className={frame.refusal ? styles.refusal : undefined}>
          {frame.refusal ??
            promptOf(frame.step, frame.hints, fillersOf(active.claim, active.slot.name).length > 0)}
        </span>
      </p>
      <div className={styles.offers} role="toolbar" aria-label={TEXTS.fillers(active.slot.label)}>
        {frame.step === 'reason'
          ? EmptyReason.options.map((reason) => (
              <button
                key={reason}
                type="button"
                className={styles.offer}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => leaveEmpty(reason)}
              >
                <kbd>{reason.charAt(0).toUpperCase()}</kbd>
                {reason}
              </button>
            ))
          : activeSuggestions().map((suggestion, i) => {
              const range = offeredRange(suggestion, spans);
              const type = offeredType(suggestion, spans);
              return (
                <button
                  key={i}
                  type="button"
                  className={`${styles.offer} ${typeClass(scheme.types.findIndex(({ name }) => name === type))}`}
                  title={TEXTS.offer(typeLabel(scheme, type), suggestion.reason)}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => takeSuggestion(suggestion)}
                >
                  <kbd>{letterOf(i)}</kbd>
                  <span className={styles.words}>{readableQuote(document.text, range)}</span>
                </button>
              );
            })}
      </div>
      <Button kind="quiet" onClick={leaveSlot}>
        {TEXTS.close} <KeyCap keys="Escape" />
      </Button>
    </div>
  );
}

function promptOf(step: SlotStep, hints: Hints | null, filled: boolean): string {
  if (hints?.from) return TEXTS.lastWord;
  if (hints) return TEXTS.firstWord;
  if (step === 'reason') return TEXTS.reason;
  if (step === 'evidence') return TEXTS.evidence;
  return `${TEXTS.fill} ${filled ? TEXTS.done : TEXTS.leaveEmpty}`;
}

/** Draws suggestions and letters over the text, and marks the span that Tab has reached. */
function DrawnOffers(): null {
  const { slot, step, hints, walked, claim } = useFrameParts('slot', 'step', 'hints', 'walked', 'claim');
  // Without an active slot nothing is drawn, so a new span changes nothing.
  const spans = useArticle((article) => (slot === null ? NO_SPANS : article.spans));
  useEffect(() => {
    const controller = editor();
    if (!controller) return;
    controller.setHeld(slot !== null);
    const offers = slot === null || hints ? [] : activeSuggestions();
    const ranges = offers.map((offer) => offeredRange(offer, spans));
    const labels: HintLabel[] = hints
      ? drawnHints(hints).map((hint) => (beginsSpan(hint.offset, spans) ? { ...hint, look: 'span' } : hint))
      : ranges.flatMap((range, i) => {
          const place = hull(range);
          return place ? [{ offset: place[0], text: letterOf(i), look: 'offer' as const }] : [];
        });
    controller.setHints(labels);
    const sorted = [...ranges.flat()].sort((a, b) => a[0] - b[0]);
    controller.setMarks('suggestion', sorted);
    const candidate: Fragments =
      spans.find(({ id }) => id === walked)?.fragments ?? (hints?.from ? [hints.from] : []);
    const evidence =
      step === 'evidence'
        ? (spans.find(({ id }) => id === claim)?.slots.find(({ id }) => id === useFrame.getState().filler)
            ?.evidence ?? [])
        : [];
    const marked = evidence.flatMap((id) => spans.find((span) => span.id === id)?.fragments ?? []);
    controller.setMarks(
      'candidate',
      [...candidate, ...marked].sort((a, b) => a[0] - b[0]),
    );
  }, [slot, step, hints, walked, claim, spans]);
  return null;
}

function beginsSpan(offset: number, spans: readonly Span[]): boolean {
  const slot = activeSlot()?.slot;
  if (!slot || slot.types.length === 0) return false;
  return spans.some(({ fragments, type }) => fragments[0]?.[0] === offset && takes(slot, type));
}

/** Fills the slot with words selected by mouse when the button is released. */
function useMouseSelection(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const released = (event: MouseEvent) => {
      if (!editor()?.view.dom.contains(event.target as Node)) return;
      const { slot } = useFrame.getState();
      setTimeout(() => {
        const words = editor()?.getSelection();
        // Another slot may have been activated meanwhile; the words were not selected for it.
        if (words && slot !== null && useFrame.getState().slot === slot) fillWords(words);
      }, SETTLED);
    };
    window.addEventListener('mouseup', released);
    return () => window.removeEventListener('mouseup', released);
  }, [on]);
}
