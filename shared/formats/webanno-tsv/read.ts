import type { ErrorWhere } from '../../contract/errors.ts';
import type { Uid } from '../../model/uid.ts';
import { chainOf, shortName, shortNames, slotName, UIMA, type UimaExtra } from '../cas/names.ts';
import type { Bytes, Incoming, ReadOptions } from '../define.ts';
import { incomingDocument, incomingRelation, incomingSlots, incomingSpan } from '../incoming.ts';
import type { IncomingSpan } from '../records.ts';
import { sourceText, type SourceText } from '../source-text.ts';
import { Terms } from '../terms.ts';
import { readAnnotations, type TsvAnnotations, type TsvRelation, type TsvSpan } from './annotations.ts';
import { MESSAGES } from './messages.ts';
import { readRows, type Row, type TsvFile } from './rows.ts';
import { rebuildTsv, type RebuiltTsv } from './text.ts';

/** The key in `extra` for data of this format only. */
export const WEBANNO_TSV = 'webanno-tsv';

/** Kept with a document, so that the file can be written unchanged. */
export interface TsvDocumentExtra {
  readonly version?: string;
  readonly layers?: readonly string[];
  readonly comments?: readonly string[];
}

/** Kept with its segmentation: the id of each sentence, and the comment lines before it. */
export interface TsvSegmentationExtra {
  readonly ids?: readonly (string | null)[];
  readonly comments?: Readonly<Record<string, readonly string[]>>;
}

/** @throws PostilError `refused` with the line of the fault. */
export async function* readWebannoTsv(input: Bytes, { file, values }: ReadOptions): AsyncGenerator<Incoming> {
  const tsv = await readRows(input, file);
  if (!tsv || tsv.sentences.length === 0) {
    const message = MESSAGES.nothingToImport(tsv !== null);
    yield { kind: 'note', message, where: { file } };
    return;
  }
  const rebuilt = rebuildTsv(tsv, file, values);
  const source = sourceText(rebuilt.raw, rebuilt.unit);
  const annotations = readAnnotations(tsv, file);
  const truths = truthFeatures(annotations);
  const terms = new Terms();
  const record = {
    ...incomingDocument(source.text, { name: file, extra: { [WEBANNO_TSV]: documentExtra(tsv) } }),
    ...annotated(annotations, truths, tsv, source, terms, file),
    segmentation: segmentation(tsv, rebuilt, source, file),
  };
  if (source.carriageReturns > 0)
    record.origin = { ...record.origin, carriageReturns: source.carriageReturns };
  yield { kind: 'document', record, where: { file } };
  for (const message of [source.note, rebuilt.told])
    if (message !== null) yield { kind: 'note', message, where: { file } };
  if (truths.size > 0) {
    const message = MESSAGES.readAsYesAndNo([...truths].map(featureName).join(', '));
    yield { kind: 'note', message, where: { file } };
  }
  for (const { message, line } of annotations.told) yield { kind: 'note', message, where: { file, line } };
  yield* terms.notes({ file });
}

function documentExtra({ version, declarations, comments }: TsvFile): TsvDocumentExtra {
  return { version, layers: declarations, ...(comments.length > 0 && { comments }) };
}

function segmentation(tsv: TsvFile, { sentences }: RebuiltTsv, source: SourceText, file: string) {
  const place = (start: number, end: number, where: ErrorWhere) =>
    source.place({ start, end }, 'A row', where)[0]!;
  const comments = Object.fromEntries(
    tsv.sentences.flatMap(({ comments }, i) => (comments.length > 0 ? [[String(i), comments]] : [])),
  );
  const extra: TsvSegmentationExtra = {
    ...(tsv.sentences.some(({ id }) => id !== null) && { ids: tsv.sentences.map(({ id }) => id) }),
    ...(Object.keys(comments).length > 0 && { comments }),
  };
  return {
    tokens: tsv.sentences.flatMap(({ rows }) =>
      rows.filter(({ part }) => !part).map(({ begin, end, line }) => place(begin, end, { file, line })),
    ),
    sentences: sentences.map(([begin, end]) => place(begin, end, { file })),
    columns: {},
    ...(Object.keys(extra).length > 0 && { extra: { [WEBANNO_TSV]: extra } }),
  };
}

/**
 * Returns the features, in the form of {@link featureKey}, whose values are all "true" or "false". The format does not
 * declare the types of features, and writes booleans so; such a word among other values stays a text.
 */
function truthFeatures({ spans, relations }: TsvAnnotations): ReadonlySet<string> {
  const truths = new Map<string, boolean>();
  for (const { type, values } of [...spans, ...relations]) {
    for (const [feature, value] of values) {
      const key = featureKey(type, feature);
      truths.set(key, (truths.get(key) ?? true) && (value === 'true' || value === 'false'));
    }
  }
  return new Set([...truths].flatMap(([key, holds]) => (holds ? key : [])));
}

function featureKey(type: string, feature: string): string {
  return `${type}\t${feature}`;
}

function featureName(key: string): string {
  const [type = '', feature = ''] = key.split('\t');
  return `${shortName(type)}.${feature}`;
}

function annotated(
  { spans, relations }: TsvAnnotations,
  truths: ReadonlySet<string>,
  tsv: TsvFile,
  source: SourceText,
  terms: Terms,
  file: string,
) {
  const names = shortNames([
    ...spans.map(({ type }) => type),
    ...tsv.layers.map(({ type }) => type),
    ...tsv.layers.flatMap((layer) => (layer.kind === 'chain' ? [chainOf(layer.type)] : [])),
  ]);
  const where = (row: Row): ErrorWhere => ({ file, line: row.line });
  const name = (type: string, row: Row) => terms.of(names.get(type) ?? type, 'The type', where(row));
  const attributes = (type: string, values: ReadonlyMap<string, string>, row: Row) =>
    Object.fromEntries(
      [...values].map(([feature, value]) => [
        terms.of(feature, 'The feature', where(row)),
        truths.has(featureKey(type, feature)) ? value === 'true' : value,
      ]),
    );
  const made = new Map<TsvSpan, IncomingSpan & { id: Uid }>();
  for (const span of spans) {
    const row = span.rows[0]!;
    const begin = span.rows.reduce((least, each) => Math.min(least, each.begin), row.begin);
    const end = span.rows.reduce((most, each) => Math.max(most, each.end), row.end);
    const extra: UimaExtra = {
      type: span.type,
      ...(span.layer?.kind === 'chain' && { chain: 'link' as const }),
      ...(span.links.length > 0 && {
        links: span.links.map(({ feature, role }) => [feature, role] as const),
      }),
    };
    made.set(
      span,
      incomingSpan(name(span.type, row), source.place({ start: begin, end }, `Row ${row.id}`, where(row)), {
        attributes: attributes(span.type, span.values, row),
        extra: { [UIMA]: extra },
      }),
    );
  }
  for (const [{ links, rows }, span] of made) {
    span.slots = incomingSlots(
      links.map(
        ({ feature, role, target }) =>
          [
            terms.of(slotName(feature, role), 'The slot', where(rows[0]!)),
            { span: made.get(target)!.id },
          ] as const,
      ),
    );
  }
  return {
    spans: [...made.values()],
    relations: relations.map(({ type, values, from, to, chain }: TsvRelation) => {
      const full = chain ? chainOf(type) : type;
      const row = to.rows[0]!;
      const extra: UimaExtra = { type: full, ...(chain && { chain: 'chain' as const }) };
      return incomingRelation(name(full, row), made.get(from)!.id, made.get(to)!.id, {
        attributes: attributes(type, values, row),
        extra: { [UIMA]: extra },
      });
    }),
  };
}
