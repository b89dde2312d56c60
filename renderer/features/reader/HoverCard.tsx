import { useEffect, useState } from 'react';
import { readableQuote } from '../../../shared/model/fragments.ts';
import type { AttributeValue } from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { definitionOf, type Guideline } from '../../../shared/guideline/blocks.ts';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { isProposal } from '../../editor/span-store.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { proposalById, spanById, useArticleParts } from '../../state/article.ts';
import { Grounding } from './Grounding.tsx';
import { useCall } from '../../state/queries.ts';
import { isPanelOpen, useView } from '../../state/view.ts';
import { Markdown } from '../../ui/Markdown.tsx';
import { rolesOf } from './span-facts.ts';
import styles from './reader.module.css';
import { TEXTS } from './texts.ts';

export interface Hovered {
  /** Innermost first. */
  readonly ids: readonly Uid[];
  /** In viewport coordinates. */
  readonly box: DOMRect;
}

interface HoverCardProps {
  hovered: Hovered;
  text: string;
  scheme: Scheme;
}

const WIDTH = 280;
const LONGEST_QUOTE = 140;
/** The least height above the words for the card to be there (px): what is read next is below them. */
const ROOM = 110;
/** The distance of the card from the words, and from the edge of the window (px). */
const GAP = 8;

/**
 * The spans under the pointer: type, words, entities, the claims they are part of, attributes, notes, author; while Shift is held, the
 * guideline of the type.
 */
export function HoverCard({ hovered, text, scheme }: HoverCardProps) {
  const { notes, selected, spans } = useArticleParts('spans', 'proposals', 'notes', 'selected');
  const inspectorOpen = useView((view) => isPanelOpen(view, 'inspector'));
  // The inspector shows more about the selected span, and a card would cover the words being edited.
  const told = inspectorOpen ? selected : null;
  const shown = hovered.ids
    .flatMap((id) => (id === told ? [] : (spanById(id) ?? proposalById(id) ?? [])))
    .slice(0, 4);
  const isAsked = useShift();
  const linked = [...new Set(shown.flatMap(({ entities }) => entities))].sort();
  const named = useCall('entities.named', { ids: linked }, { keep: true, enabled: linked.length > 0 });
  if (shown.length === 0) return null;
  const { box } = hovered;
  const isAbove = box.top > ROOM;
  const place = {
    left: Math.max(GAP, Math.min(box.left, innerWidth - WIDTH - GAP)),
    width: WIDTH,
    maxHeight: (isAbove ? box.top : innerHeight - box.bottom) - 2 * GAP,
    ...(isAbove ? { bottom: innerHeight - box.top + GAP } : { top: box.bottom + GAP }),
  };
  return (
    <div className={styles.card} style={place} role="tooltip">
      {shown.map((span) => {
        const index = scheme.types.findIndex(({ name }) => name === span.type);
        const words = readableQuote(text, span.fragments).replace(/\s+/g, ' ');
        const touched = Object.entries(span.attributes).filter(
          ([name, value]) => !span.untouched.includes(name) && value !== '',
        );
        return (
          <div key={span.id} className={`${styles.cardEntry} ${typeClass(index)}`}>
            <strong title={span.type}>{scheme.types[index]?.label ?? span.type}</strong>
            <p>
              {words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}…` : words || TEXTS.implicit}
            </p>
            {span.entities.length > 0 && (
              <p className={styles.cardEntity}>
                {named.data?.entities
                  .filter(({ id }) => span.entities.includes(id))
                  .map(({ name }) => name)
                  .join(' · ')}
              </p>
            )}
            {rolesOf(span.id, spans, scheme, text).map((role) => (
              <p key={role} className={styles.cardFacts}>
                {role}
              </p>
            ))}
            {isAsked && definitionOf(scheme.types[index]?.guideline ?? []) !== '' && (
              <div className={styles.cardGuideline}>
                <Markdown text={firstParagraph(definitionOf(scheme.types[index]!.guideline))} />
              </div>
            )}
            {isAsked && <Examples guideline={scheme.types[index]?.guideline ?? []} />}
            {touched.length > 0 && (
              <p className={styles.cardFacts}>
                {touched.map(([name, value]) => attributeText(scheme.types[index], name, value)).join(' · ')}
              </p>
            )}
            {isProposal(span) && <p className={styles.cardFacts}>{TEXTS.proposed(span.score)}</p>}
            {notes
              .filter((note) => note.span === span.id && note.replyTo === undefined)
              .slice(0, 2)
              .map((note) => (
                <p key={note.id} className={styles.cardFacts}>
                  {note.question ? TEXTS.question(note.question) : TEXTS.note}:{' '}
                  {note.body.length > LONGEST_QUOTE ? `${note.body.slice(0, LONGEST_QUOTE)}…` : note.body}
                </p>
              ))}
            <Grounding span={span} className={styles.cardFacts} />
            {(span.author ?? span.score) !== undefined && !isProposal(span) && (
              <p className={styles.cardFacts}>
                {[
                  span.author !== undefined && TEXTS.by(span.author),
                  span.score !== undefined && TEXTS.score(span.score),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** The first example and the first counter-example of a guideline, in one line each. */
function Examples({ guideline }: { guideline: Guideline }) {
  return (['example', 'counter-example'] as const).map((kind) => {
    const first = guideline.find((block) => block.kind === kind && !block.example?.erased);
    const words = first && (first.example?.quote ?? first.text);
    return words ? (
      <p key={kind} className={styles.cardFacts}>
        {kind === 'example' ? TEXTS.example : TEXTS.counterExample}{' '}
        {words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}…` : words}
      </p>
    ) : null;
  });
}

/** Whether Shift is held. */
function useShift(): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const changed = ({ shiftKey }: KeyboardEvent) => setHeld(shiftKey);
    window.addEventListener('keydown', changed);
    window.addEventListener('keyup', changed);
    return () => {
      window.removeEventListener('keydown', changed);
      window.removeEventListener('keyup', changed);
    };
  }, []);
  return isHeld;
}

/** An attribute as people read it, by its labels. */
function attributeText(type: SpanType | undefined, name: string, value: AttributeValue): string {
  const attribute = type?.attributes.find((each) => each.name === name);
  return `${attribute?.label ?? name}: ${valueLabel(attribute, value)}`;
}

/** The first paragraph of a guideline; the inspector shows the whole. */
function firstParagraph(markdown: string): string {
  return markdown.trim().split(/\n\s*\n/)[0] ?? '';
}
