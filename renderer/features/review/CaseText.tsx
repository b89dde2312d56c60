import { useEffect, useRef } from 'react';
import type { CaseDetail } from '../../../shared/contract/review.ts';
import type { Fragments } from '../../../shared/model/fragments.ts';
import { typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { findBlocks } from '../../../shared/text/blocks.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { TEXTS } from './texts.ts';
import styles from './card.module.css';

interface CaseTextProps {
  detail: CaseDetail;
  scheme: Scheme;
  /** The boundaries with which the case would be accepted. */
  fragments: Fragments;
}

/** The context of a case: the proposal hollow and dashed, annotations of other sets underlined. */
export function CaseText({ detail, scheme, fragments }: CaseTextProps) {
  const proposal = useRef<HTMLElement>(null);
  // Braces, because scrollIntoView returns a promise in newer browsers, and an effect must not return one.
  useEffect(() => {
    proposal.current?.scrollIntoView({ block: 'center' });
  }, [detail.id]);
  const { context, contextStart: origin } = detail;
  const ends = detail.relation ? detail.fillers : [];
  const marks = [
    ...detail.rivals.map(({ span }) => ({
      fragments: span.fragments,
      type: span.type,
      kind: 'rival' as const,
    })),
    { fragments, type: detail.type, kind: 'proposal' as const },
  ];
  const cuts = new Set([0, context.length]);
  for (const { fragments: ranges } of marks)
    for (const [start, end] of ranges)
      for (const at of [start - origin, end - origin]) if (at > 0 && at < context.length) cuts.add(at);
  const blocks = findBlocks(context, { markdown: true });
  for (const [, start, end] of blocks) for (const at of [start, end]) cuts.add(at);
  const edges = [...cuts].sort((a, b) => a - b);
  const begin = Math.min(...fragments.map(([start]) => start - origin));
  return (
    <div className={styles.text} dir="auto" tabIndex={0} role="region" aria-label={TEXTS.context}>
      {blocks.map(([kind, first, last]) => (
        <p key={first} data-block={kind} dir="auto">
          {edges.slice(edges.indexOf(first), edges.indexOf(last)).map((from, i, all) => {
            const to = all[i + 1] ?? last;
            const here = marks.filter(({ fragments: ranges }) =>
              ranges.some(([start, end]) => start - origin < to && end - origin > from),
            );
            // The signs by which Markdown marks a headline are drawn as one.
            const words = context
              .slice(from, to)
              .slice(kind === 'headline' && from === first ? marksOf(context.slice(from, to)) : 0);
            const proposed = here.some(({ kind }) => kind === 'proposal');
            const rivals = here.filter(({ kind, type }) => kind === 'rival' && isMention(scheme, type));
            if (!proposed && rivals.length === 0) return <span key={from}>{words}</span>;
            const type = proposed ? detail.type : rivals.at(-1)!.type;
            return (
              <mark
                key={from}
                ref={from === begin ? proposal : undefined}
                className={typeClass(scheme.types.findIndex(({ name }) => name === type))}
                data-kind={proposed ? 'proposal' : 'rival'}
                data-also={proposed && rivals.length > 0 ? '' : undefined}
              >
                {words}
              </mark>
            );
          })}
        </p>
      ))}
      {ends.length > 0 && (
        <p className={styles.ends}>
          {ends.map(({ slot, text, type }) => (
            <span key={slot}>
              <small>{slot}</small> {text} {type && <small title={type}>{typeLabel(scheme, type)}</small>}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function isMention(scheme: Scheme, type: string): boolean {
  return scheme.types.find(({ name }) => name === type)?.family === 'mention';
}

/** Returns how many characters at the beginning of a headline only mark it as one. */
function marksOf(headline: string): number {
  return /^ {0,3}#{1,6}\s+/.exec(headline)?.[0].length ?? 0;
}
