import type { Label, Relation, Span } from '../../shared/model/annotation.ts';
import { normaliseFragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { MESSAGES } from '../messages.ts';
import { compact } from '../rows/ids.ts';
import type { ImageOf } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';
import type { Term, TermKind } from '../scheme/terms.ts';

/** Returns the uid of a term by name. Throws with the unknown name if there is none. */
export function requireTerm(
  { terms }: ReadStore,
  kind: TermKind,
  name: string,
  owner: Term | null = null,
): Term {
  const term = terms.find(kind, name, owner);
  if (term) return term;
  const what = {
    span: 'type',
    relation: 'relation type',
    label: 'document label',
    attribute: 'attribute',
    slot: 'slot',
    layer: 'layer',
  };
  const where = owner ? ` of ${owner.name}` : '';
  throw new PostilError('refused', MESSAGES.noTermHere(what[kind], name, where));
}

function attributesImage(store: ReadStore, owner: Term, from: Pick<Span, 'attributes' | 'untouched'>) {
  const entries = Object.entries(from.attributes)
    .map(([name, value]) => [requireTerm(store, 'attribute', name, owner).uid, value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const untouched = from.untouched.filter((name) => name in from.attributes);
  return {
    attributes: Object.fromEntries(entries),
    untouched: untouched.map((name) => requireTerm(store, 'attribute', name, owner).uid).sort(),
  };
}

/** The row image of a span; its slots are rows of their own, see {@link slotImages}. */
export function spanImage(store: ReadStore, span: Omit<Span, 'id' | 'slots' | 'author'>): ImageOf<'span'> {
  const type = requireTerm(store, 'span', span.type);
  return compact({
    document: span.document,
    set: span.set,
    type: type.uid,
    fragments: normaliseFragments(span.fragments),
    entities: [...span.entities].sort(),
    score: span.score,
    owner: span.owner,
    derivedFrom: span.derivedFrom,
    extra: span.extra,
    ...attributesImage(store, type, span),
  });
}

/** The row images of a span's slots, by uid. */
export function slotImages(store: ReadStore, span: Span): [Uid, ImageOf<'slot'>][] {
  const type = requireTerm(store, 'span', span.type);
  return span.slots.map(({ id, name, rank, filler, evidence, score }) => [
    id,
    compact({
      document: span.document,
      span: span.id,
      slot: requireTerm(store, 'slot', name, type).uid,
      rank,
      filler,
      evidence: [...evidence].sort(),
      score,
    }),
  ]);
}

export function relationImage(store: ReadStore, relation: Omit<Relation, 'id'>): ImageOf<'relation'> {
  const type = requireTerm(store, 'relation', relation.type);
  const { set, document, ends, from, to, score, derivedFrom, extra } = relation;
  return compact({
    set,
    document,
    type: type.uid,
    ends,
    from,
    to,
    score,
    derivedFrom,
    extra,
    ...attributesImage(store, type, relation),
  });
}

export function labelImage(
  store: ReadStore,
  { set, document, name, value, score }: Omit<Label, 'id'>,
): ImageOf<'label'> {
  return compact({ set, document, label: requireTerm(store, 'label', name).uid, value, score });
}
