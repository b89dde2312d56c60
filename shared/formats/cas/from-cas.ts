import type { ErrorWhere } from '../../contract/errors.ts';
import { newUid } from '../../model/uid.ts';
import { formatError, type Incoming } from '../define.ts';
import { assertText } from '../json-record.ts';
import { show } from '../show.ts';
import { sourceText, type SourceText } from '../source-text.ts';
import { Terms } from '../terms.ts';
import { DocumentOf } from './document-of.ts';
import type { CasDocumentExtra } from './kept.ts';
import { MESSAGES } from './messages.ts';
import {
  DOCUMENT_ANNOTATION,
  referredIds,
  type Cas,
  type Structure,
  type View,
  ANNOTATION,
} from './model.ts';
import { shortNames, UIMA } from './names.ts';
import { keep, without, type TextView } from './structures.ts';

/**
 * Yields the documents of a CAS: one for each view with a text. Structures that are neither span, relation nor
 * segmentation are kept with the document to which they belong.
 *
 * @throws PostilError `refused` for offsets that do not fit the text.
 */
export function* casToIncoming(cas: Cas, file: string): Generator<Incoming> {
  const texts = cas.views.flatMap((view) => textView(view, cas, file) ?? []);
  const silent = cas.views.filter((view) => !texts.some((text) => text.view === view));
  const told = silent.map(({ name, sofa }) => `${show(name)} (${describe(sofa)})`).join(', ');
  if (texts.length === 0) {
    assertHasText(cas, file);
    const message = MESSAGES.noText(told);
    yield { kind: 'note', message, where: { file } };
    return;
  }
  if (silent.length > 0) yield { kind: 'note', message: MESSAGES.viewsKept(told), where: { file } };
  const terms = new Terms();
  const used = [...cas.structures.values()].map(({ type }) => type);
  const shared = {
    cas,
    file,
    terms,
    names: shortNames(used.filter((type) => cas.types.isA(type, ANNOTATION) || /Chain$/.test(type))),
    uses: countUses(cas),
  };
  const documents = texts.map((text) => new DocumentOf(text, shared));
  const leftovers = shareOut(cas, documents, texts);
  const group = newUid();
  const types = cas.types.closure(used);
  for (const [i, document] of documents.entries()) {
    const { view, source } = texts[i]!;
    const { id, features } = view.sofa!;
    const kept = leftovers[i]!;
    const extra: CasDocumentExtra = {
      cas: group,
      view: view.name,
      sofa: { id, features: without(features, 'sofaString') },
      types,
      ...(document.metadata && { metadata: keep(document.metadata, cas) }),
      ...(kept.length > 0 && { structures: kept.map((structure) => keep(structure, cas)) }),
      ...(i === 0 && silent.length > 0 && { views: silent.map(keepView) }),
    };
    const name = texts.length > 1 ? `${file}#${view.name}` : file;
    yield { kind: 'document', record: document.record(name, { [UIMA]: extra }), where: { file } };
    for (const note of document.notes()) yield { kind: 'note', ...note };
    if (source.note !== null) yield { kind: 'note', message: source.note, where: { file } };
  }
  yield* terms.notes({ file });
}

/** Refuses annotations without their text: they cannot be imported, and must not be dropped silently. */
function assertHasText({ views, structures, types }: Cas, file: string): void {
  // Without a type system and a sofa, only its offsets show that a structure is an annotation.
  const annotation = [...structures.values()].find(
    ({ type, features }) =>
      (types.isA(type, ANNOTATION) || features.has('begin')) && Number(features.get('end')) > 0,
  );
  const hasSofa = views.some(({ sofa }) => sofa);
  // A view of an empty CAS names no sofa, and nothing can be lost.
  if (!annotation && (hasSofa || views.length > 0)) return;
  const { line } = annotation ?? {};
  throw formatError(
    hasSofa ? MESSAGES.sofaWithoutText : MESSAGES.noSofa,
    { file, ...(line !== undefined && { line }) },
    MESSAGES.exportWithText,
  );
}

function textView(view: View, cas: Cas, file: string): TextView | null {
  const raw = view.sofa?.features.get('sofaString');
  if (!view.sofa || typeof raw !== 'string' || raw === '') return null;
  assertText(raw, { file });
  const source = sourceText(raw, 'utf-16');
  const annotations = new Map<number, Structure>();
  const nowhere: Structure[] = [];
  for (const [id, structure] of cas.structures) {
    const sofa = structure.features.get('sofa');
    if (typeof sofa !== 'object' || !('ref' in sofa) || sofa.ref !== view.sofa.id) continue;
    if (!cas.types.isA(structure.type, ANNOTATION)) continue;
    const { features: stated, type } = structure;
    if (!stated.has('begin') && !stated.has('end') && !cas.types.isA(type, DOCUMENT_ANNOTATION)) {
      nowhere.push(structure);
      continue;
    }
    const where = { file, ...(structure.line !== undefined && { line: structure.line }) };
    const [start, end] = place(structure, source, where);
    const features = new Map(structure.features).set('begin', start).set('end', end);
    annotations.set(id, { ...structure, features });
  }
  return { view, sofa: view.sofa.id, source, annotations, nowhere };
}

function place(structure: Structure, source: SourceText, where: ErrorWhere): [number, number] {
  const offset = (name: string): number => {
    const value = structure.features.get(name) ?? 0;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    throw formatError(MESSAGES.notAnOffset(name, structure.type, structure.id, JSON.stringify(value)), where);
  };
  const what = `${structure.type} ${structure.id}`;
  return source.place({ start: offset('begin'), end: offset('end') }, what, where)[0]!;
}

/** Counts the references to each structure; a shared one cannot become part of one span. */
function countUses({ structures, views }: Cas): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  const all = [...structures.values(), ...views.flatMap(({ sofa }) => sofa ?? [])];
  for (const { features } of all)
    for (const value of features.values())
      for (const id of referredIds(value)) uses.set(id, (uses.get(id) ?? 0) + 1);
  return uses;
}

/** Assigns the structures of no document to the document that refers to them, the rest to the first document. */
function shareOut(cas: Cas, documents: readonly DocumentOf[], texts: readonly TextView[]): Structure[][] {
  const shares: Structure[][] = documents.map(() => []);
  const taken = new Set(documents.flatMap((document) => [...document.taken]));
  const give = (share: Structure[], id: number) => {
    const queue = [id];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const structure = cas.structures.get(at);
      if (!structure || taken.has(at)) continue;
      taken.add(at);
      share.push(structure);
      for (const value of structure.features.values()) queue.push(...referredIds(value));
    }
  };
  for (const [i, document] of documents.entries()) {
    const share = shares[i]!;
    for (const id of texts[i]!.annotations.keys()) give(share, id);
    for (const id of document.refers) give(share, id);
    for (const id of texts[i]!.view.members) give(share, id);
  }
  for (const id of cas.structures.keys()) give(shares[0]!, id);
  // Annotations get offsets in the document's text.
  return shares.map((share) =>
    share
      .map(
        (structure) =>
          texts.map(({ annotations }) => annotations.get(structure.id)).find(Boolean) ?? structure,
      )
      .sort((a, b) => a.id - b.id),
  );
}

function keepView({ name, sofa }: View) {
  return { name, ...(sofa && { sofa: { id: sofa.id, features: Object.fromEntries(sofa.features) } }) };
}

function describe(sofa: Structure | undefined): string {
  const uri = sofa?.features.get('sofaURI');
  if (typeof uri === 'string') return `its data is at ${show(uri)}`;
  return sofa?.features.has('sofaArray') ? 'its data is an array' : 'it has no data';
}
