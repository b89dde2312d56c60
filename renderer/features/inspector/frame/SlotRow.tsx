import { ChevronLeft, X } from 'lucide-react';
import { memo } from 'react';
import { shallow } from 'zustand/shallow';
import type { EntityBrief } from '../../../../shared/contract/entities.ts';
import { EmptyReason, type Slot, type Span } from '../../../../shared/model/annotation.ts';
import { readableQuote } from '../../../../shared/model/fragments.ts';
import { fillersOf } from '../../../../shared/model/frames.ts';
import { typeLabel, type Scheme, type SlotDeclaration } from '../../../../shared/model/scheme.ts';
import type { Uid } from '../../../../shared/model/uid.ts';
import { openEntity } from '../../../commands/entities.ts';
import {
  gatherDerivedEvidence,
  gatherEvidence,
  jumpTo,
  leaveEmpty,
  moveFiller,
  openSlot,
  takeOutFiller,
  takeSuggestion,
} from '../../../commands/frames.ts';
import { select } from '../../../commands/spans.ts';
import { typeClass } from '../../../editor/type-styles.ts';
import { spanById, useArticle } from '../../../state/article.ts';
import { activeSuggestions, useFrame } from '../../../state/frame.ts';
import { plainOptions, Select } from '../../../ui/Select.tsx';
import { labelOf } from '../../relations/ends.ts';
import { NameInput } from './NameInput.tsx';
import { letterOf, offeredRange, offeredType } from './offers.ts';
import styles from './frame.module.css';
import { TEXTS } from '../texts.ts';

interface SlotRowProps {
  span: Span;
  slot: SlotDeclaration;
  digit: number | null;
  scheme: Scheme;
  text: string;
  names: readonly { id: Uid; name: string; document?: Uid | undefined }[];
  /** What the registry implies for the slot if nothing fills it. */
  derived: readonly { entity: EntityBrief; by: EntityBrief }[];
}

/**
 * One slot: its digit and name, its fillers and, while it is active, suggestions. It is rendered if its own fillers change, not with
 * those of other slots.
 */
export const SlotRow = memo(function SlotRow({
  span,
  slot,
  digit,
  scheme,
  text,
  names,
  derived,
}: SlotRowProps) {
  const active = useFrame((frame) => frame.claim === span.id && frame.slot === slot.name);
  const offering = useFrame(({ step }) => active && step !== 'evidence');
  const fillers = fillersOf(span, slot.name);
  const reason = span.slots.find(({ name, filler }) => name === slot.name && 'empty' in filler);
  return (
    <li className={styles.slot} data-active={active || undefined} data-testid={`slot-${slot.name}`}>
      <button
        type="button"
        className={styles.name}
        tabIndex={digit === 1 ? 0 : -1}
        aria-expanded={active}
        title={TEXTS.slot(
          slot.help ?? '',
          slot.types.map((name) => typeLabel(scheme, name)),
          slot.many,
          digit,
        )}
        onClick={() => openSlot(slot.name)}
      >
        <kbd>{digit ?? ''}</kbd>
        {slot.label}
        {slot.required && (
          <span aria-hidden title={TEXTS.required}>
            *
          </span>
        )}
      </button>
      <div className={styles.fillers}>
        {fillers.map((filler, i) => (
          <Filler
            key={filler.id}
            filler={filler}
            first={i === 0}
            alone={fillers.length === 1}
            span={span}
            scheme={scheme}
            text={text}
            names={names}
          />
        ))}
        {reason && 'empty' in reason.filler && (
          <span className={styles.reason}>
            {reason.filler.empty}
            <button
              type="button"
              tabIndex={-1}
              aria-label={TEXTS.removeReason(slot.label)}
              onClick={() => void takeOutFiller(reason.id)}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        )}
        {fillers.length === 0 && !reason && (
          <Derived derived={derived} slot={slot} span={span} scheme={scheme} />
        )}
        {fillers.length === 0 && !reason && derived.length === 0 && !active && (
          <span className={styles.none}>–</span>
        )}
      </div>
      {offering && <Offers slot={slot} span={span} scheme={scheme} text={text} />}
    </li>
  );
}, isSameRow);

function isSameRow({ span: a, ...before }: SlotRowProps, { span: b, ...after }: SlotRowProps): boolean {
  const own = (span: Span) => span.slots.filter(({ name }) => name === before.slot.name);
  return shallow(before, after) && a.id === b.id && (a.slots === b.slots || shallow(own(a), own(b)));
}

type FillerProps = Omit<SlotRowProps, 'slot' | 'digit' | 'derived'> & {
  filler: Slot;
  first: boolean;
  alone: boolean;
};

