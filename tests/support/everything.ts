import type { Dataset } from '../../shared/formats/define.ts';
import { allAttributes } from '../../shared/formats/foreign.ts';
import type { Part } from '../../shared/formats/model-fields.ts';
import type { DocumentRecord, NoteRecord, RelationRecord, SpanRecord } from '../../shared/formats/records.ts';
import type { Entity, Filler } from '../../shared/model/annotation.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';

/** A dataset with its documents. */
export interface Everything {
  readonly dataset: Dataset;
  readonly documents: readonly DocumentRecord[];
}

const id = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as Uid;
const ADA = 'Ada';
const PROBE = 'probe';

/**
 * Two small articles in which every field of the model has a value, in the sets of an analyst and of a model.
 *
 * @param oneSet leaves out the model's set, for formats that hold one set
 */
export function everything({ oneSet = false } = {}): Everything {
  const sets: Dataset['sets'] = [
    { id: id(1), name: ADA, kind: 'analyst', analyst: id(3) },
    {
      id: id(2),
      name: PROBE,
      kind: 'model',
      model: {
        name: PROBE,
        version: '2',
        run: 'r7',
        parameters: { prompt: 'Find names.' },
        date: '2025-08-01',
      },
      supersedes: id(4),
    },
  ];
  const entities: Entity[] = [
    {
      id: id(10),
      name: 'Ada Quill',
      type: 'PERSON',
      colour: '#aa3311',
      note: 'a registry note',
      aliases: ['A. Quill'],
      externalIds: [{ authority: 'wikidata', value: 'Q4711' }],
    },
    { id: id(11), name: 'Quill, Ada', mergedInto: id(10), aliases: [], externalIds: [] },
  ];
  const documents = [storm(), harbour()];
  const kept = documents.map((document) => (oneSet ? withoutSet(document, PROBE) : document));
  return {
    dataset: {
      scheme: newsScheme,
      analysts: [{ id: id(3), name: 'Ada Analyst', initials: 'AA', hue: 210 }],
      // The one set has the settings of the model's set, so that they are tested too.
      sets: oneSet ? [{ ...sets[1]!, name: ADA }] : sets,
      entities,
      relations: [
        {
          ...relation(60, id(20), id(40), 'acrossDocuments'),
          untouched: ['certain'],
          derivedFrom: id(91),
          extra: { other: { row: 3 } },
        },
      ],
    },
    documents: kept,
  };
}

function storm(): DocumentRecord {
  const text = 'Ada Quill of Lumen said the dam will hold.\n\nShe left Port Lumen on foot.';
  return {
    id: id(5),
    title: 'The storm of Lumen',
    source: 'Harbour Post',
    url: 'https://lumen.example/storm',
    byline: 'By Mara Odell',
    dateline: 'PORT LUMEN',
    published: '2025-07-09',
    language: 'en',
    text,
    // Only the source marks this as a headline; the text alone does not show it.
    blocks: [
      ['headline', 0, 42],
      ['paragraph', 44, text.length],
    ],
    header: 'Title: The storm of Lumen\n\n',
    origin: { name: 'storm-4711.txt', encoding: 'utf-16le', carriageReturns: 3 },
    extra: { other: { desk: 'metro' } },
    spans: [
      span(20, 'PERSON', [[0, 9]], {
        attributes: { mention: 'name' },
        untouched: ['mention'],
        entities: [id(10)],
        score: 0.625,
        derivedFrom: id(90),
        author: 'AA',
        extra: { attributes: { foreignAttribute: 'kept aside' }, other: { row: 7 } },
      }),
      span(21, 'GPE', [[13, 18]]),
      span(22, 'CUE', [[19, 23]], { owner: id(23) }),
      span(23, 'CLAIM', [[24, 41]], {
        slots: [
          {
            id: id(30),
            name: 'claimer',
            rank: 'a0',
            filler: { span: id(20) },
            evidence: [id(21)],
            score: 0.875,
          },
          { id: id(31), name: 'object', rank: 'a1', filler: { text: 'the water' }, evidence: [] },
          { id: id(32), name: 'medium', rank: 'a2', filler: { empty: 'not stated' }, evidence: [] },
          { id: id(33), name: 'topic', rank: 'a3', filler: { entity: id(10) }, evidence: [] },
          { id: id(34), name: 'document', rank: 'a4', filler: { document: id(5) }, evidence: [] },
        ],
      }),
      // A discontinuous span.
      span(24, 'GPE', [
        [53, 57],
        [58, 63],
      ]),
      span(25, 'PERSON', [[0, 3]], { set: PROBE, score: 0.375 }),
    ],
    relations: [
      {
        ...relation(50, id(20), id(21), 'livesIn'),
        untouched: ['certain'],
        score: 0.5,
        derivedFrom: id(92),
        extra: { other: { row: 4 } },
      },
    ],
    labels: [{ id: id(51), set: ADA, name: 'desk', value: 'metro desk', score: 0.25 }],
    statuses: [{ set: ADA, status: 'in progress', reason: 'waits for the archive' }],
    notes: [
      { id: id(70), body: 'about the article', analyst: id(3), question: 'open' },
      { id: id(71), body: 'an answer to it', replyTo: id(70) },
      { id: id(72), span: id(20), body: 'about a span', analyst: id(3), question: 'answered' },
      { id: id(73), span: id(20), body: 'another word on it', replyTo: id(72) },
      { id: id(74), relation: id(50), body: 'about a relation', analyst: id(3), question: 'open' },
      { id: id(75), relation: id(50), body: 'and a word on that', replyTo: id(74) },
    ],
    segmentation: {
      tokens: [...text.matchAll(/\w+|[^\s\w]/g)].map((found) => [found.index, found.index + found[0].length]),
      sentences: [
        [0, 42],
        [44, text.length],
      ],
      columns: { lemma: [...text.matchAll(/\w+|[^\s\w]/g)].map(([word]) => word.toLowerCase()) },
      extra: { other: { tokeniser: 'x' } },
    },
  };
}

