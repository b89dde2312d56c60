import { readFileSync } from 'node:fs';
import { decode } from '@msgpack/msgpack';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { formatTable } from '../../../scripts/make-format-table.ts';
import { canRead, canWrite, type OptionValues, type WritableFormat } from '../../../shared/formats/define.ts';
import { unpackMessage } from '../../../shared/formats/docbin/layout.ts';
import {
  isCounted,
  MODEL_FIELDS,
  PART_LOSSES,
  type Extent,
  type Field,
  type Part,
} from '../../../shared/formats/model-fields.ts';
import {
  DatasetHeader,
  DocumentRecord,
  LabelRecord,
  NoteRecord,
  RelationRecord,
  SpanRecord,
  StatusRecord,
} from '../../../shared/formats/records.ts';
import { FORMATS } from '../../../shared/formats/registry.ts';
import { tables } from '../../../shared/formats/tables/index.ts';
import { Entity, Slot } from '../../../shared/model/annotation.ts';
import { DocumentOrigin } from '../../../shared/model/document.ts';
import { Segmentation } from '../../../shared/model/segmentation.ts';
import { Analyst, AnnotationSet } from '../../../shared/model/set.ts';
import { everything, fieldValues } from '../../support/everything.ts';
import { readFromMemory, records, writeToMemory, type Written } from '../../support/formats.ts';
import { partsOf, sheetsOf } from '../../support/workbook.ts';

const WRITABLE = FORMATS.filter(canWrite).map((format) => [format.id, format] as const);
/** Every writable format, and its other files if it has a choice of them. */
const CASES: readonly (readonly [name: string, format: WritableFormat, values: OptionValues | undefined])[] =
  [
    ...WRITABLE.map(([id, format]) => [id, format, undefined] as const),
    ...['csv', 'parquet'].map((as) => [`tables as ${as}`, tables as WritableFormat, { as }] as const),
  ];
const PARTS = Object.keys(MODEL_FIELDS) as Part[];

/** The fields in the schemas of the model, by part. */
const { origin: _, ...ofDocument } = DocumentRecord.shape;
const OWN_PARTS = ['spans', 'relations', 'labels', 'statuses', 'notes', 'segmentation'];
const note = keys(NoteRecord.shape).filter((field) => field !== 'span' && field !== 'relation');
const SCHEMAS: Readonly<Record<Part, readonly string[]>> = {
  document: keys(ofDocument).filter((field) => !OWN_PARTS.includes(field)),
  origin: keys(DocumentOrigin.shape),
  span: keys(SpanRecord.shape),
  slot: keys(Slot.shape),
  relation: keys(RelationRecord.shape),
  label: keys(LabelRecord.shape),
  status: keys(StatusRecord.shape),
  documentNote: note,
  spanNote: note,
  relationNote: note,
  segmentation: keys(Segmentation.shape),
  entity: keys(Entity.shape),
  looseRelation: keys(RelationRecord.shape),
  set: keys(AnnotationSet.shape),
  analyst: keys(Analyst.shape),
  dataset: keys(DatasetHeader.shape).filter((field) => field !== 'sets' && field !== 'analysts'),
};

function keys(shape: object): string[] {
  return Object.keys(shape);
}

test('every field of the model is declared: as a loss with its name, or with a reason why it is not one', () => {
  for (const part of PARTS) expect(keys(MODEL_FIELDS[part]).sort(), part).toEqual([...SCHEMAS[part]].sort());
});

test('docs/formats.md matches the declarations of the formats (node scripts/make-format-table.ts)', () => {
  expect(readFileSync('docs/formats.md', 'utf8')).toBe(formatTable());
});

test.each(FORMATS.map((format) => [format.id, format] as const))(
  '%s: a format with a writer declares every field',
  (_id, format) => {
    expect(format.carries !== undefined).toBe(format.write !== undefined);
    const carries = format.carries?.(undefined);
    for (const part of carries ? PARTS : []) {
      const stated = carries![part];
      if (stated !== 'none') expect(keys(stated).sort(), part).toEqual([...SCHEMAS[part]].sort());
    }
  },
);

