import type { FoundExample } from '../../shared/contract/guidelines.ts';
import { sameJson } from '../../shared/scheme-edit/diff.ts';
import { partKey, partsOf, type PartName } from '../../shared/scheme-edit/names.ts';
import type { ExampleLink, GuidelineBlock } from '../../shared/guideline/blocks.ts';
import { guidelineOf } from '../../shared/guideline/find.ts';
import { readableQuote, type Fragments } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { relationByUid, spanByUid } from '../annotations/annotations.ts';
import { sql } from '../connection/connection.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';
import { idOf } from '../rows/ids.ts';
import { identified } from './scheme.ts';
import { listSchemeVersions, type SchemeVersionRow } from './scheme-versions.ts';

/** How much of the text around an example is kept with it on either side, and how long its words may be (UTF-16 code units). */
const AROUND = 90;
const LONGEST = 1000;

/** Returns what an example keeps of an annotation; undefined if it does not exist. */
export function exampleOf(
  store: ReadStore,
  kind: ExampleLink['kind'],
  annotation: Uid,
): ExampleLink | undefined {
  if (kind === 'span') {
    const span = spanByUid(store, annotation);
    if (!span) return undefined;
    const { document, type, fragments } = span;
    return {
      kind,
      annotation,
      document,
      type,
      title: titleOf(store, document),
      ...wordsIn(store, document, fragments),
    };
  }
  const relation = relationByUid(store, annotation);
  if (!relation) return undefined;
  const ends = [relation.from, relation.to].map((end) => spanByUid(store, end)!);
  const documents = [...new Set(ends.map((end) => end.document))];
  const titles = documents.map((each) => titleOf(store, each));
  const document = documents.length === 1 ? documents[0]! : null;
  const quote = ends
    .map((end) => wordsIn(store, end.document, end.fragments).quote.slice(0, LONGEST - 10))
    .join(' → ');
  return {
    kind,
    annotation,
    document,
    type: relation.type,
    title: titles.join(' · ').slice(0, 500),
    before: '',
    quote,
    after: '',
  };
}

/** Returns an annotation as it is now. */
export function findExample(
  store: ReadStore,
  kind: ExampleLink['kind'],
  annotation: Uid,
): FoundExample | undefined {
  const example = exampleOf(store, kind, annotation);
  if (!example) return undefined;
  const span = kind === 'span' ? annotation : relationByUid(store, annotation)!.from;
  const { document } = spanByUid(store, span)!;
  return { annotation, document, span, title: example.title, quote: example.quote };
}

function wordsIn(store: ReadStore, document: Uid, fragments: Fragments) {
  const text = store.texts.textOf(idOf(store.db, 'document', document));
  const [start, end] = [fragments[0]?.[0] ?? 0, fragments.at(-1)?.[1] ?? 0];
  const quote = readableQuote(text, fragments);
  // Whole words of the same paragraph.
  const before = text.slice(Math.max(0, start - AROUND), start).replace(/^[^]*\n\s*/, '');
  const after = text.slice(end, end + AROUND).replace(/\s*\n[^]*$/, '');
  const cutBefore = before.length === AROUND ? before.replace(/^\S*\s/, '…') : before;
  const cutAfter = after.length === AROUND ? after.replace(/\s\S*$/, '…') : after;
  if (fragments.length === 0) return { before: '', quote: '', after: '' };
  return {
    before: cutBefore.toWellFormed(),
    quote: (quote.length > LONGEST ? `${quote.slice(0, LONGEST - 1)}…` : quote).toWellFormed(),
    after: cutAfter.toWellFormed(),
  };
}

function titleOf({ db }: ReadStore, document: Uid): string {
  const row = db.get<{ title: string; name: string; lead: string }>(
    sql`SELECT title, name, lead FROM document WHERE uid = ${toBytes(document)}`,
  );
  return (row ? row.title || row.lead || row.name : '').slice(0, 500);
}

/** A version of the scheme with the guideline of one part. */
export interface GuidelineVersion extends SchemeVersionRow {
  readonly guideline: readonly GuidelineBlock[];
}

/** Returns the versions that changed the guideline of a part, the newest first, whatever the part was called then. */
export function guidelineVersions(store: ReadStore, part: PartName): GuidelineVersion[] {
  const term = identified(store).ids.get(partKey(part));
  const versions = listSchemeVersions(store, { limit: -1 }).map((version) => ({
    ...version,
    guideline: term === undefined ? undefined : guidelineIn(store, version.uid, term),
  }));
  return versions.flatMap(({ guideline, ...version }, i) => {
    const { from } = version;
    const before = from === null || term === undefined ? undefined : guidelineIn(store, from, term);
    const isFirst = i === versions.length - 1;
    if (guideline === undefined) return [];
    return isFirst || before === undefined || !sameJson(before, guideline) ? [{ ...version, guideline }] : [];
  });
}

function guidelineIn(store: ReadStore, version: Uid, term: string): readonly GuidelineBlock[] | undefined {
  const { scheme, ids } = identified(store, version);
  const part = partsOf(scheme).find((each) => ids.get(partKey(each)) === term);
  return part && guidelineOf(scheme, part);
}
