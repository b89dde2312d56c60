import { useEffect, useRef } from 'react';
import type { CaseDetail } from '../../../shared/contract/review.ts';
import type { BlockKind } from '../../../shared/model/document.ts';
import type { Fragments } from '../../../shared/model/fragments.ts';
import { claimerSlot, cueSlot, objectSlot, slotOfType } from '../../../shared/model/frames.ts';
import { spanType, typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
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

/**
 * The context of a case: the proposal hollow and dashed, annotations of other sets underlined. What fills the slots of a claim has an
 * underline of its own and the name of the slot before it.
 */
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
  const parts = detail.span ? partsOf(detail, scheme) : [];
  const cuts = new Set([0, context.length]);
  for (const { fragments: ranges } of [...marks, ...parts])
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
            // The signs by which Markdown marks a block are drawn as one.
            const signs = from === first ? SIGNS[kind] : undefined;
            const words = signs ? context.slice(from, to).replace(signs, '') : context.slice(from, to);
            const proposed = here.some(({ kind }) => kind === 'proposal');
            const rivals = here.filter(({ kind, type }) => kind === 'rival' && isMention(scheme, type));
            const over = parts.filter(({ fragments: ranges }) =>
              ranges.some(([start, end]) => start - origin < to && end - origin > from),
            );
            if (!proposed && rivals.length === 0 && over.length === 0) return <span key={from}>{words}</span>;
            const type = proposed ? detail.type : (rivals.at(-1) ?? over.at(-1))?.type;
            const names = [
              ...(proposed && parts.length > 0 && from === begin ? [TEXTS.content] : []),
              ...over
                .filter(({ fragments: ranges }) => ranges[0]![0] - origin === from)
                .map(({ label }) => label),
            ];
            return (
              <mark
                key={from}
                ref={from === begin ? proposal : undefined}
                className={typeClass(scheme.types.findIndex(({ name }) => name === type))}
                data-kind={proposed ? 'proposal' : rivals.length > 0 ? 'rival' : undefined}
                data-also={proposed && rivals.length > 0 ? '' : undefined}
                data-part={over.at(-1)?.part}
              >
                {names.map((name) => (
                  <small key={name} className={styles.partName}>
                    {name}
                  </small>
                ))}
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

interface Part {
  readonly fragments: Fragments;
  readonly type: string | undefined;
  readonly label: string;
  /** Determines the underline. */
  readonly part: 'claimer' | 'cue' | 'object' | 'other';
}

/** Returns what fills the slots of a case in the text around it. */
function partsOf({ fillers, type: name }: CaseDetail, scheme: Scheme): Part[] {
  const type = spanType(scheme, name);
  if (!type) return [];
  const named = new Map<string | undefined, Part['part']>([
    [claimerSlot(scheme, type)?.name, 'claimer'],
    [objectSlot(type)?.name, 'object'],
    [cueSlot(scheme, type)?.name, 'cue'],
  ]);
  return fillers.flatMap(({ slot, fragments, type: filler }) =>
    fragments && fragments.length > 0
      ? [
          {
            fragments,
            type: filler,
            label: slotOfType(type, slot)?.label ?? slot,
            part: named.get(slot) ?? 'other',
          },
        ]
      : [],
  );
}

function isMention(scheme: Scheme, type: string): boolean {
  return scheme.types.find(({ name }) => name === type)?.family === 'mention';
}

/** The signs with which Markdown marks a kind of block at its beginning. */
const SIGNS: Readonly<Partial<Record<BlockKind, RegExp>>> = {
  headline: /^ {0,3}#{1,6}\s+/,
  quote: /^ {0,3}>\s?/,
};
