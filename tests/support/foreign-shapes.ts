import { extract } from '../../backend/extraction/extract.ts';
import { canRead, type Incoming } from '../../shared/formats/define.ts';
import { isFault } from '../../shared/formats/faults.ts';
import { formatById, sniffFormat } from '../../shared/formats/registry.ts';

/**
 * Annotations in shapes that a format does not read, for each format that can be read. Each shape must either be read
 * after all or be reported: by a note, by a fault, or because the file is not recognised as the format.
 */
export interface ForeignShape {
  readonly what: string;
  readonly name: string;
  readonly content: string;
  readonly beside?: Readonly<Record<string, string>>;
  /** The key that a note about it must name. */
  readonly key?: string;
  /** Number of annotations in the file that have the format's own shape. */
  readonly own?: number;
  /** Set if the file is detected by its name and content instead of being read as the format. */
  readonly recognised?: boolean;
}

/** What happened to a foreign shape; `silent`, lost without a report, is a failure. */
export type Fate = 'read' | 'told' | 'silent';

/** Reads a foreign shape as an import does, and returns its fate. */
export async function fateOf(id: string, shape: ForeignShape): Promise<Fate> {
  const { name, content, beside = {}, key = '', own = 0 } = shape;
  const bytes = new TextEncoder().encode(content);
  const format = shape.recognised ? sniffFormat(name, bytes) : formatById(id);
  if (!format || !canRead(format)) return 'told'; // not recognised as any format
  const once = async function* (all: Uint8Array) {
    yield await Promise.resolve(all);
  };
  const items: Incoming[] = [];
  let faults = 0;
  try {
    const input = format.read(once(bytes), {
      file: name,
      extract: async (kind, all, file) => extract(kind, all, file),
      siblings: new Set([name, ...Object.keys(beside)]),
      companion: (other) =>
        Promise.resolve(other in beside ? once(new TextEncoder().encode(beside[other])) : null),
      leaveOut: () => {
        faults++;
      },
    });
    for await (const item of input) items.push(item);
  } catch (error) {
    if (!isFault(error)) throw error;
    faults++;
  }
  if (faults > 0) return 'told';
  const count = items.reduce((sum, item) => {
    if (item.kind !== 'document') return sum;
    const { spans, relations, labels, quarantined = [] } = item.record;
    return sum + spans.length + relations.length + labels.length + quarantined.length;
  }, 0);
  if (count > own) return 'read';
  return items.some((item) => item.kind === 'note' && item.message.includes(key)) ? 'told' : 'silent';
}

const TEXT = 'Ada Lund met Bo Ek in Oslo.';

/** Keys with annotations as other tools and models write them. */
const KEYS: Readonly<Record<string, unknown>> = {
  annotations: [{ start: 0, end: 8, label: 'PERSON', extra: 1 }],
  ner: [[0, 8, 'PERSON', 'x', 0.93]],
  named_entities: [{ start: '0', end: '8', type: 'PERSON' }],
  gold: { PERSON: ['Ada Lund', 'Bo Ek'] },
  extracted: [{ extraction_class: 'person', extraction_text: 'Ada Lund', char_interval: null }],
  prediction: [[{ entity: 'B-PER', word: 'Ada', start: 0, end: 3, score: 0.9 }]],
  prediction_spans: [['PERSON', 0, 8, 0.9]],
  relationships: [{ head: 'Ada Lund', type: 'met', tail: 'Bo Ek' }],
  triples: [['Ada Lund', 'met', 'Bo Ek']],
  quotes: [{ speaker: 'Ada Lund', quote: 'met Bo Ek' }],
  events: [{ trigger: 'met', arguments: [{ role: 'who', text: 'Ada Lund' }] }],
  response: '{"people": [{"text": "Ada Lund", "type": "PERSON"}]}',
  ner_tags: ['B-PER', 'I-PER', 'O', 'B-PER', 'I-PER', 'O', 'B-LOC'],
};

