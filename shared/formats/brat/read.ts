import type { PostilError } from '../../contract/errors.ts';
import type { Entity } from '../../model/annotation.ts';
import type { Scheme } from '../../model/scheme.ts';
import { MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import { formatError, type Bytes, type Incoming, type ReadOptions } from '../define.ts';
import { faultOf } from '../faults.ts';
import { incomingDocument } from '../incoming.ts';
import { MAX_LINE_BYTES, readAll, readLines } from '../lines.ts';
import { AnnLines, type AnnLine } from './ann-lines.ts';
import { Assembly } from './assemble.ts';
import { readConfig } from './config-read.ts';
import { ANNOTATION_CONFIG, otherAnnotators, partsOf, tellsForFolder, textCandidates } from './files.ts';
import { MESSAGES } from './messages.ts';
import { StandoffText } from './text.ts';

/** Reads a file of annotations with its text, its configuration, and the annotations of the same text by others. */
export async function* readBrat(input: Bytes, options: ReadOptions): AsyncGenerator<Incoming> {
  const { file, siblings, values } = options;
  const own = await readAnnotations(input, options, file);
  const found = await findText(options);
  if (!found) {
    const [wanted] = textCandidates(file);
    if (!options.inFolder || options.leaveOut)
      throw formatError(MESSAGES.noText(wanted!.text), { file }, MESSAGES.putTextBeside);
    yield { kind: 'note', message: MESSAGES.leftOutWithoutText, where: { file } };
    return;
  }
  const others = siblings ? otherAnnotators(file, found.name, siblings) : [];
  const all = [{ file, annotator: found.annotator, lines: own }];
  for (const other of others) {
    const bytes = await options.companion?.(other.file);
    if (bytes) all.push({ ...other, lines: await readAnnotations(bytes, options, other.file) });
  }
  const scheme = yield* readScheme(options);
  const text = new StandoffText(
    found.bytes,
    all.flatMap(({ lines }) => [...quotes(lines.lines)]),
    values,
    found.name,
  );
  for (const message of text.notes) yield { kind: 'note', message, where: { file: found.name } };
  if (text.text === '' && all.every(({ lines }) => lines.lines.length === 0)) {
    yield { kind: 'note', message: MESSAGES.leftOutEmptyText, where: { file: found.name } };
    return;
  }
  const record = incomingDocument(text.text, { name: found.name });
  record.origin.encoding = text.encoding;
  if (text.carriageReturns > 0) record.origin.carriageReturns = text.carriageReturns;
  const kept: Record<string, string[]> = {};
  const entities = new Map<string, Entity>();
  const read: Incoming[] = [];
  for (const { annotator, lines } of all) {
    const assembly = new Assembly(text, lines, {
      set: annotator ?? undefined,
      scheme,
      entities,
      leaveOut: options.leaveOut,
    });
    assembly.into(record);
    kept[annotator ?? ''] = assembly.kept;
    read.push(...assembly.notes);
  }
  if (others.length > 0) {
    const names = all.map(({ file: name }) => name).join(', ');
    read.push({
      kind: 'note',
      message: MESSAGES.severalAnnotators(names),
      where: { file },
    });
  }
  if (all.length > 1 || Object.values(kept).some((lines) => lines.length > 0))
    record.extra = { brat: { lines: kept } };
  for (const entity of entities.values()) yield { kind: 'entity', entity, localIds: true, where: { file } };
  yield* read;
  yield { kind: 'document', record, where: { file } };
}

/** Reads the annotations of a file and of the parts that belong to it. */
async function readAnnotations(input: Bytes, options: ReadOptions, file: string): Promise<AnnLines> {
  const { leaveOut } = options;
  const lines = new AnnLines(leaveOut);
  const badLine = leaveOut && ((error: PostilError) => leaveOut(faultOf('annotation', error)));
  for (const part of partsOf(file)) {
    const bytes = part === file ? input : await options.companion?.(part);
    if (!bytes) continue;
    for await (const line of readLines(bytes, part, MAX_LINE_BYTES, badLine)) lines.add(line, part);
    lines.endFile();
  }
  return lines;
}

async function findText({ file, siblings, companion }: ReadOptions) {
  for (const { text: name, annotator } of textCandidates(file)) {
    if (siblings && !siblings.has(name)) continue;
    const bytes = await companion?.(name);
    if (bytes) return { name, annotator, bytes: await readAll(bytes, name, MAX_ARTICLE_BYTES) };
  }
  return null;
}

async function* readScheme(options: ReadOptions): AsyncGenerator<Incoming, Scheme | undefined> {
  const bytes = await options.companion?.(ANNOTATION_CONFIG);
  if (!bytes) return undefined;
  const lines: string[] = [];
  const { leaveOut } = options;
  // Each file of the folder reads the configuration; its fault is reported once.
  const badLine =
    leaveOut &&
    ((error: PostilError) => {
      if (tellsForFolder(options)) leaveOut(faultOf('annotation', error));
    });
  for await (const { text } of readLines(bytes, ANNOTATION_CONFIG, MAX_LINE_BYTES, badLine)) lines.push(text);
  const { scheme, notes } = readConfig(lines.join('\n'), ANNOTATION_CONFIG);
  if (scheme) yield { kind: 'header', scheme };
  if (tellsForFolder(options)) for (const note of notes) yield { kind: 'note', ...note };
  return scheme;
}

/** The covered words as the lines state them, for detecting the unit of the offsets. */
function* quotes(lines: readonly AnnLine[]) {
  for (const line of lines) {
    const place = line.kind === 'T' && line.places.length === 1 ? line.places[0]! : null;
    if (place && line.kind === 'T' && line.text) yield { start: place[0], end: place[1], text: line.text };
  }
}
