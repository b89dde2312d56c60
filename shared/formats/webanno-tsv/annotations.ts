import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { show } from '../show.ts';
import { DEPENDENCY, POS, TOKEN } from '../cas/names.ts';
import { ANNOTATION } from '../cas/model.ts';
import { splitSuffix, splitUnescaped, unescapeValue } from './escapes.ts';
import type { Column, Layer } from './header.ts';
import { MESSAGES } from './messages.ts';
import type { Row, TsvFile } from './rows.ts';

/** An annotation with its rows; a value is null if the file has none. */
export interface TsvSpan {
  readonly type: string;
  readonly layer: Layer | null;
  readonly values: Map<string, string>;
  readonly rows: Row[];
  readonly links: { feature: string; role: string | null; target: TsvSpan }[];
}

export interface TsvRelation {
  readonly type: string;
  readonly values: Map<string, string>;
  readonly from: TsvSpan;
  readonly to: TsvSpan;
  /** Whether it connects two links of a chain. */
  readonly chain: boolean;
}

export interface TsvAnnotations {
  readonly spans: readonly TsvSpan[];
  readonly relations: readonly TsvRelation[];
  /** Oddities that can be read nevertheless, for notes. */
  readonly told: readonly { readonly message: string; readonly line: number }[];
}

const ID = /^(\d+)$/;
const ENDS = /^(\d+)_(\d+)$/;
const LINK = /^(.*)->(\d+)-(\d+)$/s;

/**
 * Reads the cells. The number in brackets identifies an annotation in several rows and columns; an annotation without
 * one is in one row only, and its columns are matched by stacking order.
 *
 * @throws PostilError `refused` with the line for a reference without a target or an invalid cell.
 */
export function readAnnotations(tsv: TsvFile, file: string): TsvAnnotations {
  const reader = new Reader(tsv, file);
  return reader.read();
}

class Reader {
  readonly #file: string;
  readonly #layers: readonly { layer: Layer; first: number }[];
  readonly #rows: readonly Row[];
  readonly #byId = new Map<string, Row>();
  readonly #spans: TsvSpan[] = [];
  readonly #relations: TsvRelation[] = [];
  /** Annotations with a number, by layer and number. */
  readonly #numbered = new Map<string, TsvSpan>();
  /** The content of a row, by layer. */
  readonly #stacks = new Map<Row, Map<string, TsvSpan[]>>();
  /** Tokens that are themselves the targets of relations or slots. */
  readonly #tokens = new Map<Row, TsvSpan>();
  /** Links of chains by layer, chain and number. */
  readonly #chains = new Map<
    string,
    { layer: Layer; links: Map<number, TsvSpan>; labels: Map<number, string> }
  >();
  readonly #told: { message: string; line: number }[] = [];