/** Two files for each key: one beside annotations that the format reads, and one with the key alone. */
function keyed(name: string, record: (foreign: object, own: boolean) => unknown): ForeignShape[] {
  return [true, false].flatMap((own) =>
    Object.entries(KEYS).map(([key, value]) => ({
      what: `“${key}” ${own ? 'beside what is read' : 'alone'}`,
      name,
      key,
      own: own ? 1 : 0,
      content: `${JSON.stringify(record({ [key]: value }, own))}\n`,
    })),
  );
}

const files = (name: string, shapes: Readonly<Record<string, string>>, more?: Partial<ForeignShape>) =>
  Object.entries(shapes).map(([what, content]): ForeignShape => ({ what, name, content, ...more }));

/** Records that must not be imported as an article. */
const NO_ARTICLES = {
  'JSON of a model': '{"text":"Ada Lund met.","ner":[[0,8,"PERSON"]]}\n',
  'a list of annotations': '[{"start":0,"end":8,"text":"Ada Lund","label":"person","score":0.9}]',
  'pretty-printed JSON':
    '{\n  "sentences": [\n    {"entitymentions": [{"text": "Ada", "ner": "PERSON"}]}\n  ]\n}\n',
  'words and plain labels': 'Ada PERSON\nLund PERSON\nwalked O\n\nBo PERSON\nran O\n',
  'words and tags': 'Ada\tB-PER\nwalked\tO\n',
  'annotations that stand apart': 'T1\tPERSON 0 3\tAda\nT2\tPERSON 11 13\tBo\n',
  'words with their labels': 'Ada/PERSON walked/O home/O ./O\nBo/PERSON ran/O ./O\n',
  'marked names': 'Yesterday <PERSON>Ada Lund</PERSON> met <PERSON>Bo Ek</PERSON>.\n',
  XML: '<?xml version="1.0"?>\n<doc><PERSON>Ada</PERSON> walked.</doc>\n',
};

const WEB = {
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  id: 'http://x.test/1',
  type: 'Annotation',
  body: { type: 'TextualBody', value: 'PERSON', purpose: 'tagging' },
  target: { source: 'a.txt', selector: { type: 'TextPositionSelector', start: 0, end: 8 } },
};

const table = (mark: string) => (rows: readonly (readonly string[])[]) =>
  rows.map((row) => `${row.join(mark)}\n`).join('');
const tables = (name: string, mark: string) =>
  files(name, {
    'a table of labels without offsets': table(mark)([
      ['text', 'label'],
      [TEXT, 'PERSON'],
    ]),
    'tokens a row': table(mark)([
      ['sentence', 'word', 'tag'],
      ['1', 'Ada', 'B-PER'],
      ['1', 'met', 'O'],
    ]),
  });

