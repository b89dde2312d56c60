import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { Span } from '../../../shared/model/annotation.ts';
import type { EditList } from '../../../shared/text/edits.ts';
import { isInline, typeToken, type TypeTable } from '../types.ts';
import { positionAt } from './document.ts';

export interface MarkedSpans {
  readonly spans: readonly Span[];
  readonly types: TypeTable;
  readonly hiddenLayers: readonly string[];
}

/**
 * Draws annotations in a text that is being corrected. They move with the text, and what is typed at an edge does not belong to them,
 * as it will be stored.
 */
export function annotationMarks(
  doc: Node,
  { spans, types, hiddenLayers }: MarkedSpans,
  edits: EditList,
): Plugin<DecorationSet> {
  const decorations = spans.flatMap(({ type, fragments }) => {
    const drawn = types.get(type);
    if (hiddenLayers.includes(drawn.layer)) return [];
    const token = typeToken(drawn);
    // Words in several annotations have the classes of all: the colour of a claim must not be that of a name in it.
    const name = isInline(drawn) ? `annotated tint-${token} l0-${token}` : `annotated-frame l1-${token}`;
    return edits
      .fragments(fragments)
      .map(([start, end]) =>
        Decoration.inline(positionAt(doc, start), positionAt(doc, end), { class: name }),
      );
  });
  return new Plugin<DecorationSet>({
    state: {
      init: () => DecorationSet.create(doc, decorations),
      apply: (transaction, marks) => marks.map(transaction.mapping, transaction.doc),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}
