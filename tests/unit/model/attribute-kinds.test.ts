import { Ajv2020 } from 'ajv/dist/2020.js';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { brat } from '../../../shared/formats/brat/index.ts';
import { casXmi } from '../../../shared/formats/cas-xmi/index.ts';
import type { Dataset, Format } from '../../../shared/formats/define.ts';
import { docbin } from '../../../shared/formats/docbin/index.ts';
import { unpackMessage } from '../../../shared/formats/docbin/layout.ts';
import { labelStudio } from '../../../shared/formats/label-studio/index.ts';
import { parquet } from '../../../shared/formats/parquet/index.ts';
import { lineJsonSchema } from '../../../shared/formats/postil-jsonl-lines.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { settleAttributes } from '../../../shared/formats/settle.ts';
import { webannoTsv } from '../../../shared/formats/webanno-tsv/index.ts';
import { boolean } from '../../../shared/model/attributes/boolean.ts';
import { commonFields } from '../../../shared/model/attributes/common.ts';
import { attributeKind, attributeKinds } from '../../../shared/model/attributes/define.ts';
import {
  ATTRIBUTE_KINDS,
  inputOf,
  isFreeText,
  optionsOf,
  parseValue,
  problemOfValue,
  storageOf,
} from '../../../shared/model/attributes/index.ts';
import { Scheme, schemeSchema } from '../../../shared/model/scheme.ts';
import { readFromMemory, records, writeToMemory, type Written } from '../../support/formats.ts';
import { emptyDataset, uidOf } from '../formats/support.ts';

/** A kind stored as text. */
const url = attributeKind({
  stored: 'text',
  isFree: true,
  declaration: z.strictObject({
    ...commonFields,
    kind: z.literal('url'),
    default: z.string().optional(),
  }),
  input: () => ({ multiline: false, example: 'https://…' }),
  problemOf: (_, value) => (URL.canParse(String(value)) ? null : 'must be an address'),
  parse: (text) => text,
});

/** A kind stored as a number that is picked from a closed list. */
const stars = attributeKind({
  stored: 'number',
  isFree: false,
  declaration: z.strictObject({
    ...commonFields,
    kind: z.literal('stars'),
    default: z.number().optional(),
  }),
  input: () => ({ options: [1, 2, 3] }),
  problemOf: (_, value) => ([1, 2, 3].includes(value as number) ? null : 'must be 1 to 3'),
  parse: (text) => (/^\d$/.test(text) ? Number(text) : undefined),
});

const kinds = attributeKinds({ ...ATTRIBUTE_KINDS, url, stars });
const page = { kind: 'url', name: 'page', label: 'Page' };
const weight = { kind: 'stars', name: 'weight', label: 'Weight' };
const declared = {
  name: 'Addresses',
  layers: [{ name: 'names', label: 'Names' }],
  types: [{ name: 'NAME', label: 'Name', layer: 'names', hue: 10, attributes: [page, weight] }],
  labels: [
    { name: 'quality', label: 'Quality', value: { ...weight, name: 'quality' } },
    { name: 'archive', label: 'Archive', value: { ...page, name: 'archive' } },
  ],
};
const scheme = schemeSchema(kinds).parse(declared);
const dataset: Dataset = { ...emptyDataset, scheme, kinds };
const attributes = { page: 'https://news.example/a?b=1', weight: 3 };
const labels = { quality: 2, archive: 'https://archive.example/1' };
const document: DocumentRecord = {
  id: uidOf(1),
  title: 'Oslo',
  source: '',
  url: '',
  byline: '',
  dateline: '',
  published: '',
  language: 'en',
  text: 'Oslo agreed.',
  blocks: [['paragraph', 0, 12]],
  header: '',
  origin: { name: 'a.txt' },
  spans: [
    {
      id: uidOf(2),
      set: 'Ada',
      type: 'NAME',
      fragments: [[0, 4]],
      attributes,
      untouched: [],
      slots: [],
      entities: [],
    },
  ],
  relations: [],
  labels: Object.entries(labels).map(([name, value], i) => ({ id: uidOf(10 + i), set: 'Ada', name, value })),
  statuses: [],
  notes: [],
};

const text = (files: Written, name: RegExp) =>
  new TextDecoder().decode([...files].find(([file]) => name.test(file))![1]);

/** Writes the document, and returns the files with the attributes that its span has when they were read again. */
async function thereAndBack(format: Format) {
  const { files, losses } = await writeToMemory(format, dataset, [document]);
  const back = await records(() => readFromMemory(format, files));
  const unfit: string[] = [];
  const settled = settleAttributes(back.documents[0]!, scheme, (name) => unfit.push(name), kinds);
  expect(unfit).toEqual([]);
  return { files, losses: losses.list().map(({ kind }) => kind), attributes: settled.spans[0]!.attributes };
}