export const FOREIGN_SHAPES: Readonly<Record<string, readonly ForeignShape[]>> = {
  jsonl: keyed('a.jsonl', (foreign, own) => ({
    text: TEXT,
    ...(own && { spans: [{ start: 13, end: 18, type: 'PERSON' }] }),
    ...foreign,
  })),
  'spacy-jsonl': keyed('a.jsonl', (foreign, own) => ({
    text: TEXT,
    ...(own && { spans: [{ start: 13, end: 18, label: 'PERSON' }] }),
    ...foreign,
  })),
  doccano: keyed('a.jsonl', (foreign, own) => ({
    text: TEXT,
    ...(own && { label: [[13, 18, 'PERSON']] }),
    ...foreign,
  })),
  extractions: keyed('a.jsonl', (foreign, own) => ({
    text: TEXT,
    ...(own && { entities: [{ text: 'Bo Ek', type: 'PERSON' }] }),
    ...foreign,
  })),
  'label-studio': [
    ...keyed('a.json', (foreign, own) => ({ data: { text: TEXT, ...foreign }, annotations: regions(own) })),
    ...keyed('a.json', (foreign, own) =>
      'annotations' in foreign
        ? { data: { text: TEXT }, drafts: foreign.annotations, annotations: regions(own) }
        : { data: { text: TEXT }, annotations: regions(own), ...foreign },
    ).map((shape) => (shape.key === 'annotations' ? { ...shape, key: 'drafts' } : shape)),
  ],
  'web-annotation': [
    ...keyed('a.jsonld', (foreign, own) => ({
      '@context': WEB['@context'],
      type: 'AnnotationPage',
      items: own ? [WEB] : [],
      ...foreign,
    })),
    ...keyed('a.jsonld', (foreign) => ({ ...WEB, ...foreign })).map((shape) => ({ ...shape, own: 1 })),
  ].map((shape) => ({ ...shape, beside: { 'a.txt': TEXT } })),
  'cas-json': keyed('a.json', (foreign, own) => ({
    '%TYPES': {},
    '%FEATURE_STRUCTURES': own
      ? [{ '%ID': 1, '%TYPE': 'uima.cas.Sofa', sofaNum: 1, sofaID: '_InitialView', sofaString: TEXT }]
      : [],
    '%VIEWS': {},
    ...foreign,
  })),
  'cas-xmi': files('a.xmi', {
    'an element that is no structure': cas(TEXT, '<ner begin="0" end="8" type="PERSON"/>'),
    'a type of another name space': cas(
      TEXT,
      '<x:Person xmlns:x="http:///x/y.ecore" xmi:id="9" sofa="1" begin="0" end="8"/>',
    ),
    'marks within the text': cas(TEXT, '<p>A <PERSON>name</PERSON></p>'),
  }),
  brat: files(
    'a.ann',
    {
      'a line of another kind': 'T1\tPERSON 0 8\tAda Lund\nX1\tPERSON 13 18\tBo Ek\n',
      'a row of a table': 'T1\tPERSON 0 8\tAda Lund\n13\t18\tPERSON\tBo Ek\n',
      'JSON on a line': 'T1\tPERSON 0 8\tAda Lund\n{"start":13,"end":18,"label":"PERSON"}\n',
      'a span without an id': 'T1\tPERSON 0 8\tAda Lund\nPERSON 13 18\tBo Ek\n',
    },
    { beside: { 'a.txt': TEXT }, own: 1 },
  ),
  conll: files('a.conll', {
    JSON: '{"tokens":["Ada","met"],"ner_tags":["B-PER","O"]}\n',
    'rows of another length': 'Ada B-PER\nLund I-PER\nmet O O B-EVT x\nBo B-PER\n',
    'a column only': 'Ada\nLund\n\nmet\n',
  }),
  'webanno-tsv': files('a.tsv', {
    'a table without its header': '1-1\t0-3\tAda\tPERSON\n',
    'more columns than declared':
      '#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Named|value\n\n\n#Text=Ada met.\n1-1\t0-3\tAda\tPER\tEVENT\t\n',
  }),
  csv: tables('a.csv', ','),
  tsv: tables('a.tsv', '\t'),
  txt: files('a.txt', NO_ARTICLES, { recognised: true }),
  md: files('a.md', NO_ARTICLES, { recognised: true }),
  page: files('a.html', {
    'an annotated article of Postil':
      '<!DOCTYPE html><html><head><meta name="generator" content="Postil"/></head><body><article><p><mark>Ada</mark> walked.</p></article></body></html>',
  }),
};

function regions(own: boolean): object[] {
  const value = { start: 13, end: 18, text: 'Bo Ek', labels: ['PERSON'] };
  return own ? [{ result: [{ from_name: 'label', to_name: 'text', type: 'labels', value }] }] : [];
}

function cas(text: string, more: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0">' +
    `<cas:NULL xmi:id="0"/><cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="${text}"/>` +
    `${more}<cas:View sofa="1" members="9"/></xmi:XMI>`
  );
}
