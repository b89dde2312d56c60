import { UIMA, UimaNames } from '../cas/names.ts';
import { DeclaredAttributes } from '../declared-attributes.ts';
import type { Dataset, OutgoingChunk, WriteOptions } from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { FileNames } from '../file-names.ts';
import { foreignOf } from '../foreign.ts';
import type { LossTally } from '../losses.ts';
import type { DocumentRecord } from '../records.ts';
import { WEBANNO_CARRIES } from './carries.ts';
import { escapeText } from './escapes.ts';
import { FORMAT_LINE, parseLayer, type Column, type Layer } from './header.ts';
import { layOut, type LaidSentence, type Unit } from './layout.ts';
import { chainsOf, placeSpans } from './pieces.ts';
import { WEBANNO_TSV, type TsvDocumentExtra } from './read.ts';
import { chainTable, relationTables, spanTable, type Table } from './tables.ts';

/** The version written if none was imported. */
const VERSION = '3.3';
const KEPT = [UIMA, WEBANNO_TSV];

/** Writes one file per document. */
export async function* writeWebannoTsv(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { losses, wrote = () => undefined }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const files = new FileNames();
  const names = new UimaNames((from, to) => losses.add('renamed types', `${from} as ${to}`));
  const attributes = new DeclaredAttributes(dataset);
  for await (const document of documents) {
    tellDocumentLosses(document, document.spans, losses, WEBANNO_CARRIES, KEPT);
    names.learn('span', document.spans);
    names.learn('relation', document.relations);
    const chunk = documentText(document, names, attributes, losses, wrote);
    yield { file: `${files.of(document)}.tsv`, chunk, last: true };
  }
  await tellDatasetLosses(dataset, losses, WEBANNO_CARRIES);
}

function documentText(
  document: DocumentRecord,
  names: UimaNames,
  attributes: DeclaredAttributes,
  losses: LossTally,
  wrote: (surface: string) => void,
): string {
  const kept = foreignOf(document.extra, WEBANNO_TSV) as TsvDocumentExtra;
  const declared = declaredLayers(kept);
  const layout = layOut(document, losses);
  if (layout.tokens.length === 0)
    losses.add('documents without words', document.title || document.origin.name);
  const pieces = placeSpans(document, layout, { names, declared, losses, wrote });
  const { places, others } = chainsOf(document, pieces, names);
  const context = { pieces, declared, attributes, losses };
  const types = [...pieces.stacks.keys()];
  const tables = [
    ...types.filter((type) => !pieces.chainLayers.has(type)).map((type) => spanTable(type, context)),
    ...types.filter((type) => pieces.chainLayers.has(type)).map((type) => chainTable(type, places, context)),
    ...relationTables(others, names, context),
  ].filter((table) => isUsed(table, pieces.stacks, declared));
  const lines = [
    `${FORMAT_LINE}${kept.version ?? VERSION}`,
    ...tables.map(({ layer }) => declaration(layer)),
    ...(kept.comments ?? []),
    '',
  ];
  for (const sentence of layout.sentences) sentenceLines(sentence, document.text, tables, lines);
  return `${lines.join('\n')}\n`;
}

/** Whether to write a layer: layers declared by the imported file stay, even without annotations. */
function isUsed(
  { layer }: Table,
  stacks: ReadonlyMap<string, ReadonlyMap<Unit, unknown>>,
  declared: readonly Layer[],
) {
  return (
    layer.kind === 'relation' ||
    (stacks.get(layer.type)?.size ?? 0) > 0 ||
    declared.some(({ type }) => type === layer.type)
  );
}

function declaredLayers({ layers = [] }: TsvDocumentExtra): Layer[] {
  return layers.flatMap((line) => parseLayer(line, {}) ?? []);
}

function declaration({ kind, type, columns }: Layer): string {
  const prefix = { span: '#T_SP=', chain: '#T_CH=', relation: '#T_RL=' }[kind];
  return `${prefix}${type}|${columns.map(field).join('|')}`;
}

function field(column: Column): string {
  if (column.kind === 'placeholder') return '';
  if (column.kind === 'value') return column.feature;
  if (column.kind === 'role') return column.declared;
  if (column.kind === 'target') return column.type;
  if (column.kind === 'base') return `BT_${column.type}`;
  return column.kind === 'chain relation' ? 'referenceRelation' : 'referenceType';
}

function sentenceLines(
  sentence: LaidSentence,
  text: string,
  tables: readonly Table[],
  lines: string[],
): void {
  const { begin, end, tokens, id, comments } = sentence;
  lines.push('', ...comments);
  if (id !== null) lines.push(`#Sentence.id=${escapeText(id)}`);
  for (const line of text.slice(begin, end).split('\n')) lines.push(`#Text=${escapeText(line)}`);
  for (const token of tokens) for (const unit of [token, ...token.parts]) lines.push(row(unit, text, tables));
}

function row(unit: Unit, text: string, tables: readonly Table[]): string {
  const covered = text.slice(unit.begin, unit.end);
  // Words are written unchanged, except for characters that would end the cell or the row.
  const word = /[\t\n\r]/.test(covered) ? escapeText(covered) : covered;
  const cells = tables.flatMap((table) => table.cells(unit));
  return `${[unit.id, `${unit.begin}-${unit.end}`, word, ...cells].join('\t')}\t`;
}