const Filler = memo(function Filler({ filler, first, alone, span, scheme, text, names }: FillerProps) {
  const gathering = useFrame((frame) => frame.filler === filler.id);
  const { filler: what } = filler;
  const here = useArticle(() => ('span' in what ? spanById(what.span) : undefined));
  const id =
    'span' in what ? what.span : 'entity' in what ? what.entity : 'document' in what ? what.document : null;
  const there = names.find((name) => name.id === id);
  const words = here
    ? readableQuote(text, here.fragments).replace(/\s+/g, ' ') || TEXTS.noWords
    : 'text' in what
      ? what.text
      : (there?.name ?? '…');
  const kind = 'entity' in what ? 'entity' : 'document' in what ? 'document' : 'text' in what ? 'text' : null;
  const go = () => {
    if (here) select(here.id);
    else if ('span' in what && there?.document) jumpTo(there.document, what.span);
  };
  const index = here ? scheme.types.findIndex(({ name }) => name === here.type) : -1;
  const { length: evidence } = filler.evidence;
  return (
    <span
      className={`${styles.filler} ${typeClass(index)}`}
      data-kind={kind ?? 'span'}
      data-filler={filler.id}
    >
      {!first && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.forth}
          aria-label={TEXTS.moveUp(words)}
          title={TEXTS.moveUpHelp}
          onClick={() => void moveFiller(spanById(span.id) ?? span, filler.id, -1)}
        >
          <ChevronLeft size={12} aria-hidden />
        </button>
      )}
      <button
        type="button"
        tabIndex={-1}
        className={styles.words}
        aria-keyshortcuts={alone ? undefined : 'Alt+ArrowUp Alt+ArrowDown'}
        title={`${here ? `${typeLabel(scheme, here.type)}: ${words}` : words}${alone ? '' : TEXTS.moveHelp}`}
        onClick={go}
        dir="auto"
      >
        {words}
      </button>
      {kind && <em>{kind}</em>}
      <button
        type="button"
        tabIndex={-1}
        className={styles.evidence}
        aria-pressed={gathering}
        aria-label={TEXTS.evidenceFor(words, evidence)}
        title={TEXTS.evidenceHelp(evidence)}
        data-none={evidence === 0 || undefined}
        onClick={() => gatherEvidence(span, filler)}
      >
        {evidence === 0 ? TEXTS.addEvidence : TEXTS.evidence(evidence)}
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={TEXTS.remove(words)}
        onClick={() => void takeOutFiller(filler.id)}
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}, isSameFiller);

function isSameFiller({ span: a, ...before }: FillerProps, { span: b, ...after }: FillerProps): boolean {
  return a.id === b.id && shallow(before, after);
}

/** What the registry implies, in grey: it is stored only if it gets supporting text, and any filler replaces it. */
function Derived({
  derived,
  slot,
  span,
  scheme,
}: Pick<SlotRowProps, 'derived' | 'slot' | 'span' | 'scheme'>) {
  const gathering = useFrame((frame) => (frame.claim === span.id ? frame.derived : null));
  const relation = labelOf(scheme, slot.derived?.relation ?? '');
  return derived.map(({ entity, by }) => (
    <span key={entity.id} className={styles.derived}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.words}
        title={TEXTS.derived(by.name, relation, entity.name)}
        onClick={() => openEntity(by.id)}
        dir="auto"
      >
        {entity.name}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={styles.evidence}
        data-none
        aria-pressed={gathering === entity.id}
        aria-label={TEXTS.evidenceFor(entity.name, 0)}
        title={TEXTS.derivedEvidenceHelp}
        onClick={() => void gatherDerivedEvidence(span.id, slot.name, entity.id)}
      >
        {TEXTS.addEvidence}
      </button>
    </span>
  ));
}

function Offers({ slot, span, scheme, text }: Pick<SlotRowProps, 'slot' | 'span' | 'scheme' | 'text'>) {
  const spans = useArticle((article) => article.spans);
  const refusal = useFrame((frame) => frame.refusal);
  const reasons = useFrame((frame) => frame.step === 'reason');
  const offers = activeSuggestions();
  const canBeEmpty = fillersOf(span, slot.name).length === 0;
  return (
    <div className={styles.offers}>
      {refusal && (
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
      )}
      {offers.map((offer, i) => {
        const type = offeredType(offer, spans);
        return (
          <button
            key={i}
            type="button"
            tabIndex={-1}
            className={`${styles.offer} ${typeClass(scheme.types.findIndex(({ name }) => name === type))}`}
            onClick={() => takeSuggestion(offer)}
          >
            <kbd>{letterOf(i)}</kbd>
            <span dir="auto">{readableQuote(text, offeredRange(offer, spans))}</span>
            <small>{offer.reason}</small>
          </button>
        );
      })}
      {!reasons && offers.length === 0 && slot.accepts.includes('span') && (
        <p className={styles.nothing}>{TEXTS.nothingNear}</p>
      )}
      {!reasons && slot.accepts.some((kind) => kind !== 'span') && <NameInput span={span} slot={slot} />}
      {canBeEmpty && (
        <label className={styles.empty}>
          {TEXTS.reason}
          <Select<EmptyReason | ''>
            look="bare"
            aria-label={TEXTS.reasonFor(slot.label)}
            value=""
            options={[['', '–'], ...plainOptions(EmptyReason.options)]}
            onPick={(reason) => reason !== '' && leaveEmpty(reason)}
          />
        </label>
      )}
    </div>
  );
}
