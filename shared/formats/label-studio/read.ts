import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError, optionValue, type Bytes, type Incoming, type ReadOptions } from '../define.ts';
import { unlessFaulty, wholeRecord } from '../faults.ts';
import { isJsonObject } from '../json.ts';
import { parsePiece, readJsonPieces } from '../json-array.ts';
import { incomingDocument } from '../incoming.ts';
import { COMMON } from '../messages.ts';
import type { IncomingDocument } from '../records.ts';
import { readStatedMetadata } from '../stated-metadata.ts';
import { Terms } from '../terms.ts';
import { assertNotAnnotationAlone, Unread } from '../unread.ts';
import { readConfig, type LabellingConfig } from './config.ts';
import { MESSAGES } from './messages.ts';
import { isMin, MinTasks } from './min.ts';
import { ID, MODEL_SET, OPTIONS } from './options.ts';
import { isRegion, rangeOf, toResult, type Result } from './regions.ts';
import { ResultsReader, type Told } from './results.ts';
import { taskTexts } from './task-text.ts';

/** One list of results with its author. */
interface Answer {
  readonly results: readonly Result[];
  readonly set: string | undefined;
  readonly score: number | undefined;
}

/**
 * Reads Label Studio's JSON: an array of tasks, a single task, or JSON-MIN.
 * @throws PostilError `refused` with file, line, record and what to do.
 */
export async function* readLabelStudio(input: Bytes, options: ReadOptions): AsyncGenerator<Incoming> {
  const { file, leaveOut } = options;
  const config = await readConfig(options);
  if (config?.scheme) yield { kind: 'header', scheme: config.scheme };
  const reader = new TaskReader(options, config);
  const min = new MinTasks();
  let records = 0;
  const task = (whole: { readonly task: Record<string, unknown>; readonly where: ErrorWhere } | null) =>
    whole ? wholeRecord(leaveOut, whole.where, () => reader.read(whole.task, whole.where)) : [];
  for await (const piece of readJsonPieces(refusingTables(input, file), file, { leaveOut })) {
    records++;
    const where = { file, line: piece.line, record: piece.record };
    const value = unlessFaulty(leaveOut, 'record', () => parsePiece(piece, where));
    if (value === undefined) continue;
    if (isMin(value)) {
      const whole = unlessFaulty(leaveOut, 'record', () => min.add(value, where, config));
      yield* task(whole ?? null);
      continue;
    }
    yield* task(min.flush());
    yield* task({ task: value, where });
  }
  yield* task(min.flush());
  if (records === 0) yield { kind: 'note', message: COMMON.nothingToImport, where: { file } };
  yield* reader.notes();
}

