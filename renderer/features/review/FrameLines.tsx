import { Fragment } from 'react';
import type { CaseDetail, CaseRow, FillerText } from '../../../shared/contract/review.ts';
import type { Span } from '../../../shared/model/annotation.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { claimerSlot, cueSlot, objectSlot } from '../../../shared/model/frames.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import { Named } from '../claims/Named.tsx';
import { TEXTS } from './texts.ts';
import styles from './card.module.css';

/** Whether a case proposes a claim or something else with slots. */
export function isFrame(scheme: Scheme, { type }: Pick<CaseRow, 'type'>): boolean {
  return (spanType(scheme, type)?.slots.length ?? 0) > 0;
}

interface FrameProps {
  detail: CaseDetail;
  scheme: Scheme;
}

/** Who claims it about what: “Claimer → object”. */
export function WhoAndWhat({ detail, scheme }: FrameProps) {
  const type = spanType(scheme, detail.type)!;
  const claimers = fillersOf(detail, claimerSlot(scheme, type)?.name);
  const objects = fillersOf(detail, objectSlot(type)?.name);
  return (
    <>
      {claimers.length > 0 ? (
        <Fillers fillers={claimers} />
      ) : (
        <i className={styles.none}>{TEXTS.noClaimer}</i>
      )}
      {objects.length > 0 && (
        <>
          {' → '}
          <Fillers fillers={objects} />
        </>
      )}
    </>
  );
}

function Fillers({ fillers }: { fillers: readonly FillerText[] }) {
  return fillers.map(({ text, entity, filler }, i) => (
    <Fragment key={filler ?? text}>
      {i > 0 && ', '}
      <Named name={entity ?? text} words={entity !== undefined && entity !== text ? text : ''} />
    </Fragment>
  ));
}

interface FrameLinesProps extends FrameProps {
  span: Span;
  words: string;
}

/** The content of a claim, and a grey line with its cue and the attributes that differ from their defaults. */
export function FrameLines({ detail, scheme, span, words }: FrameLinesProps) {
  const type = spanType(scheme, detail.type)!;
  const cues = fillersOf(detail, cueSlot(scheme, type)?.name);
  const set = type.attributes.filter(({ name, default: usual }) => {
    const value = span.attributes[name];
    return value !== undefined && value !== usual && !span.untouched.includes(name);
  });
  return (
    <>
      <p className={styles.content} dir="auto">
        {words}
      </p>
      {(cues.length > 0 || set.length > 0) && (
        <p className={styles.frameFacts}>
          {cues.map(({ text, filler }) => (
            <span key={filler ?? text}>{TEXTS.attribute(cueSlot(scheme, type)!.label, text)}</span>
          ))}
          {set.map((attribute) => (
            <span key={attribute.name}>
              {TEXTS.attribute(attribute.label, valueLabel(attribute, span.attributes[attribute.name]!))}
            </span>
          ))}
        </p>
      )}
    </>
  );
}

function fillersOf({ fillers }: CaseDetail, slot: string | undefined): FillerText[] {
  return slot === undefined ? [] : fillers.filter((each) => each.slot === slot);
}
