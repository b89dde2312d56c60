import type { ErrorWhere } from '../../contract/errors.ts';
import type { AttributeValue } from '../../model/attributes/index.ts';
import { newUid } from '../../model/uid.ts';
import { normaliseNewlines } from '../../text/newlines.ts';
import { countedText } from '../counted-text.ts';
import { UNIT_OPTION, type OptionValues } from '../define.ts';
import { incomingRelation, incomingSpan } from '../incoming.ts';
import { isJsonObject } from '../json.ts';
import { numberedLabels } from '../many-labels.ts';
import type { IncomingDocument, IncomingSpan } from '../records.ts';
import { show } from '../show.ts';
import type { SourceText } from '../source-text.ts';
import type { Terms } from '../terms.ts';
import type { QuotedRange } from '../units.ts';
import { ID } from './options.ts';
import { answersOf, isRegion, labelsOf, rangeOf, type Result } from './regions.ts';
import type { TaskText } from './task-text.ts';

/** Receives an oddity: its kind, in the plural, and an example. */
export type Told = (what: string, example: string) => void;

interface Made {
  readonly set: string | undefined;
  readonly score: number | undefined;
}
type PlacedSpan = IncomingSpan & { id: NonNullable<IncomingSpan['id']> };

/** Converts the results of one text to spans, relations and labels of its document. */
export class ResultsReader {
  readonly #text: TaskText;
  readonly #values: OptionValues | undefined;
  readonly #terms: Terms;
  readonly #tell: Told;
  readonly #where: ErrorWhere;
  #source: SourceText | null = null;

  constructor(text: TaskText, values: OptionValues | undefined, terms: Terms, tell: Told, where: ErrorWhere) {
    this.#text = text;
    this.#values = values;
    this.#terms = terms;
    this.#tell = tell;
    this.#where = where;
  }

  /** Detects the unit of offsets from all regions in the text, and returns the document's text. */
  prepare(results: readonly Result[]): { text: string; notes: readonly string[]; carriageReturns: number } {
    const { raw, kind } = this.#text;
    const ranges = results
      .filter(isRegion)
      .map((result) => rangeOf(result, this.#text))
      .filter((range): range is QuotedRange => typeof range === 'object');
    // The starts of paragraphs are known in UTF-16 only.
    const values = kind === 'paragraphs' ? { [UNIT_OPTION]: 'utf-16' } : this.#values;
    const { source, notes, carriageReturns } = countedText(raw, ranges, 'utf-16', values, this.#where);
    this.#source = source;
    return { text: source.text, notes, carriageReturns };
  }

  /**
   * Adds the results of one annotator or model to the record.
   * @returns the results that are not about text, with their set, to be kept for Label Studio.
   */
  into(record: IncomingDocument, results: readonly Result[], made: Made): object[] {
    const spans = new Map<string, PlacedSpan[]>();
    const answers: Result[] = [];
    const relations: Result[] = [];
    const kept: object[] = [];
    for (const result of results) {
      if (result.type === 'relation') relations.push(result);
      else if (answersOf(result) !== null) answers.push(result);
      else if (isRegion(result)) {
        const placed = this.#region(result, made);
        if (placed) addTo(spans, result, placed, record);
        else kept.push({ ...(made.set !== undefined && { set: made.set }), result: result.whole });
      } else {
        this.#tell('results are not about text; kept for Label Studio', result.type || 'without a type');
        kept.push({ ...(made.set !== undefined && { set: made.set }), result: result.whole });
      }
    }
    for (const answer of answers) this.#answer(answer, spans, record, made);
    for (const relation of relations) this.#relation(relation, spans, record, made);
    return kept;
  }

  /** Returns one span per label; `null` if the region has no position in the text. */
  #region(result: Result, made: Made): PlacedSpan[] | null {
    const range = rangeOf(result, this.#text);
    if (typeof range === 'string') {
      this.#tell(
        `regions are placed ${range === 'only by XPath' ? 'only by XPath, without globalOffsets' : `nowhere: ${range}`}; kept for Label Studio`,
        JSON.stringify(result.value).slice(0, 200),
      );
      return null;
    }
    const labels = labelsOf(result);
    if (labels.length === 0) labels.push(result.fromName || result.type);
    const what = `Region ${show(result.id ?? '')} (${labels.join(', ')})`;
    // The quote need not match: Label Studio itself relies on the offsets, and normalises the quoted text.
    const fragments = this.#source!.place({ start: range.start, end: range.end }, what, this.#where);
    this.#compareQuote(range, fragments);
    const { value: _, id, type, from_name: from, to_name: to, score, meta, ...rest } = result.whole;
    const { text: __, [result.type]: ___, labels: ____, start, end, ...place } = result.value;
    const foreign = {
      ...(id !== undefined && { region: String(result.id) }),
      ...(type !== 'labels' && { type }),
      ...(from !== undefined && from !== 'label' && { from_name: from }),
      ...(to !== undefined && to !== 'text' && { to_name: to }),
      // An XPath cannot be rebuilt from offsets.
      ...(typeof start === 'string' &&
        this.#text.kind === 'hypertext' && { xpath: { start, end, ...place } }),
      ...(Object.keys(rest).length > 0 && { rest }),
      ...(isJsonObject(meta) && Object.keys(otherMeta(meta)).length > 0 && { meta: otherMeta(meta) }),
    };
    return labels.map((label) =>
      incomingSpan(this.#terms.of(label, 'The label', this.#where), fragments, {
        ...(made.set !== undefined && { set: made.set }),
        ...scoreOf(score, made.score),
        extra: { [ID]: foreign },
      }),
    );
  }

  #compareQuote({ text }: QuotedRange, fragments: readonly (readonly [number, number])[]): void {
    if (text === undefined) return;
    const [start, end] = fragments[0] ?? [0, 0];
    const covered = this.#source!.text.slice(start, end);
    // Some versions write line breaks as the two characters "\n".
    if (normaliseNewlines(text).text === covered || text.replaceAll('\\n', '\n') === covered) return;
    this.#tell(
      'quotes differ from the text at their offsets; the offsets count',
      `${show(text, 40)} for ${show(covered, 40)}`,
    );
  }

