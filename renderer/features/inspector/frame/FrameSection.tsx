import { useEffect, useRef, type KeyboardEvent } from 'react';
import { isAtRest } from '../../../ui/keep-focus.ts';
import type { Span } from '../../../../shared/model/annotation.ts';
import { spanType, type Scheme } from '../../../../shared/model/scheme.ts';
import type { Uid } from '../../../../shared/model/uid.ts';
import { moveFiller } from '../../../commands/frames.ts';
import { useArticle, useIsStored } from '../../../state/article.ts';
import { useCall } from '../../../state/queries.ts';
import inspector from '../inspector.module.css';
import { SlotRow } from './SlotRow.tsx';
import styles from './frame.module.css';
import { TEXTS } from '../texts.ts';

interface FrameSectionProps {
  span: Span;
  scheme: Scheme;
  text: string;
}

/** The same list each time, so that it does not render a slot. */
const NONE: readonly never[] = [];

/** The slots of a claim or event as a form: the fillers of each, and suggestions for the active one. */
export function FrameSection({ span, scheme, text }: FrameSectionProps) {
  const slots = spanType(scheme, span.type)?.slots ?? [];
  const list = useRef<HTMLUListElement>(null);
  const moved = useRef<string | null>(null);
  // A filler that is moved is mounted again and loses the focus; this returns it.
  useEffect(() => {
    if (moved.current === null || !isAtRest()) return;
    list.current?.querySelector<HTMLElement>(`[data-filler="${moved.current}"] [aria-keyshortcuts]`)?.focus();
  }, [span.slots]);
  const stored = useIsStored(span.id);
  // The words of the article's own spans are known.
  const elsewhere = useArticle(({ spans }) =>
    span.slots.some(
      ({ filler }) =>
        'entity' in filler ||
        'document' in filler ||
        ('span' in filler && !spans.some(({ id }) => id === filler.span)),
    ),
  );
  const names = useCall('slots.names', { span: span.id }, { enabled: elsewhere && stored });
  const derivable = slots.some(({ name, derived }) => derived && !span.slots.some((s) => s.name === name));
  const derived = useCall('slots.derived', { span: span.id }, { enabled: derivable && stored });
  if (slots.length === 0) return null;

  // One tab stop: digits reach every slot, and arrow keys move between the buttons.
  const onKeyDown = (event: KeyboardEvent) => {
    const filler = (event.target as HTMLElement).closest<HTMLElement>('[data-filler]')?.dataset['filler'];
    if (event.altKey && filler && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      moved.current = filler;
      void moveFiller(span, filler as Uid, event.key === 'ArrowUp' ? -1 : 1);
      return;
    }
    moved.current = null;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined || (event.target as HTMLElement).matches('input, select')) return;
    const all = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const buttons = all.filter((button) => button.checkVisibility());
    const next = buttons[buttons.indexOf(document.activeElement as HTMLElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <section className={`${inspector.section} ${styles.frame}`} aria-label={TEXTS.frame}>
      <ul
        ref={list}
        className={styles.slots}
        onKeyDown={onKeyDown}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget) moved.current = null;
        }}
      >
        {slots.map((slot, i) => (
          <SlotRow
            key={slot.name}
            span={span}
            slot={slot}
            digit={i < 9 ? i + 1 : null}
            scheme={scheme}
            text={text}
            names={names.data?.names ?? NONE}
            derived={derived.data?.slots.find((each) => each.slot === slot.name)?.fillers ?? NONE}
          />
        ))}
      </ul>
    </section>
  );
}