describe('a further kind, with its own entry in the list', () => {
  test('is validated', () => {
    expect(problemOfValue(page, 'https://news.example', kinds)).toBeNull();
    expect(problemOfValue(page, 'news', kinds)).toBe('must be an address');
    expect(parseValue(weight, '3', kinds)).toBe(3);
    expect(isFreeText(page, kinds)).toBe(true);
    expect([page, weight].map((attribute) => storageOf(attribute, kinds))).toEqual(['text', 'number']);
    const wrong = {
      ...declared,
      types: [{ ...declared.types[0]!, attributes: [{ ...page, default: 'news' }] }],
    };
    expect(
      schemeSchema(kinds)
        .safeParse(wrong)
        .error!.issues.map(({ message }) => message),
    ).toEqual(['the default of "page" must be an address']);
    expect(Scheme.safeParse(declared).success).toBe(false);
    expect(() => problemOfValue(page, 'x')).toThrow('url is no kind of attribute');
  });

  test('is entered as it states', () => {
    expect(inputOf(page, kinds)).toEqual({ multiline: false, example: 'https://…' });
    expect(optionsOf(page, kinds)).toBeNull();
    expect(optionsOf(weight, kinds)).toEqual([1, 2, 3]);
  });

  test('is in the JSON Schema', () => {
    const valid = (schema: object) =>
      new Ajv2020({ strict: false }).compile(schema)({
        kind: 'header',
        format: 'postil-jsonl',
        version: 1,
        scheme: declared,
      });
    expect(valid(lineJsonSchema(kinds))).toBe(true);
    expect(valid(lineJsonSchema())).toBe(false);
  });

  test('goes to Label Studio and back', async () => {
    const { files, attributes: back } = await thereAndBack(labelStudio);
    expect(back).toEqual(attributes);
    const [task] = JSON.parse(text(files, /json$/)) as [
      { annotations: { result: { from_name: string; type: string }[] }[] },
    ];
    const types = task.annotations[0]!.result.map(({ from_name: name, type }) => [name, type]);
    expect(Object.fromEntries(types)).toMatchObject({
      page: 'textarea',
      weight: 'number',
      archive: 'textarea',
      quality: 'number',
    });
    expect(text(files, /xml$/)).toContain('<Number name="weight" toName="text" perRegion="true"/>');
  });

  test('goes to brat and back, with its closed list in the configuration', async () => {
    const { files, attributes: back, losses } = await thereAndBack(brat);
    expect(back).toEqual(attributes);
    expect(text(files, /annotation\.conf$/)).toContain('weight\tArg:NAME, Value:1|2|3\n');
    expect(losses).toContain('numbers among attributes, now texts');
  });

  test('goes to UIMA CAS and back, with a range for its storage', async () => {
    const { files, attributes: back } = await thereAndBack(casXmi);
    expect(back).toEqual(attributes);
    const range = (name: string) =>
      new RegExp(`<name>${name}</name>.*?<rangeTypeName>([^<]*)`, 's').exec(text(files, /xml$/))![1];
    expect([range('page'), range('weight')]).toEqual(['uima.cas.String', 'uima.cas.Double']);
  });

  test('goes to WebAnno TSV and back', async () => {
    const { attributes: back, losses } = await thereAndBack(webannoTsv);
    expect(back).toEqual(attributes);
    expect(losses).toContain('numbers among values, now texts');
  });

  test('goes to Parquet and DocBin, which are only written', async () => {
    const { files } = await writeToMemory(parquet, dataset, [document]);
    const bytes = files.get('spans.parquet')!;
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    expect(await parquetReadObjects({ file })).toMatchObject([
      { 'attr.page': attributes.page, 'attr.weight': 3, other_attributes: null },
    ]);
    const { files: spacy } = await writeToMemory(docbin, dataset, [document]);
    const { cats } = await unpackMessage(spacy.get('data.spacy')!, {});
    expect(cats).toEqual([{ quality: 2, 'archive: https://archive.example/1': 1 }]);
  });
});

test('a value that a kind stores as text is written as text, whatever it is', async () => {
  const numbered = { ...document, labels: [{ ...document.labels[0]!, name: 'archive', value: 7 }] };
  const { files } = await writeToMemory(labelStudio, dataset, [numbered]);
  expect(text(files, /json$/)).toContain('"type":"textarea","value":{"text":["7"]}');
  const { files: spacy } = await writeToMemory(docbin, dataset, [numbered]);
  expect((await unpackMessage(spacy.get('data.spacy')!, {})).cats).toEqual([{ 'archive: 7': 1 }]);
});

test('what is missing in a kind is asked for by the compiler', () => {
  const { stored: _, ...withoutStorage } = url;
  // @ts-expect-error it is not stated how its values are stored
  void attributeKind(withoutStorage);
  const { input: __, ...withoutInput } = url;
  // @ts-expect-error it is not stated how a value is entered
  void attributeKind(withoutInput);
  const { problemOf: ___, ...withoutProblem } = url;
  // @ts-expect-error its values are not checked
  void attributeKind(withoutProblem);
  // @ts-expect-error exporters know no such storage
  void attributeKind({ ...url, stored: 'address' });
  // @ts-expect-error its declaration lacks the fields that all kinds share
  void attributeKind({ ...url, declaration: z.strictObject({ kind: z.literal('url') }) });
  // @ts-expect-error its name in the list is not the kind in its declarations
  void attributeKinds({ boolean, link: url });
  expect(Object.keys(ATTRIBUTE_KINDS)).not.toContain('url');
});