describe('a project with a value in every field', () => {
  test('has a value in every field', () => {
    const values = fieldValues(everything());
    for (const part of PARTS)
      for (const field of SCHEMAS[part]) {
        // A set has either an analyst or a model, so several sets together have a value in every field.
        expect(values.get(`${part}.${field}`)?.length ?? 0, `${part}.${field}`).toBeGreaterThan(0);
      }
  });

  test.each(CASES)(
    '%s: fields declared as carried are read again, and the others are reported',
    async (_name, format, options) => {
      const { dataset, documents } = everything({ oneSet: format.sets === 'one' });
      const { files, losses } = await writeToMemory(format, dataset, documents, options);
      const told = new Map(losses.list().map(({ kind, count }) => [kind, count]));
      const values = fieldValues({ dataset, documents });
      const again = await readAgain(format, files);
      const carries = format.carries(options);
      const missing: string[] = [];
      for (const part of PARTS) {
        const stated = carries[part] as 'none' | Readonly<Record<string, Extent>>;
        if (stated === 'none') {
          const field: Field = PART_LOSSES[part];
          if (isCounted(field) && !told.has(field.loss)) missing.push(`${part} is not told as ${field.loss}`);
          continue;
        }
        for (const [name, extent] of Object.entries(stated)) {
          const field = (MODEL_FIELDS[part] as Readonly<Record<string, Field>>)[name]!;
          const expected = values.get(`${part}.${name}`) ?? [];
          if (extent === 'none' && isCounted(field) && !told.has(field.loss))
            missing.push(`${part}.${name} is not told as ${field.loss}`);
          if (extent === 'whole') {
            for (const value of expected)
              if (!again(part, name, value)) missing.push(`${part}.${name} is not carried: ${value}`);
          }
        }
      }
      expect(missing).toEqual([]);
    },
  );

  test('Postil JSONL loses nothing', async () => {
    const { dataset, documents } = everything();
    const { losses } = await writeToMemory(FORMATS[0]!, dataset, documents);
    expect(losses.list()).toEqual([]);
  });
});

/**
 * Whether the value of a field was read again. Output of formats without a reader is decoded and searched for every word of the
 * value.
 */
async function readAgain(
  format: WritableFormat,
  files: Written,
): Promise<(part: Part, field: string, value: string) => boolean> {
  if (canRead(format)) {
    const values = fieldValues(await records(() => withTexts(format, files), 'Ada'));
    return (part, field, value) => values.get(`${part}.${field}`)?.includes(value) ?? false;
  }
  const content = JSON.stringify(await decoded(files));
  return (_part, _field, value) => wordsOf(value).every((word) => content.includes(word));
}

/** Returns the words in a value, be it text or JSON without its keys; references count by the words of their target. */
function wordsOf(value: string): string[] {
  return value.replace(/"\w+":/g, '').match(/[\p{L}\d]{3,}/gu) ?? [];
}

/** Adds the texts to tables of spans, which contain none; a project has them as separate files. */
async function* withTexts(format: WritableFormat, files: Written) {
  if (format.id !== 'csv' && format.id !== 'tsv') {
    yield* readFromMemory(format, files);
    return;
  }
  const { documents } = everything();
  for (const [file, bytes] of files)
    yield* format.read!(once(bytes), {
      file,
      findDocument: () => Promise.resolve(null),
      siblings: new Set(documents.map(({ id }) => id)),
      companion: (name) => {
        const found = documents.find(({ id }) => id === name);
        return Promise.resolve(found ? once(new TextEncoder().encode(found.text)) : null);
      },
    });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function decoded(files: Written): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const [file, bytes] of files) {
    if (file.endsWith('.parquet')) all.push(...(await parquetReadObjects({ file: bytes.slice().buffer })));
    else if (/\.(?:csv|html)$/.test(file)) all.push(new TextDecoder().decode(bytes));
    else if (file.endsWith('.docx')) all.push(partsOf(bytes).get('word/document.xml'));
    else if (file.endsWith('.xlsx')) all.push(...sheetsOf(bytes).map(({ rows }) => rows));
    else if (file.endsWith('.spacy')) {
      const message = await unpackMessage(bytes, { file });
      all.push(
        message.strings,
        message.cats,
        (message.user_data ?? []).map((packed) => decode(packed)),
      );
    } else
      for (const line of new TextDecoder().decode(bytes).split('\n'))
        if (line.startsWith('{')) all.push(JSON.parse(line));
  }
  return all;
}
