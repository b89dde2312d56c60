import type { ErrorWhere } from '../../contract/errors.ts';
import { normaliseFragments, type Fragment } from '../../model/fragments.ts';
import { TermName } from '../../model/attributes/common.ts';
import { isUid } from '../../model/uid.ts';
import { OFFSET_UNITS, type OffsetUnit } from '../../text/offsets.ts';
import type { CsvRow } from '../csv-rows.ts';
import { formatError } from '../define.ts';
import { SetName } from '../records.ts';
import type { Columns, Role } from './columns.ts';
import { MESSAGES } from './messages.ts';
import { unescaped } from './safe.ts';

/** Columns of our own tables about the document of a row. */
export const DOCUMENT_ROLES = ['file', 'source', 'url', 'byline', 'dateline', 'language'] as const;

/** A row of a table of spans. */
export interface TableRow {
  readonly where: ErrorWhere;
  /** Empty if the table has no such column or the cell is empty. */
  readonly document: string;
  readonly article: string;
  readonly title: string;
  readonly published: string;
  /** Values of our own tables' other document columns; empty if not given. */
  readonly more: Readonly<Record<(typeof DOCUMENT_ROLES)[number], string>>;
  /** `null` for a row that only names a document. */
  readonly span: TableSpan | null;
}

export interface TableSpan {
  readonly id: string;
  readonly set: string | undefined;
  readonly type: string;
  /** In the unit of the table; none for an implicit span. */
  readonly fragments: readonly Fragment[];
  readonly unit: OffsetUnit | undefined;
  readonly text: string | undefined;
  readonly score: number | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly note: string;
  readonly author: string;
}

/** How the cells of a table are written. */
export interface TableStyle {
  /** Cells that look like formulas have an apostrophe before them. */
  readonly safe: boolean;
  /** Numbers may have a decimal comma instead of a point. */
  readonly decimalComma: boolean;
}

/** Names of the units in other tools. */
const UNITS: Readonly<Record<string, OffsetUnit>> = {
  utf16: 'utf-16',
  'utf-16 code units': 'utf-16',
  codepoints: 'codepoint',
  'code point': 'codepoint',
  'code points': 'codepoint',
  character: 'codepoint',
  characters: 'codepoint',
  bytes: 'byte',
};

/** @throws PostilError `refused` with the line, for an empty or invalid row. */
export function readRow(
  { cells, line }: CsvRow,
  columns: Columns,
  { safe, decimalComma }: TableStyle,
  file: string,
  record: number,
): TableRow {
  const where = { file, line, record };
  const cell = (role: Role) => {
    const at = columns.roles[role];
    return at === undefined ? '' : unescaped(cells[at] ?? '', safe);
  };
  const field = (role: Role) => cell(role).trim();
  const named = {
    document: field('document'),
    article: cell('article'),
    title: field('title'),
    published: field('published'),
    more: Object.fromEntries(DOCUMENT_ROLES.map((role) => [role, field(role)])) as TableRow['more'],
  };
  const type = field('type');
  const bare = type === '' && field('start') === '' && field('end') === '' && field('fragments') === '';
  if (bare) {
    if (named.document === '' && named.article === '') throw formatError(MESSAGES.emptyRow, where);
    return { ...named, where, span: null };
  }
  if (!TermName.safeParse(type).success)
    throw formatError(type === '' ? MESSAGES.noType : MESSAGES.notAType(type), where);
  const set = field('set');
  if (set !== '' && !SetName.safeParse(set).success) throw formatError(MESSAGES.setTooLong(set), where);
  const attributes: Record<string, string> = {};
  for (const [column, name] of columns.attributes) {
    const value = unescaped(cells[column] ?? '', safe);
    if (value !== '') attributes[name] = value;
  }
  const text = cell('text');
  const scored = decimalComma ? field('score').replace(/^(\d*),(\d+)$/, '$1.$2') : field('score');
  const score = scored === '' ? undefined : Number(scored);
  if (score !== undefined && !(score >= 0 && score <= 1))
    throw formatError(MESSAGES.notAScore(field('score')), {
      ...where,
      field: 'score',
    });
  const fragments = readFragments(field, columns, decimalComma, where);
  const span: TableSpan = {
    id: field('id'),
    set: set === '' ? undefined : set,
    type,
    fragments,
    unit: readUnit(field('unit'), where),
    text: text === '' && fragments.length > 0 ? undefined : text,
    score,
    attributes,
    note: cell('note').trim(),
    author: field('author'),
  };
  if (columns.own && !isUid(span.id))
    throw formatError(MESSAGES.notAUuid(span.id), { ...where, field: 'span_id' });
  return { ...named, where, span };
}

function readFragments(
  field: (role: Role) => string,
  { own }: Columns,
  decimalComma: boolean,
  where: ErrorWhere,
): Fragment[] {
  const readOffset = (text: string, name: string, at: ErrorWhere) => offsetOf(text, name, decimalComma, at);
  const stated = field('fragments');
  const [start, end] = [readOffset(field('start'), 'start', where), readOffset(field('end'), 'end', where)];
  const length = readOffset(field('length'), 'length', where);
  if (stated !== '') {
    const fragments = stated.split(/\s+/).map((part): Fragment => {
      const [from, to, ...more] = part.split(':');
      if (from === undefined || to === undefined || more.length > 0)
        throw formatError(MESSAGES.notAFragment(part), { ...where, field: 'fragments' });
      return [readOffset(from, 'fragments', where) ?? NaN, readOffset(to, 'fragments', where) ?? NaN];
    });
    const sorted = normaliseFragments(fragments);
    const fits =
      (start === undefined || sorted[0]![0] === start) && (end === undefined || sorted.at(-1)![1] === end);
    if (!fits) throw formatError(MESSAGES.fragmentsDiffer, { ...where, field: 'fragments' });
    return fragments;
  }
  const until = end ?? (start !== undefined && length !== undefined ? start + length : undefined);
  if (start !== undefined && until !== undefined) return [[start, until]];
  if (own && start === undefined && until === undefined) return [];
  throw formatError(
    MESSAGES.offsetMissing(start),
    { ...where, field: start === undefined ? 'start' : 'end' },
    MESSAGES.bothNeeded,
  );
}

/**
 * Data frames write whole numbers as 3.0 if a column has gaps, or as 3,0 with a decimal comma. There, 3.000 and 3,000
 * may also be three thousand, so ambiguous numbers are not accepted as offsets.
 */
function offsetOf(text: string, field: string, decimalComma: boolean, where: ErrorWhere): number | undefined {
  if (text === '') return undefined;
  const whole = (decimalComma ? /^(\d+)(?:[.,](?!000$)0+)?$/ : /^(\d+)(?:\.0+)?$/).exec(text)?.[1];
  if (whole !== undefined && Number.isSafeInteger(Number(whole))) return Number(whole);
  throw formatError(MESSAGES.notAnOffset(text), { ...where, field }, MESSAGES.offsetForm);
}

function readUnit(text: string, where: ErrorWhere): OffsetUnit | undefined {
  if (text === '') return undefined;
  const plain = text.toLowerCase();
  const unit = OFFSET_UNITS.find((known) => known === plain) ?? UNITS[plain];
  if (unit) return unit;
  throw formatError(
    MESSAGES.notAUnit(text),
    { ...where, field: 'offset_unit' },
    MESSAGES.knownUnits(OFFSET_UNITS.join(', ')),
  );
}