/** Refuses Label Studio's tables: they have JSON in their cells, cut in ways that cannot be reverted reliably. */
async function* refusingTables(input: Bytes, file: string): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of input) {
    if (first && chunk.length > 0) {
      first = false;
      const start = new TextDecoder()
        .decode(chunk.subarray(0, 2000))
        .replace(/^\ufeff/, '')
        .trimStart();
      const [line = ''] = start.split(/\r?\n/, 1);
      if (
        !/^[[{]/.test(start) &&
        /(?:^|[,\t])"?(?:annotation_id|annotator|lead_time)"?(?:[,\t]|$)/.test(line)
      )
        throw formatError(MESSAGES.notJson(line.includes('\t')), { file, line: 1 }, MESSAGES.exportAsJson);
    }
    yield chunk;
  }
}

class TaskReader {
  readonly #options: ReadOptions;
  readonly #config: LabellingConfig | null;
  readonly #terms = new Terms();
  /** Oddities by kind: how many, and the first of them. */
  readonly #told = new Map<string, { count: number; first: ErrorWhere; example: string }>();
  readonly #unread: Unread;

  constructor(options: ReadOptions, config: LabellingConfig | null) {
    this.#options = options;
    this.#unread = new Unread(options);
    this.#config = config;
  }

  *read(task: Record<string, unknown>, where: ErrorWhere): Generator<Incoming> {
    const { data, annotations, completions, predictions, ...rest } = task;
    this.#unread.begin();
    if (!isJsonObject(data)) assertNotAnnotationAlone(task, undefined, where);
    if (!isJsonObject(data)) throw formatError(MESSAGES.noData, where, MESSAGES.isExport);
    const tell: Told = (what, example) => {
      const told = this.#told.get(what);
      if (told) told.count++;
      else this.#told.set(what, { count: 1, first: where, example });
    };
    const kept: KeptOfTask = { annotations: {}, cancelled: [] };
    const cancelled = new Map<string | undefined, string>();
    const answers = [
      ...this.#answers(annotations ?? completions, 'annotation', kept, cancelled, where),
      ...this.#answers(predictions, 'prediction', kept, cancelled, where),
    ];
    const forced = String(optionValue({ options: OPTIONS }, 'text-key', this.#options.values) ?? '');
    const texts = taskTexts(data, this.#config?.objects ?? [], hintsOf(answers), forced, where);
    this.#unread.look(rest, undefined);
    if (texts.size === 0) {
      tell('tasks have no text and were skipped', Object.keys(data).join(', '));
      return;
    }
    const [main] = texts.keys();
    const usedKeys = new Set([...texts.values()].map(({ key }) => key));
    const unused = Object.fromEntries(Object.entries(data).filter(([key]) => !usedKeys.has(key)));
    this.#unread.look(unused, texts.get(main ?? '')?.raw, 'data', data);
    this.#unread.close(
      answers.reduce((sum, { results }) => sum + results.length, cancelled.size),
      where,
    );
    for (const [name, text] of texts) {
      const reader = new ResultsReader(text, this.#options.values, this.#terms, tell, where);
      const lists = answers.map(({ results, ...answer }) => {
        const home = homes(results, texts, main ?? name);
        return { ...answer, results: results.filter((result) => home(result) === name) };
      });
      const source = reader.prepare(lists.flatMap(({ results }) => results));
      for (const note of source.notes) yield { kind: 'note', message: note, where };
      const others = Object.fromEntries(
        Object.entries(data).filter(([key]) =>
          key === text.key ? text.kind !== 'text' : !usedKeys.has(key),
        ),
      );
      const { metadata, name: file, keys } = readStatedMetadata(others);
      const record = incomingDocument(source.text, {
        name: this.#nameOf(task, file, texts.size > 1 ? name : null, where),
        ...metadata,
        extra: nonEmpty({
          [ID]: {
            ...(text.key !== 'text' && { key: text.key }),
            ...(text.kind !== 'text' && { kind: text.kind }),
            ...(name === main && nonEmpty({ task: rest })),
            ...nonEmpty({ data: without(others, keys) }),
            ...(name === main &&
              Object.values(kept.annotations).some(saysMore) && { annotations: kept.annotations }),
            ...(name !== main && { part: name }),
            ...(name === main && kept.cancelled.length > 0 && { cancelled: kept.cancelled }),
          },
        }),
      });
      if (source.carriageReturns > 0) record.origin.carriageReturns = source.carriageReturns;
      const results: object[] = [];
      for (const list of lists) results.push(...reader.into(record, list.results, list));
      if (results.length > 0) keep(record, 'results', results);
      if (name === main)
        for (const [set, reason] of cancelled)
          record.statuses.push({ ...(set !== undefined && { set }), status: 'skipped', reason });
      yield { kind: 'document', record, where };
    }
  }

  *notes(): Generator<Incoming> {
    for (const [what, { count, first, example }] of this.#told)
      yield { kind: 'note', message: MESSAGES.counted(count, what, example), where: first };
    yield* this.#unread.notes();
    yield* this.#terms.notes({ file: this.#options.file });
  }

  /** Returns the lists of results under one key, each with the name of its set. */
  #answers(
    value: unknown,
    what: 'annotation' | 'prediction',
    kept: KeptOfTask,
    cancelled: Map<string | undefined, string>,
    where: ErrorWhere,
  ): Answer[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw formatError(MESSAGES.notAList(what), where);
    const answers: Answer[] = [];
    for (const [i, item] of value.entries()) {
      // Exports without annotations have lists of ids instead.
      if (typeof item === 'number' || typeof item === 'string') continue;
      if (!isJsonObject(item)) throw formatError(MESSAGES.notAnObject(what, i + 1), where);
      const { result, ...about } = item;
      if (result !== undefined && result !== null && !Array.isArray(result))
        throw formatError(MESSAGES.resultNotAList(what, i + 1), where);
      const results = ((result as unknown[] | null | undefined) ?? []).map((entry, n) => {
        const known = toResult(entry);
        if (!known) throw formatError(MESSAGES.resultNotAnObject(n + 1, what, i + 1), where);
        return known;
      });
      const base =
        setOf(about) ?? (what === 'annotation' ? annotatorOf(about) : MODEL_SET + versionOf(about));
      // What a person left before skipping the task is no annotation.
      if (about.was_cancelled === true) {
        cancelled.set(base, '');
        kept.cancelled.push(item);
        continue;
      }
      let set = base ?? (i === 0 ? undefined : `${what} ${i + 1}`);
      for (let n = 2; answers.some((answer) => answer.set === set); n++) set = `${base ?? what} (${n})`;
      // Stored by set; data of an annotation without a set is under the empty name.
      kept.annotations[set ?? ''] = about;
      answers.push({ results, set, score: what === 'prediction' ? scoreOf(about) : undefined });
    }
    return answers;
  }

  /**
   * Returns the file that the task names, else this one with the task's number; with several texts, also the name of
   * each.
   */
  #nameOf(
    { id }: Record<string, unknown>,
    file: string | undefined,
    text: string | null,
    where: ErrorWhere,
  ): string {
    const own = typeof id === 'number' || typeof id === 'string' ? String(id) : `record ${where.record}`;
    return `${file ?? `${this.#options.file}:${own}`}${text === null ? '' : `:${text}`}`;
  }
}

/** Whether there is any data about an annotation besides its author. */
function saysMore(about: unknown): boolean {
  return !isJsonObject(about) || Object.keys(about).some((key) => key !== 'set' && key !== 'model_version');
}

interface KeptOfTask {
  /** By the name of the set, "" for none. */
  readonly annotations: Record<string, unknown>;
  readonly cancelled: unknown[];
}

function hintsOf(answers: readonly Answer[]) {
  const flat = { key: '', kind: 'text' as const, raw: '', paragraphs: [] };
  return answers.flatMap(({ results }) =>
    results.flatMap((result) => {
      const { type, toName } = result;
      if (type === 'relation') return [];
      const range = isRegion(result) ? rangeOf(result, flat) : undefined;
      return [{ type, toName, ...(typeof range === 'object' && { range }) }];
    }),
  );
}

/** Returns the text of each result in a list. A result that refers to no text of the task belongs to the first one. */
function homes(
  results: readonly Result[],
  texts: ReadonlyMap<string, unknown>,
  main: string,
): (result: Result) => string {
  const own = ({ toName }: Result) => (texts.has(toName) ? toName : main);
  if (texts.size === 1) return () => main;
  const regions = new Map(
    results.flatMap((result) => (result.id === undefined ? [] : [[result.id, own(result)]])),
  );
  return (result) => {
    if (result.type !== 'relation') return own(result);
    const { from_id: from } = result.whole;
    return (typeof from === 'string' ? regions.get(from) : undefined) ?? main;
  };
}

/** Postil's own exports name the set if no field of Label Studio can. */
function setOf({ set }: Record<string, unknown>): string | undefined {
  return typeof set === 'string' && set !== '' ? set.slice(0, 200) : undefined;
}

/** Returns the name of the annotator: an address, a name or a number; `undefined` if the file does not state it. */
export function annotatorOf({ completed_by: by }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof by === 'number') return `annotator ${by}`;
  if (typeof by === 'string' && by.trim() !== '') return by.slice(0, 200);
  if (!isJsonObject(by)) return undefined;
  for (const name of [by.email, by.username, by.first_name])
    if (typeof name === 'string' && name.trim() !== '') return name.slice(0, 200);
  return typeof by.id === 'number' ? `annotator ${by.id}` : undefined;
}

function versionOf({ model_version: version }: Record<string, unknown>): string {
  return typeof version === 'string' && version.trim() !== '' ? version.slice(0, 180) : 'unnamed';
}

function scoreOf({ score }: Record<string, unknown>): number | undefined {
  return typeof score === 'number' && score >= 0 && score <= 1 ? score : undefined;
}

function without(data: Record<string, unknown>, taken: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !taken.includes(key)));
}

function nonEmpty<T extends Record<string, object>>(named: T): Partial<T> {
  return Object.values(named).every((value) => Object.keys(value).length === 0) ? {} : named;
}

function keep(record: IncomingDocument, key: string, value: unknown): void {
  const own = record.extra?.[ID];
  record.extra = { ...record.extra, [ID]: { ...(isJsonObject(own) ? own : {}), [key]: value } };
}