  /** Adds a value to the region with its id, else to the document. */
  #answer(result: Result, spans: Map<string, PlacedSpan[]>, record: IncomingDocument, made: Made): void {
    const name = this.#terms.of(result.fromName || result.type, 'The tag', this.#where);
    const values = answersOf(result) ?? [];
    let [span] = (result.id === undefined ? undefined : spans.get(result.id)) ?? [];
    if (!span && isPlaced(result)) {
      // A region that has a value but no label.
      const placed = this.#region(
        { ...result, type: this.#text.kind === 'paragraphs' ? 'paragraphs' : 'text' },
        made,
      );
      if (placed) {
        addTo(spans, result, placed, record);
        [span] = placed;
      }
    }
    if (!span) {
      const score = scoreOf(result.whole.score, made.score);
      const more = { ...(made.set !== undefined && { set: made.set }), ...score };
      record.labels.push(...numberedLabels(name, values, more));
      const own = record.extra?.[ID];
      const kept = isJsonObject(own) ? own : {};
      const answers = isJsonObject(kept.answers) ? kept.answers : {};
      const kind = { type: result.type, ...(result.toName !== '' && { to_name: result.toName }) };
      record.extra = { ...record.extra, [ID]: { ...kept, answers: { ...answers, [name]: kind } } };
      return;
    }
    for (const [i, value] of values.entries()) span.attributes[i === 0 ? name : `${name} ${i + 1}`] = value;
    const own = span.extra?.[ID];
    const kinds = isJsonObject(own) && isJsonObject(own.answers) ? own.answers : {};
    span.extra = {
      ...span.extra,
      [ID]: { ...(isJsonObject(own) ? own : {}), answers: { ...kinds, [name]: result.type } },
    };
  }

  #relation(
    { whole }: Result,
    spans: ReadonlyMap<string, PlacedSpan[]>,
    record: IncomingDocument,
    { set, score: setScore }: Made,
  ): void {
    const { from_id: from, to_id: to, direction, labels, score } = whole;
    const end = (id: unknown) =>
      typeof id === 'string' || typeof id === 'number' ? spans.get(String(id))?.[0] : undefined;
    const [source, target] = [end(from), end(to)];
    if (!source || !target) {
      this.#tell(
        'relations lead to regions that are not in the text; left out',
        JSON.stringify(whole).slice(0, 200),
      );
      return;
    }
    const names = Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : [];
    const [first, second] = direction === 'left' ? [target, source] : [source, target];
    for (const label of names.length > 0 ? names : [UNLABELLED])
      record.relations.push(
        incomingRelation(this.#terms.of(label, 'The relation', this.#where), first.id, second.id, {
          ...(set !== undefined && { set }),
          ...scoreOf(score, setScore),
          attributes: direction === 'bi' ? { direction: 'bi' } : {},
          ...(direction === 'left' && { extra: { [ID]: { direction } } }),
        }),
      );
  }
}

/** The type of a relation without a label. */
export const UNLABELLED = 'relation';

function isPlaced({ value }: Result): boolean {
  return value.start !== undefined && value.end !== undefined;
}

/** Adds the spans of a region, with the notes in its `meta`. */
function addTo(
  spans: Map<string, PlacedSpan[]>,
  { id, whole: { meta } }: Result,
  placed: PlacedSpan[],
  record: IncomingDocument,
): void {
  record.spans.push(...placed);
  if (id !== undefined) spans.set(id, [...(spans.get(id) ?? []), ...placed]);
  const texts: unknown = isJsonObject(meta) ? meta.text : undefined;
  for (const text of Array.isArray(texts) ? (texts as unknown[]) : [])
    if (typeof text === 'string' && text.trim() !== '' && placed[0])
      record.notes.push({ id: newUid(), span: placed[0].id, body: text.slice(0, 20_000) });
}

function otherMeta(meta: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(meta).filter(([key]) => key !== 'text'));
}

function scoreOf(own: unknown, ofAll: AttributeValue | undefined): { score?: number } {
  const score = typeof own === 'number' ? own : ofAll;
  return typeof score === 'number' && score >= 0 && score <= 1 ? { score } : {};
}
