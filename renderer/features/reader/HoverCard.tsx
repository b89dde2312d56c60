import { readableQuote } from '../../../shared/model/fragments.ts';
import type { AttributeValue } from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { isProposal } from '../../editor/span-store.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { proposalById, spanById, useArticleParts } from '../../state/article.ts';
import { Grounding } from './Grounding.tsx';
import { useViewParts } from '../../state/view.ts';
import { Markdown } from '../../ui/Markdown.tsx';
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
/** Estimated height of one entry, to decide on which side of the words it fits (px). */
const ENTRY = 90;

/** The spans under the pointer: type, words, attributes, notes, author. */
export function HoverCard({ hovered, text, scheme }: HoverCardProps) {
  const { notes, selected } = useArticleParts('spans', 'proposals', 'notes', 'selected');
  const { inspectorOpen } = useViewParts('inspectorOpen');
  // The inspector shows more about the selected span, and a card would cover the words being edited.
  const told = inspectorOpen ? selected : null;
  const shown = hovered.ids
    .flatMap((id) => (id === told ? [] : (spanById(id) ?? proposalById(id) ?? [])))
    .slice(0, 4);
  if (shown.length === 0) return null;
  const { box } = hovered;
  const below = box.bottom + ENTRY * shown.length < innerHeight;
  const place = {
    left: Math.max(8, Math.min(box.left, innerWidth - WIDTH - 8)),
    width: WIDTH,
    ...(below ? { top: box.bottom + 10 } : { bottom: innerHeight - box.top + 6 }),
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
            {scheme.types[index]?.guideline && (
              <div className={styles.cardGuideline}>
                <Markdown text={firstParagraph(scheme.types[index].guideline)} />
              </div>
            )}
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

/** An attribute as people read it, by its labels. */
function attributeText(type: SpanType | undefined, name: string, value: AttributeValue): string {
  const attribute = type?.attributes.find((each) => each.name === name);
  return `${attribute?.label ?? name}: ${valueLabel(attribute, value)}`;
}

/** The first paragraph of a guideline; the inspector shows the whole. */
function firstParagraph(markdown: string): string {
  return markdown.trim().split(/\n\s*\n/)[0] ?? '';
}
