import { create } from 'zustand';
import type { GoneChoice } from '../../shared/contract/texts.ts';
import type { Document } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { EditList } from '../../shared/text/edits.ts';
import type { ReadingPlace } from '../editor/reading-place.ts';
import { useArticle } from './article.ts';
import { correctionEditor } from './editor-ref.ts';
import { setView, useView } from './view.ts';

/** Edits as calls have them. */
export type Edits = [start: number, end: number, text: string][];

/** The text that is being corrected. */
interface Correction {
  /** The article as it was when the correction began; null while none is corrected. */
  readonly document: Document | null;
  /** What an earlier page of this window left. */
  readonly draft: EditList | undefined;
  /** Whether the text differs from that of the article. */
  readonly isChanged: boolean;
  /** The edits as of the last pause in typing. */
  readonly edits: Edits;
  /** What becomes of annotations of whose words none are left. */
  readonly choices: ReadonlyMap<Uid, GoneChoice>;
  readonly isSaving: boolean;
  /** Whether another person or program has changed the text or deleted the article, so that the edits count in an earlier text. */
  readonly isOutdated: boolean;
  /** Goes where the analyst wanted to go when there were edits that were not saved. */
  readonly target: (() => void) | null;
}

const NONE: Correction = {
  document: null,
  draft: undefined,
  isChanged: false,
  edits: [],
  choices: new Map(),
  isSaving: false,
  isOutdated: false,
  target: null,
};

export const useCorrection = create<Correction>()(() => NONE);

export function isCorrecting(): boolean {
  return useCorrection.getState().document !== null;
}

/** Where the other editor of the same article shows what this one has shown. */
let place: { readonly document: Uid; readonly place: ReadingPlace } | null = null;

/** Keeps the place in an article until its other editor is there. */
export function keepPlace(document: Uid, kept: ReadingPlace): void {
  place = { document, place: kept };
}

/** Returns the place that was kept for an article, once. */
export function takePlace(document: Uid): ReadingPlace | null {
  const kept = place?.document === document ? place.place : null;
  place = null;
  return kept;
}

export function startCorrection(document: Document): void {
  useCorrection.setState({ ...NONE, document, draft: readDraft(document) });
}

export function endCorrection(): void {
  clearTimeout(timer);
  sessionStorage.removeItem(STORAGE);
  useCorrection.setState(NONE);
}

/** Goes elsewhere, such as to another project; if there are edits that are not saved, once the analyst has decided about them. */
export function leaveFor(go: () => void): void {
  const writing = correctionEditor();
  if (!writing) return go();
  if (writing.isChanged) {
    useCorrection.setState({ target: go });
    return setView({ dialog: 'leave-correction' });
  }
  endCorrection();
  go();
}

export function choose(spans: readonly Uid[], choice: GoneChoice): void {
  useCorrection.setState(({ choices }) => ({
    choices: new Map([...choices, ...spans.map((span) => [span, choice] as const)]),
  }));
}

export function editsForCall(list: EditList): Edits {
  return list.edits.map(({ start, end, text }): Edits[number] => [start, end, text]);
}

/** How long nothing is typed before the effect is looked up (ms). */
const PAUSE = 250;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Follows an edit; what takes longer waits for a pause in typing. */
export function heedEdit(): void {
  const isChanged = correctionEditor()?.isChanged ?? false;
  if (isChanged !== useCorrection.getState().isChanged) useCorrection.setState({ isChanged });
  clearTimeout(timer);
  timer = setTimeout(settle, PAUSE);
}

/** Makes the edits so far those whose effect is shown, and keeps them in case that the page ends. Returns them. */
export function settle(): Edits {
  clearTimeout(timer);
  const { document } = useCorrection.getState();
  const list = correctionEditor()?.edits ?? new EditList([]);
  const edits = editsForCall(list);
  useCorrection.setState({ edits, isChanged: !list.isEmpty });
  if (document) writeDraft(document, edits);
  return edits;
}

const STORAGE = 'postil-correction';

interface Draft {
  readonly document: Uid;
  readonly length: number;
  readonly edits: Edits;
}

function writeDraft({ id, text }: Document, edits: Edits): void {
  const draft: Draft = { document: id, length: text.length, edits };
  try {
    if (edits.length > 0) sessionStorage.setItem(STORAGE, JSON.stringify(draft));
    else sessionStorage.removeItem(STORAGE);
  } catch {
    // Pasted text may be larger than the storage of a page; then it is not kept.
  }
}

function readDraft({ id, text }: Document): EditList | undefined {
  try {
    const { document, length, edits } = JSON.parse(sessionStorage.getItem(STORAGE) ?? '{}') as Draft;
    if (document !== id || length !== text.length) return undefined;
    return new EditList(edits.map(([start, end, replacement]) => ({ start, end, text: replacement })));
  } catch {
    return undefined;
  }
}

// Many commands lead to another article or screen; whichever it was, it waits until the analyst has decided about the edits.
useView.subscribe(({ screen, documentId, entityId }) => {
  const { document, isChanged } = useCorrection.getState();
  if (!document || (screen === 'article' && documentId === document.id)) return;
  if (!isChanged && !correctionEditor()?.isChanged) return endCorrection();
  useCorrection.setState({ target: () => setView({ screen, documentId, entityId }) });
  setView({ screen: 'article', documentId: document.id, dialog: 'leave-correction' });
});

useArticle.subscribe(({ document: now }) => {
  const { document, isSaving, isOutdated } = useCorrection.getState();
  if (!document || isSaving || isOutdated) return;
  if (now?.id !== document.id || now.text !== document.text) useCorrection.setState({ isOutdated: true });
});