  constructor(tsv: TsvFile, file: string) {
    this.#file = file;
    let first = 0;
    this.#layers = tsv.layers.map((layer) => {
      first += layer.columns.length;
      return { layer, first: first - layer.columns.length };
    });
    this.#rows = tsv.sentences.flatMap(({ rows }) => rows);
    for (const row of this.#rows) this.#byId.set(row.id, row);
  }

  read(): TsvAnnotations {
    // References may point forward, so all annotations come first.
    for (const row of this.#rows) {
      for (const { layer, first } of this.#layers) {
        if (layer.kind === 'span') this.#spanRow(row, layer, first);
        else if (layer.kind === 'chain') this.#chainRow(row, layer, first);
      }
    }
    for (const row of this.#rows) {
      for (const { layer, first } of this.#layers) {
        if (layer.kind === 'span') this.#links(row, layer, first);
        else if (layer.kind === 'relation') this.#relationRow(row, layer, first);
      }
    }
    this.#joinChains();
    for (const span of this.#spans) this.#gaps(span);
    return { spans: this.#spans, relations: this.#relations, told: this.#told };
  }

  #spanRow(row: Row, layer: Layer, first: number): void {
    for (const [i, column] of layer.columns.entries()) {
      for (const [stacked, item] of (row.cells[first + i] ?? []).entries()) {
        if (column.kind === 'target') {
          this.#instance(row, layer, null, stacked);
          continue;
        }
        const { value, suffix } = splitSuffix(item, ID);
        const span = this.#instance(row, layer, suffix ? Number(suffix[1]) : null, stacked);
        if (column.kind === 'value') this.#value(span, column.feature, value, row);
      }
    }
  }

  #instance(row: Row, layer: Layer, number: number | null, stacked: number): TsvSpan {
    const key = `${number} ${layer.type}`;
    const stack = this.#stack(row, layer.type);
    let span = number === null ? stack[stacked] : this.#numbered.get(key);
    if (!span) {
      span = { type: layer.type, layer, values: new Map(), rows: [], links: [] };
      this.#spans.push(span);
      if (number !== null) this.#numbered.set(key, span);
    }
    if (!stack.includes(span)) {
      stack.push(span);
      span.rows.push(row);
    }
    return span;
  }

  #stack(row: Row, type: string): TsvSpan[] {
    let stacks = this.#stacks.get(row);
    if (!stacks) this.#stacks.set(row, (stacks = new Map<string, TsvSpan[]>()));
    let stack = stacks.get(type);
    if (!stack) stacks.set(type, (stack = []));
    return stack;
  }

  #value(span: TsvSpan, feature: string, raw: string, row: Row): void {
    if (raw === '*') return;
    const value = unescapeValue(raw);
    const known = span.values.get(feature);
    if (known !== undefined && known !== value) {
      this.#tell(MESSAGES.valuesDiffer, `${feature}: ${show(known)}, ${show(value)}`, row);
    }
    span.values.set(feature, value);
  }

  #links(row: Row, layer: Layer, first: number): void {
    for (const [i, column] of layer.columns.entries()) {
      if (column.kind !== 'target') continue;
      const roles = row.cells[first + i - 1] ?? [];
      const targets = row.cells[first + i] ?? [];
      for (const [stacked, cell] of targets.entries()) {
        const { value, suffix } = splitSuffix(roles[stacked] ?? '_', ID);
        const host = this.#instance(row, layer, suffix ? Number(suffix[1]) : null, stacked);
        // A host that covers several rows repeats its slots in each.
        if (host.rows[0] !== row) continue;
        this.#fill(
          host,
          column,
          value === '_' ? [] : splitUnescaped(value, ';'),
          splitUnescaped(cell, ';'),
          row,
        );
      }
    }
  }

  #fill(
    host: TsvSpan,
    { feature, type }: Extract<Column, { kind: 'target' }>,
    roles: readonly string[],
    targets: readonly string[],
    row: Row,
  ): void {
    const none = targets.length === 1 && (targets[0] === '*' || targets[0] === '_');
    if (none && roles.length <= 1) return;
    if (roles.length !== targets.length) {
      throw formatError(MESSAGES.rolesAndFillersDiffer(feature, roles.length, targets.length), this.#at(row));
    }
    for (const [i, target] of targets.entries()) {
      const { value: unit, suffix } = splitSuffix(target, ID);
      if (unit === '*' || unit === '_') {
        this.#tell(MESSAGES.slotWithoutFiller, `${feature}: ${show(roles[i]!)}`, row);
        continue;
      }
      const filler = this.#resolve(type, unit, suffix ? Number(suffix[1]) : 0, row, 'A slot');
      host.links.push({ feature, role: roles[i] === '*' ? null : unescapeValue(roles[i]!), target: filler });
    }
  }

  #relationRow(row: Row, layer: Layer, first: number): void {
    const base = layer.columns.findIndex(({ kind }) => kind === 'base');
    const { type } = layer.columns[base] as Extract<Column, { kind: 'base' }>;
    const ends = row.cells[first + base] ?? [];
    const values = ends.map(() => new Map<string, string>());
    for (const [i, column] of layer.columns.entries()) {
      if (column.kind !== 'value') continue;
      const items = row.cells[first + i] ?? [];
      if (items.length > ends.length) {
        throw formatError(MESSAGES.sourcesMissing(items.length, layer.type, ends.length), this.#at(row));
      }
      for (const [stacked, item] of items.entries()) {
        const { value } = splitSuffix(item, ID);
        if (value !== '*') values[stacked]!.set(column.feature, unescapeValue(value));
      }
    }
    const attached = layer.type === DEPENDENCY && type === POS ? TOKEN : type;
    for (const [i, item] of ends.entries()) {
      const { value: unit, suffix } = splitSuffix(item, ENDS);
      const [from, to] = suffix ? [Number(suffix[1]), Number(suffix[2])] : [0, 0];
      this.#relations.push({
        type: layer.type,
        values: values[i]!,
        from: this.#resolve(type, unit, from, row, 'A relation', attached),
        to: this.#resolve(type, row.id, to, row, 'A relation', attached),
        chain: false,
      });
    }
  }

  /**
   * Returns the annotation of a type in a row, or the one with a number. If relations link tokens, or dependencies
   * their parts of speech and a token has none, the token itself becomes an annotation.
   */
  #resolve(
    type: string,
    unit: string,
    number: number,
    row: Row,
    what: string,
    attached: string = type,
  ): TsvSpan {
    const referred = this.#byId.get(unit);
    if (!referred) throw formatError(MESSAGES.absentRow(what, unit), this.#at(row));
    if (number > 0) {
      const found = this.#numbered.get(`${number} ${type}`) ?? this.#anyNumbered(number);
      if (found) return found;
      throw formatError(MESSAGES.absentAnnotation(what, unit, number), this.#at(row));
    }
    const stack = this.#stacks.get(referred)?.get(type) ?? [];
    if (stack[0]) return stack[0];
    if (attached !== TOKEN && attached !== ANNOTATION) {
      throw formatError(MESSAGES.absentOfType(what, unit, type), this.#at(row), MESSAGES.isLayerMissing);
    }
    return this.#token(referred);
  }

  #anyNumbered(number: number): TsvSpan | undefined {
    for (const { layer } of this.#layers) {
      const found = this.#numbered.get(`${number} ${layer.type}`);
      if (found) return found;
    }
    return undefined;
  }

  #token(row: Row): TsvSpan {
    let span = this.#tokens.get(row);
    if (!span) {
      span = { type: TOKEN, layer: null, values: new Map(), rows: [row], links: [] };
      this.#tokens.set(row, span);
      this.#spans.push(span);
    }
    return span;
  }

  #chainRow(row: Row, layer: Layer, first: number): void {
    const cells = (kind: Column['kind']) => {
      const at = layer.columns.findIndex((column) => column.kind === kind);
      return at < 0 ? [] : (row.cells[first + at] ?? []);
    };
    const [links, types] = [cells('chain relation'), cells('chain type')];
    for (let stacked = 0; stacked < Math.max(links.length, types.length); stacked++) {
      const type = splitSuffix(types[stacked] ?? '*', ID);
      const link = LINK.exec(links[stacked] ?? '');
      const chain = Number(link?.[2] ?? type.suffix?.[1] ?? 0);
      if (chain === 0) throw formatError(MESSAGES.chainNotNamed(layer.type), this.#at(row));
      const known = this.#chain(layer, chain);
      const number = link ? Number(link[3]) : known.links.size + 1;
      let span = known.links.get(number);
      if (!span) {
        span = { type: layer.type, layer, values: new Map(), rows: [], links: [] };
        known.links.set(number, span);
        this.#spans.push(span);
      }
      span.rows.push(row);
      this.#stack(row, layer.type).push(span);
      this.#value(span, 'referenceType', type.value, row);
      if (link && link[1] !== '*') known.labels.set(number, unescapeValue(link[1]!));
      for (const [i, column] of layer.columns.entries()) {
        const item = column.kind === 'value' ? row.cells[first + i]?.[stacked] : undefined;
        if (column.kind === 'value' && item !== undefined) this.#value(span, column.feature, item, row);
      }
    }
  }

  #chain(layer: Layer, number: number) {
    const key = `${number} ${layer.type}`;
    let chain = this.#chains.get(key);
    if (!chain) this.#chains.set(key, (chain = { layer, links: new Map(), labels: new Map() }));
    return chain;
  }

  /** Makes relations of the steps of each chain. The label of a step is written at the link where it begins. */
  #joinChains(): void {
    for (const { layer, links, labels } of this.#chains.values()) {
      const ordered = [...links].sort(([a], [b]) => a - b);
      for (const [i, [number, from]] of ordered.entries()) {
        const label = labels.get(number);
        const to = ordered[i + 1]?.[1];
        if (to) {
          const values = new Map(label === undefined ? [] : [['referenceRelation', label]]);
          this.#relations.push({ type: layer.type, values, from, to, chain: true });
        } else if (label !== undefined) from.values.set('referenceRelation', label);
      }
    }
  }

  /** Annotations are ranges of the text: one that skips tokens covers them too, as INCEpTION reads it. */
  #gaps({ rows }: TsvSpan): void {
    const tokens = new Set(rows.map(({ token }) => token));
    const [first, last] = [rows[0]!, rows.at(-1)!];
    if (last.token - first.token + 1 > tokens.size) this.#tell(MESSAGES.tokensSkipped, first.id, first);
  }

  #tell(message: string, example: string, row: Row): void {
    this.#told.push({ message: `${message} (${example}).`, line: row.line });
  }

  #at(row: Row): ErrorWhere {
    return { file: this.#file, line: row.line };
  }
}
