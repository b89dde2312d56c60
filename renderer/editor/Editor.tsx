import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Span } from '../../shared/model/annotation.ts';
import type { Document } from '../../shared/model/document.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { NO_ARCS, type Arcs } from './arcs/links.ts';
import { EditorController, type EditorEvents } from './controller.ts';
import { diffSpans } from './diff-spans.ts';
import type { LabelMode } from './labels.ts';
import { installTypeStyles } from './type-styles.ts';
import './editor.css';
import './arcs/arcs.css';

export interface EditorProps extends EditorEvents {
  document: Document;
  scheme: Scheme;
  /** All spans of the document in the shown sets. Compared by identity: a changed span must be a new object. */
  spans: readonly Span[];
  selected?: Uid | null;
  /** Must be the same array as long as nothing has changed. */
  hiddenLayers?: readonly string[];
  /** Relations, and which of them are drawn. Must be the same object as long as nothing has changed. */
  arcs?: Arcs;
  /** When the types stand above their spans. */
  labels?: LabelMode;
  label?: string;
  /** Called with the controller once the document is shown, and with `null` when the editor is removed. */
  onReady?: (controller: EditorController | null) => void;
}

const NONE: readonly string[] = [];

/** The annotation editor as a component. It fills an element inside the one that scrolls. */
export function Editor(props: EditorProps) {
  const { document, scheme, spans, selected, hiddenLayers = NONE, arcs = NO_ARCS } = props;
  const { labels = 'off', label, onReady } = props;
  const mount = useRef<HTMLDivElement>(null);
  const controller = useRef<EditorController | null>(null);
  const shown = useRef<{ document: Document; spans: readonly Span[]; scheme: Scheme } | null>(null);
  const latest = useRef(props);
  /** True if the editor reported a new selection while these props were applied: then their selection is out of date. */
  const told = useRef(false);

  useLayoutEffect(() => {
    latest.current = props;
    told.current = false;
    const { onSelect, onSelectionChange, onHover, onResize, onPick, onFarEnds, onLink, describe, onKeyDown } =
      props;
    controller.current?.setEvents({
      onSelect: (id) => {
        told.current = true;
        onSelect?.(id);
      },
      ...(onSelectionChange && { onSelectionChange }),
      ...(onHover && { onHover }),
      ...(onResize && { onResize }),
      ...(onPick && { onPick }),
      ...(onFarEnds && { onFarEnds }),
      ...(onLink && { onLink }),
      ...(describe && { describe }),
      ...(onKeyDown && { onKeyDown }),
    });
  });

  useLayoutEffect(() => installTypeStyles(scheme), [scheme]);

  // One controller for the lifetime of the element. StrictMode creates it twice and destroys the first one.
  useLayoutEffect(() => {
    if (!mount.current) return;
    const first = latest.current;
    const made = new EditorController(mount.current, {
      scheme: first.scheme,
      events: first,
      ...(label !== undefined && { label }),
    });
    if (first.hiddenLayers) made.setHiddenLayers(first.hiddenLayers);
    made.load(first.document, first.spans);
    shown.current = { document: first.document, spans: first.spans, scheme: first.scheme };
    controller.current = made;
    return () => {
      controller.current = null;
      shown.current = null;
      // Called before the destruction, because other React effects only run a frame later.
      latest.current.onReady?.(null);
      made.destroy();
    };
  }, [label]);

  useLayoutEffect(() => {
    const now = controller.current;
    const before = shown.current;
    if (!now || !before) return;
    if (before.scheme !== scheme) now.setScheme(scheme);
    if (before.document.id !== document.id) now.load(document, spans);
    else if (before.document.text !== document.text) now.reload(document, spans);
    else if (before.spans !== spans) {
      const [put, removed] = diffSpans(before.spans, spans);
      // A new span is selected as it is drawn: a second transaction would lay the text out again.
      if (selected && selected !== now.selectedId && put.some(({ id }) => id === selected))
        now.applyAndSelect(put, removed, selected);
      else now.applySpans(put, removed);
    }
    shown.current = { document, spans, scheme };
  }, [document, scheme, spans, selected]);

  useLayoutEffect(() => controller.current?.setHiddenLayers(hiddenLayers), [hiddenLayers]);

  useLayoutEffect(() => controller.current?.setArcs(arcs), [arcs]);

  // Not before it is switched on: it measures.
  const labelled = useRef<LabelMode>('off');
  useLayoutEffect(() => {
    if (labelled.current !== labels) controller.current?.setLabels(labels);
    labelled.current = labels;
  }, [labels]);

  useLayoutEffect(() => {
    const now = controller.current;
    if (told.current) return;
    if (now && selected !== undefined && now.selectedId !== selected) now.select(selected, { scroll: true });
  }, [selected, spans, document]);

  useEffect(() => {
    latest.current.onReady?.(controller.current);
    return () => latest.current.onReady?.(null);
  }, [label, onReady]);

  return <div ref={mount} className="editor-mount" />;
}