function harbour(): DocumentRecord {
  const text = 'Port Lumen closed its harbour.';
  return {
    id: id(6),
    title: '',
    source: '',
    url: '',
    byline: '',
    dateline: '',
    published: '',
    language: '',
    text,
    blocks: [['paragraph', 0, text.length]],
    header: '',
    origin: { name: 'harbour-12.txt' },
    spans: [span(40, 'GPE', [[0, 10]])],
    relations: [],
    labels: [],
    statuses: [],
    notes: [],
  };
}

function span(
  n: number,
  type: string,
  fragments: [number, number][],
  more: Partial<SpanRecord> = {},
): SpanRecord {
  return {
    id: id(n),
    set: ADA,
    type,
    fragments,
    attributes: {},
    untouched: [],
    slots: [],
    entities: [],
    ...more,
  };
}

function relation(n: number, from: Uid, to: Uid, type: string): RelationRecord {
  return {
    id: id(n),
    set: ADA,
    type,
    ends: 'span',
    from,
    to,
    attributes: { certain: 'very certain' },
    untouched: [],
    score: 0.75,
  };
}

function withoutSet(document: DocumentRecord, set: string): DocumentRecord {
  return { ...document, spans: document.spans.filter((each) => each.set !== set) };
}

/**
 * Returns the values of every field in a dataset, by `part.field`, as texts that can be compared between two
 * readings. References are expressed by the text of their target, because ids may differ. Equal values of one field
 * are listed once.
 */
export function fieldValues({
  dataset,
  documents,
}: {
  readonly dataset: Dataset;
  readonly documents: readonly DocumentRecord[];
}): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, Set<string>>();
  const entities = [...(dataset.entities as Iterable<Entity>)];
  const words = new Map<Uid, string>(entities.map((entity) => [entity.id, entity.name]));
  for (const analyst of dataset.analysts) words.set(analyst.id, analyst.name);
  for (const { id: document, origin, text, spans, notes } of documents) {
    words.set(document, origin.name);
    for (const { id: of, type, fragments } of spans)
      words.set(of, `${type} ${readableQuote(text, fragments)}`);
    for (const note of notes) words.set(note.id, note.body);
  }
  const add = (part: Part, row: object, refers: readonly string[] = []) => {
    for (const [field, value] of Object.entries({ ...row })) {
      if (value === undefined || value === '') continue;
      if (Array.isArray(value) && value.length === 0) continue;
      const told = refers.includes(field) ? refer(value, words) : value;
      const key = `${part}.${field}`;
      values.set(key, (values.get(key) ?? new Set()).add(typeof told === 'string' ? told : sortedJson(told)));
    }
  };
  for (const document of documents) {
    const { origin, spans, relations, labels, statuses, notes, segmentation, ...fields } = document;
    add('document', fields);
    add('origin', origin);
    for (const each of spans) {
      const { slots, ...rest } = each;
      const attributes = allAttributes(each);
      const filled = slots.map(({ name, filler }) => [name, refer(filler, words)]);
      const told = {
        ...rest,
        attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
        slots: filled,
      };
      add('span', told, ['entities', 'owner']);
      for (const slot of slots) add('slot', slot, ['filler', 'evidence']);
    }
    for (const each of relations)
      add('relation', { ...each, attributes: allAttributes(each) }, ['from', 'to']);
    for (const label of labels) add('label', label);
    for (const status of statuses) add('status', status);
    for (const { span: onSpan, relation: onRelation, ...note } of notes)
      add(partOf({ span: onSpan, relation: onRelation }), note, ['analyst', 'replyTo']);
    if (segmentation) add('segmentation', segmentation);
  }
  for (const entity of entities) add('entity', entity);
  for (const each of dataset.relations as Iterable<RelationRecord>)
    add('looseRelation', { ...each, attributes: allAttributes(each) }, ['from', 'to']);
  for (const set of dataset.sets) add('set', set);
  for (const analyst of dataset.analysts) add('analyst', analyst);
  add('dataset', { scheme: dataset.scheme?.name });
  return new Map([...values].map(([key, list]) => [key, [...list]]));
}

function partOf({ span: onSpan, relation: onRelation }: Pick<NoteRecord, 'span' | 'relation'>): Part {
  return onRelation !== undefined ? 'relationNote' : onSpan !== undefined ? 'spanNote' : 'documentNote';
}

/** Replaces an id, a list of ids or a filler by the text of what it refers to. */
function refer(value: unknown, words: ReadonlyMap<Uid, string>): unknown {
  if (typeof value === 'string') return words.get(value as Uid) ?? value;
  if (Array.isArray(value)) return value.map((each) => refer(each, words));
  const [[kind, to] = []] = Object.entries(value as Filler);
  return [kind, refer(to, words)];
}

/** JSON with sorted object keys. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
