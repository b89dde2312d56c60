import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { completeDataset, type Told } from '../../shared/formats/complete.ts';
import {
  surfacesOf,
  type Dataset,
  type Format,
  type Incoming,
  type OptionValues,
  type LeaveOut,
} from '../../shared/formats/define.ts';
import { allAttributes } from '../../shared/formats/foreign.ts';
import { LossTally } from '../../shared/formats/losses.ts';
import type { DocumentRecord, RelationRecord, SpanRecord } from '../../shared/formats/records.ts';
import type { Fault } from '../../shared/contract/errors.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** Returns the absolute paths of all files below a folder, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Reads a file on disk as a format, with access to the files beside it. */
export async function* readFile(
  format: Format,
  path: string,
  values: OptionValues = {},
  leaveOut?: LeaveOut,
): AsyncGenerator<Incoming> {
  if (!format.read) throw new Error(`${format.id} cannot be read`);
  const folder = dirname(path);
  yield* format.read(createReadStream(path), {
    file: basename(path),
    values,
    leaveOut,
    siblings: new Set(readdirSync(folder)),
    companion: (name) => {
      const beside = join(folder, name);
      return Promise.resolve(existsSync(beside) ? createReadStream(beside) : null);
    },
  });
}

/** Files that a writer produced, by name. */
export type Written = ReadonlyMap<string, Uint8Array>;

/** Writes a dataset into memory. */
export async function writeToMemory(
  format: Format,
  dataset: Dataset,
  documents: Iterable<DocumentRecord>,
  values: OptionValues = {},
): Promise<{ files: Written; losses: LossTally; wrote: string[] }> {
  if (!format.write) throw new Error(`${format.id} cannot be written`);
  const losses = new LossTally();
  const wrote: string[] = [];
  const pieces = new Map<string, Uint8Array[]>();
  const closed = new Set<string>();
  const options = { losses, values, wrote: (surface: string) => void wrote.push(surface) };
  for await (const { file, chunk, last } of format.write(dataset, documents, options)) {
    if (closed.has(file)) throw new Error(`${file} goes on after its last chunk`);
    if (last) closed.add(file);
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk.slice();
    pieces.set(file, [...(pieces.get(file) ?? []), bytes]);
  }
  return {
    files: new Map([...pieces].map(([file, chunks]) => [file, new Uint8Array(Buffer.concat(chunks))])),
    losses,
    wrote,
  };
}

/** Reads the written files in the order of their names, each with access to the others. */
export async function* readFromMemory(
  format: Format,
  files: Written,
  values: OptionValues = {},
): AsyncGenerator<Incoming> {
  if (!format.read) throw new Error(`${format.id} cannot be read`);
  for (const [name, options] of writtenInputs(format, files, values))
    yield* format.read(once(files.get(name)!), options);
}

/** Returns the spans of written files as the verification of an export sees them. */
export async function readSurfaces(
  format: Format,
  files: Written,
  values: OptionValues = {},
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, options] of writtenInputs(format, files, values))
    for await (const { text } of surfacesOf(format, once(files.get(name)!), options)) found.push(text);
  return found;
}

function writtenInputs(format: Format, files: Written, values: OptionValues) {
  const names = [...files.keys()].sort();
  const siblings = new Set(names);
  const claimed = new Set(names.flatMap((name) => [...(format.companions?.(name, siblings) ?? [])]));
  return names
    .filter((name) => !claimed.has(name))
    .map((name) => {
      const options = {
        file: name,
        values,
        siblings,
        companion: (other: string) => Promise.resolve(files.has(other) ? once(files.get(other)!) : null),
      };
      return [name, options] as const;
    });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  // The chunks end within characters and lines, as those of a stream may.
  for (let at = 0; at < bytes.length; at += 4099) yield bytes.subarray(at, at + 4099);
}

/**
 * Returns what was read as whole records with ids, the notes, and what was left out. Calls `read` twice, as `convert`
 * does.
 */
export async function records(read: () => AsyncIterable<Incoming>, set = 'read') {
  const notes: Told[] = [];
  const leftOut: Fault[] = [];
  const { dataset, documents } = await completeDataset(
    read,
    set,
    (note) => notes.push(note),
    (fault) => leftOut.push(fault),
  );
  const list: DocumentRecord[] = [];
  for await (const document of documents()) list.push(document);
  return { dataset, documents: list, notes, leftOut };
}

/**
 * Returns a document without what may differ between two readings of the same content: ids and file names are left
 * out, references are replaced by the text of their target, and everything is sorted.
 */
export function picture(document: DocumentRecord, { entities = [] as Dataset['entities'] } = {}): object {
  const spans = new Map(document.spans.map((span) => [span.id, span]));
  const named = new Map(
    [...(entities as Iterable<{ id: Uid; name: string }>)].map(({ id, name }) => [id, name]),
  );
  const shortly = (id: Uid): unknown => {
    const span = spans.get(id);
    return span ? [span.type, span.fragments] : 'elsewhere';
  };
  const filler = (slot: SpanRecord['slots'][number]): unknown =>
    'span' in slot.filler
      ? shortly(slot.filler.span)
      : 'entity' in slot.filler
        ? { entity: named.get(slot.filler.entity) }
        : slot.filler;
  const span = ({ type, fragments, slots, owner, score, set, entities: linked, ...rest }: SpanRecord) => ({
    type,
    set,
    fragments,
    text: readableQuote(document.text, fragments),
    attributes: sortedKeys(allAttributes(rest)),
    slots: sorted(slots.map((slot) => [slot.name, filler(slot)])),
    entities: sorted(linked.map((id) => named.get(id))),
    ...(owner !== undefined && { owner: shortly(owner) }),
    ...(score !== undefined && { score }),
  });
  const relation = ({ type, from, to, set, score, ...rest }: RelationRecord) => ({
    type,
    set,
    from: shortly(from),
    to: shortly(to),
    attributes: sortedKeys(allAttributes(rest)),
    ...(score !== undefined && { score }),
  });
  const { segmentation } = document;
  return {
    text: document.text,
    spans: sorted(document.spans.map(span)),
    relations: sorted(document.relations.map(relation)),
    labels: sorted(document.labels.map(({ name, value, set }) => ({ name, value, set }))),
    notes: sorted(document.notes.map(({ body, span: of }) => ({ body, ...(of && { span: shortly(of) }) }))),
    ...(segmentation && {
      tokens: segmentation.tokens,
      sentences: segmentation.sentences,
      columns: sortedKeys(segmentation.columns),
    }),
  };
}

function sorted(list: unknown[]): unknown[] {
  return list
    .map((item) => JSON.stringify(item))
    .sort()
    .map((text) => JSON.parse(text) as unknown);
}

function sortedKeys<Value>(object: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
