import { useMemo, useState } from 'react';
import type { GoneChoice, TextRevision } from '../../../shared/contract/texts.ts';
import type { Document } from '../../../shared/model/document.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { exportText, goToText } from '../../commands/correction.ts';
import { useArticle } from '../../state/article.ts';
import { useCall, useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { When } from '../../ui/When.tsx';
import { Writing } from '../../ui/Writing.tsx';
import controls from '../../ui/controls.module.css';
import { EffectList } from './EffectList.tsx';
import { textDiff, type TextPiece } from './text-diff.ts';
import styles from './correction.module.css';
import { TEXTS } from './texts.ts';

/** The texts that the open article has had: what differs in each, and the way back to it. */
export function EarlierTextsDialog({ onClose }: { onClose: () => void }) {
  const document = useArticle((article) => article.document);
  if (!document) return null;
  return <EarlierTexts document={document} onClose={onClose} />;
}

function EarlierTexts({ document, onClose }: { document: Document; onClose: () => void }) {
  const revisions = useCall('texts.revisions', { document: document.id }).data?.revisions;
  const [chosen, setChosen] = useState<Uid | null>(null);
  if (!revisions) return null;
  const newestFirst = revisions.toReversed();
  const shown = newestFirst.find(({ id }) => id === chosen) ?? newestFirst.find(({ present }) => !present);
  return (
    <ModalDialog title={TEXTS.earlierTitle} onClose={onClose} wide>
      {revisions.length === 0 ? (
        <p className={styles.help}>{TEXTS.neverCorrected}</p>
      ) : (
        <div className={styles.earlier}>
          <ol className={styles.revisions} aria-label={TEXTS.earlierList}>
            {newestFirst.map((revision) => (
              <li key={revision.id}>
                <button
                  type="button"
                  className={styles.revision}
                  aria-current={revision === shown}
                  autoFocus={revision === shown}
                  onClick={() => setChosen(revision.id)}
                >
                  <RevisionLine revision={revision} />
                </button>
              </li>
            ))}
          </ol>
          {shown && <Shown key={shown.id} revision={shown} document={document} onClose={onClose} />}
        </div>
      )}
      <div className={controls.actions}>
        <Button onClick={onClose} autoFocus={revisions.length === 0}>
          {TEXTS.close}
        </Button>
      </div>
    </ModalDialog>
  );
}

function RevisionLine({ revision: { at, analyst, edits, present } }: { revision: TextRevision }) {
  return (
    <>
      <span>{at === '' ? TEXTS.asItCameIn : <When at={at} />}</span>
      <span className={styles.set}>{at === '' ? '' : TEXTS.madeBy(analyst, edits)}</span>
      {present && <strong className={styles.present}>{TEXTS.present}</strong>}
    </>
  );
}

interface ShownProps {
  revision: TextRevision;
  document: Document;
  onClose: () => void;
}

function Shown({ revision, document, onClose }: ShownProps) {
  const scheme = useScheme();
  const [choices, setChoices] = useState<ReadonlyMap<Uid, GoneChoice>>(new Map());
  const { data } = useCall(
    'texts.revision',
    { document: document.id, revision: revision.id },
    { enabled: !revision.present },
  );
  const pieces = useMemo(() => (data ? textDiff(data.text, document.text) : []), [data, document.text]);
  if (revision.present) return <p className={styles.help}>{TEXTS.thisIsPresent}</p>;
  if (!data || !scheme) return <p className={styles.help}>{TEXTS.reading}</p>;
  const open = data.effect.affected.filter(({ span, after }) => after === null && !choices.has(span));
  return (
    <div className={styles.shown}>
      <section className={styles.difference} tabIndex={0} aria-label={TEXTS.difference}>
        <p className={styles.help}>{TEXTS.differenceHelp}</p>
        <div className={styles.text} dir="auto">
          {pieces.map((piece, i) => (
            <PieceOfText key={i} piece={piece} ends={{ start: i === 0, end: i === pieces.length - 1 }} />
          ))}
        </div>
      </section>
      <section className={styles.goTo} aria-label={TEXTS.goToEffect} tabIndex={0}>
        <h3 className={styles.heading}>{TEXTS.goToEffect}</h3>
        <EffectList
          effect={data.effect}
          scheme={scheme}
          choices={choices}
          onChoose={(spans, choice) =>
            setChoices((now) => new Map([...now, ...spans.map((span) => [span, choice] as const)]))
          }
        />
        <Writing>
          <Button
            kind="primary"
            disabled={open.length > 0}
            onClick={() => {
              onClose();
              void goToText(document.id, revision.id, choices);
            }}
          >
            {TEXTS.goTo}
          </Button>
        </Writing>
        <ExportText document={document.id} revision={revision} />
      </section>
    </div>
  );
}

/** The formats in which an earlier text is exported from here; the command line offers all. */
const FORMATS = [
  ['jsonl', 'Postil JSONL'],
  ['html', 'HTML'],
  ['docx', 'Word'],
  ['brat', 'brat'],
] as const;

function ExportText({ document, revision: { id, sha256 } }: { document: Uid; revision: TextRevision }) {
  const [format, setFormat] = useState<string>('jsonl');
  return (
    <div className={styles.export}>
      <Select aria-label={TEXTS.exportAs} value={format} options={FORMATS} onPick={setFormat} />
      <Button title={TEXTS.exportHelp} onClick={() => void exportText(document, id, format)}>
        {TEXTS.export}
      </Button>
      <span className={styles.set} title={sha256}>
        {TEXTS.hash(sha256)}
      </span>
    </div>
  );
}

/** How much of an equal stretch is shown beside what differs, in characters. */
const AROUND = 160;

/** A piece of the difference. What is deleted or inserted is marked by lines and labels, not only by colour. */
function PieceOfText({
  piece: { kind, text },
  ends,
}: {
  piece: TextPiece;
  ends: { readonly start: boolean; readonly end: boolean };
}) {
  if (kind === 'same') {
    const [head, tail] = [ends.start ? 0 : AROUND, ends.end ? 0 : AROUND];
    const isLong = text.length > head + tail + 20;
    return <span>{isLong ? `${text.slice(0, head)} […] ${text.slice(text.length - tail)}` : text}</span>;
  }
  const words = text.replaceAll('\n', '¶\n');
  if (kind === 'deleted') return <del>{words}</del>;
  if (kind === 'inserted') return <ins>{words}</ins>;
  const isHere = kind === 'moved-here';
  return (
    <span className={isHere ? styles.movedHere : styles.movedAway}>
      <span className={styles.moved}>{isHere ? TEXTS.movedHere : TEXTS.movedAway}</span>
      {text}
    </span>
  );
}
