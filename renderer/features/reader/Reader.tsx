import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import type { Document } from '../../../shared/model/document.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { hull } from '../../../shared/model/fragments.ts';
import { Editor } from '../../editor/Editor.tsx';
import type { FarEnd } from '../../editor/arcs/links.ts';
import type { EditorController } from '../../editor/controller.ts';
import { pick } from '../../commands/frames.ts';
import { runAction } from '../../commands/index.ts';
import { relateTo } from '../../commands/relations.ts';
import { setFragments } from '../../commands/spans.ts';
import { proposalById, setArticle, spanById, useArticle, useArticleParts } from '../../state/article.ts';
import { takePlace } from '../../state/correction.ts';
import { editor, setEditor } from '../../state/editor-ref.ts';
import { useFrame } from '../../state/frame.ts';
import { restoreReadingPosition } from '../../state/location.ts';
import { useView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { useArcs } from '../relations/arcs.ts';
import { FarEnds } from '../relations/FarEnds.tsx';
import { QuarantineBar } from '../quarantine/QuarantineBar.tsx';
import { RelateBar } from '../relations/RelateBar.tsx';
import { RelationMenu } from '../relations/RelationMenu.tsx';
import { FindBar } from '../search/FindBar.tsx';
import { ArticleHeader } from './ArticleHeader.tsx';
import { HoverCard, type Hovered } from './HoverCard.tsx';
import { ClaimCards } from './ClaimCards.tsx';
import { LabelBar } from './LabelBar.tsx';
import { SlotBar } from './SlotBar.tsx';
import { describeSpan } from './span-facts.ts';
import { markSmall } from './small.ts';
import { TypePopup } from './TypePopup.tsx';
import styles from './reader.module.css';
import { TEXTS } from './texts.ts';

interface ReaderProps {
  scheme: Scheme;
  hiddenLayers: readonly string[];
  documents: number;
}

/** The article in the middle: header, types with their keys, text. What a tag changes is rendered by the parts. */
export function Reader({ scheme, hiddenLayers, documents }: ReaderProps) {
  const { document } = useArticleParts('document');
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const [farEnds, setFarEnds] = useState<readonly FarEnd[]>([]);

  if (!document) return <main className={styles.reader}>{documents === 0 && <Empty />}</main>;
  return (
    <main ref={markSmall} className={styles.reader} data-region="text">
      <SlotBar scheme={scheme}>
        <LabelBar scheme={scheme} hiddenLayers={hiddenLayers} />
        <RelateBar />
        <QuarantineBar />
      </SlotBar>
      <RelationMenu />
      <FindBar document={document} scheme={scheme} />
      <div className={styles.page} data-testid="page">
        <ArticleHeader document={document} />
        <ArticleText
          document={document}
          scheme={scheme}
          hiddenLayers={hiddenLayers}
          onHover={setHovered}
          onFarEnds={setFarEnds}
        />
        <ClaimCards document={document} scheme={scheme} hiddenLayers={hiddenLayers} />
      </div>
      <TypePopup scheme={scheme} hiddenLayers={hiddenLayers} />
      <FarEnds ends={farEnds} scheme={scheme} />
      {hovered && <HoverCard hovered={hovered} text={document.text} scheme={scheme} />}
    </main>
  );
}

interface ArticleTextProps {
  document: Document;
  scheme: Scheme;
  hiddenLayers: readonly string[];
  onHover: (hovered: Hovered | null) => void;
  onFarEnds: (ends: readonly FarEnd[]) => void;
}

/** The text of the article with its spans. */
const ArticleText = memo(function ArticleText({
  document,
  scheme,
  hiddenLayers,
  onHover,
  onFarEnds,
}: ArticleTextProps) {
  const { spans: own, proposals, selected } = useArticleParts('spans', 'proposals', 'selected');
  const spans = useMemo(() => (proposals.length === 0 ? own : [...own, ...proposals]), [own, proposals]);
  const arcs = useArcs(scheme);
  const labels = useView((view) => view.labels);
  const [ready, setReady] = useState<EditorController | null>(null);
  const onReady = useCallback((controller: EditorController | null) => {
    setReady(controller);
    setEditor(controller);
    if (!controller) return;
    // An analyst moving through the list of documents by key stays there; Enter moves to the text.
    if (!window.document.activeElement?.closest('[role="listbox"]')) controller.focus();
    const place = takePlace(useArticle.getState().document!.id);
    if (place) controller.place = place;
    else restoreReadingPosition(controller);
  }, []);

  const notes = useArticle((article) => article.notes);
  useEffect(() => {
    // The previous editor may be gone, which is reported only after this.
    if (ready !== editor()) return;
    const noted = new Set(notes.map((note) => note.span));
    const marked = noted.size === 0 ? [] : own.filter(({ id }) => noted.has(id));
    ready?.setMarks(
      'noted',
      marked.flatMap((span) => span.fragments).sort(([a], [b]) => a - b),
    );
  }, [ready, notes, own]);

  return (
    <Editor
      key={document.id}
      document={document}
      scheme={scheme}
      spans={spans}
      selected={selected}
      hiddenLayers={hiddenLayers}
      arcs={arcs}
      labels={labels}
      label={TEXTS.article}
      onReady={onReady}
      onSelect={(id) => setArticle(id ? { selected: id, anchor: id } : { selected: null })}
      onPick={pick}
      onSelectionChange={selectionChanged}
      onHover={(ids, box) => onHover(box && ids.length > 0 ? { ids, box } : null)}
      onResize={setFragments}
      onFarEnds={onFarEnds}
      onLink={relateTo}
      describe={describeSpan}
    />
  );
});

/** Stores the selection. A caret that leaves the selected span deselects it, so that the next key applies to the word. */
function selectionChanged(selection: readonly [number, number] | null, caret: number): void {
  const { selected, selection: before } = useArticle.getState();
  const chosen =
    before && selection && before[0] === selection[0] && before[1] === selection[1] ? before : selection;
  // While a slot is active, words are chosen for it anywhere in the text.
  if (useFrame.getState().slot !== null) return setArticle({ selection: chosen, caret });
  const range = hull((spanById(selected) ?? proposalById(selected))?.fragments ?? []);
  const left = selection === null && range !== null && (caret < range[0] || caret > range[1]);
  setArticle({ selection: chosen, caret, ...(left && { selected: null }) });
}

function Empty() {
  return (
    <div className={styles.empty} data-empty>
      <h1>{TEXTS.emptyTitle}</h1>
      <p>{TEXTS.emptyAbout}</p>
      <div className={styles.emptyButtons}>
        <Button kind="primary" autoFocus onClick={() => runAction('import.paste')}>
          {TEXTS.emptyButton}
        </Button>
      </div>
    </div>
  );
}
