import { Redo2, Undo2 } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { Document } from '../../../shared/model/document.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { copyCorrection, leaveCorrection, saveCorrection } from '../../commands/correction.ts';
import { runAction } from '../../commands/index.ts';
import { CorrectionEditor } from '../../editor/correction/controller.ts';
import { TypeTable } from '../../editor/types.ts';
import { useArticle } from '../../state/article.ts';
import { choose, heedEdit, settle, takePlace, useCorrection } from '../../state/correction.ts';
import { correctionEditor, setCorrectionEditor } from '../../state/editor-ref.ts';
import { keyName } from '../../state/keys.ts';
import { useCall } from '../../state/queries.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { EffectList } from './EffectList.tsx';
import styles from './correction.module.css';
import { TEXTS } from './texts.ts';

interface CorrectionScreenProps {
  document: Document;
  scheme: Scheme;
  hiddenLayers: readonly string[];
}

/** The article while its text is corrected: the text, and beside it what that does to the annotations. */
export function CorrectionScreen({ document, scheme, hiddenLayers }: CorrectionScreenProps) {
  const isSaving = useCorrection((correction) => correction.isSaving);
  const isChanged = useCorrection((correction) => correction.isChanged);
  return (
    <main className={styles.screen} data-region="text">
      <div className={styles.bar} role="toolbar" aria-label={TEXTS.title}>
        <h1 className={styles.title}>{TEXTS.title}</h1>
        <Button
          kind="quiet"
          icon
          data-repeats
          aria-label={TEXTS.undo}
          title={`${TEXTS.undo} (${keyName('history.undo')})`}
          onClick={() => runAction('history.undo')}
        >
          <Undo2 size={15} aria-hidden />
        </Button>
        <Button
          kind="quiet"
          icon
          data-repeats
          aria-label={TEXTS.redo}
          title={`${TEXTS.redo} (${keyName('history.redo')})`}
          onClick={() => runAction('history.redo')}
        >
          <Redo2 size={15} aria-hidden />
        </Button>
        <span className={styles.spring} />
        <Button onClick={leaveCorrection} disabled={isSaving}>
          {TEXTS.leave} <KeyCap keys="Escape" />
        </Button>
        <Button kind="primary" onClick={() => void saveCorrection()} disabled={isSaving || !isChanged}>
          {isSaving ? TEXTS.saving : TEXTS.save} <ActionKey action="document.done" />
        </Button>
      </div>
      <div className={styles.columns}>
        <div className={styles.page} data-testid="page">
          {document.title && (
            <p className={styles.articleTitle} dir="auto">
              {document.title}
            </p>
          )}
          <CorrectedText document={document} scheme={scheme} hiddenLayers={hiddenLayers} />
        </div>
        <CorrectionPanel document={document} scheme={scheme} />
      </div>
    </main>
  );
}

/** The text that is edited. The annotations are those of the moment when the correction began; they move with the text. */
function CorrectedText({ document, scheme, hiddenLayers }: CorrectionScreenProps) {
  const mount = useRef<HTMLDivElement>(null);
  const first = useRef({ document, scheme, hiddenLayers });
  useLayoutEffect(() => {
    if (!mount.current) return;
    const { draft } = useCorrection.getState();
    const now = first.current;
    const made = new CorrectionEditor(mount.current, now.document, {
      label: TEXTS.text,
      spans: useArticle.getState().spans,
      types: new TypeTable(now.scheme),
      hiddenLayers: now.hiddenLayers,
      onChange: heedEdit,
      ...(draft && { edits: draft }),
    });
    setCorrectionEditor(made);
    const place = takePlace(now.document.id);
    if (place) made.place = place;
    made.focus();
    if (draft) settle();
    return () => {
      setCorrectionEditor(null);
      made.destroy();
    };
  }, []);
  return <div ref={mount} className="editor-mount" />;
}

/** What the edits do to the annotations. */
function CorrectionPanel({ document, scheme }: Pick<CorrectionScreenProps, 'document' | 'scheme'>) {
  const edits = useCorrection((correction) => correction.edits);
  const choices = useCorrection((correction) => correction.choices);
  const isOutdated = useCorrection((correction) => correction.isOutdated);
  const isEdited = edits.length > 0;
  const { data, error } = useCall(
    'texts.preview',
    { document: document.id, edits },
    { enabled: isEdited && !isOutdated, keep: true },
  );
  return (
    <aside className={styles.panel} aria-label={TEXTS.panel} data-region="inspector" tabIndex={-1}>
      <h2 className={styles.heading}>{TEXTS.panel}</h2>
      {isOutdated ? (
        <div className={styles.outdated} role="alert">
          <p>{TEXTS.outdated}</p>
          <Button onClick={() => void copyCorrection()}>{TEXTS.copy}</Button>
        </div>
      ) : !isEdited ? (
        <p className={styles.help}>{TEXTS.help}</p>
      ) : error ? (
        <p className={styles.outdated} role="alert">
          {error.message}
        </p>
      ) : data ? (
        <EffectList
          effect={data}
          scheme={scheme}
          choices={choices}
          onChoose={choose}
          onShow={([fragment]) => fragment && correctionEditor()?.show(...fragment)}
        />
      ) : (
        <p className={styles.help}>{TEXTS.reading}</p>
      )}
    </aside>
  );
}
