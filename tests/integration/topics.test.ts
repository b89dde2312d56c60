import { hash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { Connection, sql, type Sql } from '../../db/connection/connection.ts';
import { ROW_KINDS, type KindName } from '../../db/rows/index.ts';
import type { AnyKind } from '../../db/rows/kinds.ts';
import { TOPICS, type CachedName } from '../../renderer/state/topics.ts';
import { type contract, type InputOf } from '../../shared/contract/index.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';

/** Tables without a row kind, whose rows are derived from rows of a kind or are written with them. */
const DERIVED = {
  review_case: 'review',
  scheme_version: 'project',
  surface: 'span',
} as const satisfies Readonly<Record<string, KindName>>;

/** Tables whose rows tell about the project and its changes, or never change. */
const OTHER: ReadonlySet<string> = new Set([
  'change',
  'change_document',
  'change_pack',
  'change_pack_document',
  'change_row',
  'device',
  'handed_out',
  'meta',
  'packed_change',
  'term',
  'text_revision',
]);

/** The row kinds that each table stores. */
const KINDS = new Map<string, AnyKind[]>();
for (const [table, kind] of Object.entries(DERIVED)) KINDS.set(table, [ROW_KINDS.get(kind)]);
for (const kind of ROW_KINDS.all)
  if (kind.table) {
    const { name, parts, attributes, index } = kind.table;
    for (const table of [
      name,
      ...Object.keys(parts),
      ...(attributes ? ['attribute'] : []),
      ...(index ? [index] : []),
    ])
      KINDS.set(table, [...(KINDS.get(table) ?? []), kind]);
  }

type QueryName = {
  [Name in CachedName]: (typeof contract)[Name]['kind'] extends 'query' ? Name : never;
}[CachedName];

/** Lists that can be filtered: each part of their inputs may read tables of its own. */
type ListName =
  | 'claims.grouped'
  | 'claims.groups'
  | 'claims.ids'
  | 'claims.list'
  | 'documents.around'
  | 'documents.ids'
  | 'documents.list'
  | 'entities.list'
  | 'entities.search'
  | 'notes.list'
  | 'recheck.groups'
  | 'recheck.list'
  | 'relations.list';

/** Returns the tables that an SQL statement names. */
function tablesIn(text: string): string[] {
  return [...text.matchAll(/\b(?:FROM|JOIN)\s+(?:main\.)?(\w+)/gi)].map(([, table]) => table!);
}

test('every query is invalidated by a change of a row that it reads', async () => {
  const { call, addDocument, store } = backend();
  const stored = new Set(store.db.column<string>(sql`SELECT name FROM sqlite_schema WHERE type = 'table'`));
  const text = 'Mara Odell said that the council of Brightwater knew.';
  const document = addDocument(text);
  const make = async (type: string, start: number, end: number) =>
    (await call('spans.create', { id: newUid(), document, type, fragments: [[start, end]] })).span.id;
  const person = await make('PERSON', 0, 10);
  const council = await make('ORG', 25, 46);
  const claim = await make('CLAIM', 16, 52);
  const { entity } = await call('entities.create', {
    name: 'Mara Odell',
    type: 'PERSON',
    mentions: [person],
  });
  await call('notes.add', { document, span: person, body: 'Who is she?' });
  const { review } = await call('review.open', { job: newUid() });
  const { ownSet } = await call('project.info', {});
  const set = ownSet!;
  const change = (await call('history.list', { document, limit: 5 })).entries[0]!.change;
  const { version, scheme: first } = await call('project.scheme', {});
  // Lists of what is to be re-checked read annotations only if a type has changed its meaning.
  const types = first.types.map((type) =>
    type.name === 'ORG' ? { ...type, guideline: 'Not councils.' } : type,
  );
  await call('scheme.edit', {
    base: version,
    target: { scheme: { ...first, types } },
    meaning: [{ kind: 'span', name: 'ORG' }],
  });
  const { scheme } = await call('project.scheme', {});
  const page = { offset: 0, limit: 20 };
  const of = hash('sha256', text);
  const replacement = { find: 'Mara', replace: 'Maria' };

  const TOPIC = { owner: { kind: 'span', name: 'CLAIM' }, name: 'topic' } as const;
  /** Each query as the window calls it; a query of something that does not exist here fails, but still reads its tables. */
  const ASKED: { readonly [Name in QueryName]: InputOf<Name> } = {
    'annotations.get': { document, set },
    'claims.facets': { set },
    'claims.grouped': { set, by: 'claimer', folded: { all: false, except: [] }, ...page },
    'claims.groups': { set, by: 'claimer' },
    'claims.ids': { set, groups: { by: 'object', folded: { all: true, except: ['n'] } } },
    'claims.list': { set, ...page },
    'comparison.examples': { source: set, target: set, scope: 'all', filter: {}, after: 0 },
    'documents.around': { document, set },
    'documents.find': { search: 'Mara', limit: 5 },
    'documents.named': { ids: [document] },
    'documents.get': { document, set },
    'documents.openItems': { document, set },
    'documents.list': { set, search: 'Mara', ...page },
    'documents.ids': { set, status: ['new'], search: 'Mara', limit: 20 },
    'documents.next': { set, from: document, step: 1 },
    'entities.claims': { entity: entity.id, set },
    'entities.concordance': { entity: entity.id, set, ...page },
    'entities.get': { entity: entity.id },
    'entities.list': page,
    'entities.named': { ids: [entity.id] },
    'entities.search': { text: 'Mara', type: 'PERSON', document, set },
    'erase.preview': { of: 'document', id: document },
    'exchange.printable': { document, set },
    'exchange.preview': { format: 'jsonl', options: {} },
    'guidelines.examples': {
      examples: [{ kind: 'span', annotation: person }],
      documents: [document],
    },
    'guidelines.history': { part: { kind: 'span', name: 'PERSON' } },
    'history.list': { document, limit: 5 },
    'history.next': { document },
    'history.trash': page,
    'history.wayBack': { document, change },
    'notes.counts': {},
    'notes.list': page,
    'project.info': { set },
    'project.scheme': {},
    'project.stepsTaken': {},
    'quarantine.guesses': { id: newUid() },
    'quarantine.list': { state: 'open', limit: 20 },
    'recheck.counts': {},
    'recheck.groups': {},
    'recheck.list': {},
    'relations.chain': { span: person, type: scheme.relations[0]!.name },
    'relations.list': { set, search: 'Mara', ...page },
    'review.case': { review, id: newUid() },
    'review.count': { review },
    'review.groups': { review },
    'review.honesty': { review },
    'review.inDocument': { document, target: set },
    'review.overview': {},
    'review.queue': { review },
    'review.scores': { review },
    'review.tryBulk': { review, where: '', decision: 'accept', exact: true },
    'scheme.counts': {},
    'scheme.leftovers': { type: 'ORG' },
    'scheme.plan': { target: { scheme } },
    'scheme.uses': { part: { kind: 'span', name: 'PERSON' } },
    'scheme.versions': {},
    'search.count': { text: 'Mara' },
    'search.hits': { text: 'Mara', ...page },
    'slots.candidates': { span: claim, slot: 'claimer', search: 'Mara' },
    'slots.derived': { span: claim },
    'slots.names': { span: claim },
    'spans.dependants': { id: council },
    'spans.peek': { ids: [person] },
    'values.effect': { attribute: TOPIC, values: ['border'], by: null },
    'values.list': { attribute: TOPIC },
    'values.offers': { attribute: TOPIC, search: 'b' },
    'texts.places': { ...replacement, articles: [{ document, of, first: 0, count: 10 }] },
    'texts.replacement': { ...replacement, article: { document, of } },
    'texts.preview': { document, edits: [[0, 1, 'X']] },
    'texts.revision': { document, revision: newUid() },
    'texts.revisions': { document },
    'spans.values': { type: 'CLAIM', set },
  };

  const claims = {
    set,
    document,
    search: 'knew',
    claimer: entity.id,
    entity: entity.id,
    epistemic: 'true-certain',
    kind: 'assertion',
    topic: 'border',
    from: '2024',
    to: '2025',
    claimless: true,
    order: 'claimer',
    descending: true,
  } as const;
  const documents = {
    set,
    status: ['new', 'done'],
    search: 'Mara',
    documents: [document],
    label: { name: 'genre', value: null },
    recheck: true,
    openItems: true,
    order: 'open items',
    descending: true,
  } satisfies InputOf<'documents.list'>;
  const folded = { all: false, except: [] };
  const recheck = { set, type: 'ORG', document, text: 'council' };
  /** The lists with every part of their inputs; the compiler asks for a new one. */
  const WHOLE: { readonly [Name in ListName]: Required<InputOf<Name>> } = {
    'claims.grouped': { ...claims, by: 'claimer', folded, ...page },
    'claims.groups': { ...claims, by: 'claimer' },
    'claims.ids': { ...claims, groups: { by: 'object', folded }, ...page },
    'claims.list': { ...claims, ...page },
    'documents.around': { ...documents, document },
    'documents.ids': { ...documents, ...page },
    'documents.list': { ...documents, ...page },
    'entities.list': { search: 'Mara', type: 'PERSON', order: 'about', descending: true, ...page },
    'entities.search': { text: 'Mara', type: 'PERSON', types: ['PERSON'], document, set, limit: 5 },
    'notes.list': { document, question: 'open', analyst: newUid(), search: 'who', ...page },
    'recheck.groups': { ...recheck, limit: 20 },
    'recheck.list': { ...recheck, ...page },
    'relations.list': {
      set,
      document,
      type: scheme.relations[0]!.name,
      end: person,
      search: 'Mara',
      order: 'from',
      descending: true,
      ...page,
    },
  };

  let read = new Set<string>();
  for (const name of ['get', 'all', 'value', 'column', 'each'] as const) {
    const original = Connection.prototype[name] as (this: Connection, statement: Sql) => unknown;
    vi.spyOn(Connection.prototype, name).mockImplementation(function (this: Connection, statement: Sql) {
      for (const table of tablesIn(statement.strings.join('?'))) read.add(table);
      return original.call(this, statement);
    });
  }
  try {
    const forgotten: string[] = [];
    const unknown = new Set<string>();
    let reading = 0;
    for (const [name, input] of [...Object.entries(ASKED), ...Object.entries(WHOLE)] as [
      QueryName,
      never,
    ][]) {
      read = new Set();
      await call(name, input).catch((error: unknown) => {
        if (!(error instanceof PostilError) || !['not-found', 'invalid-input'].includes(error.code))
          throw error;
      });
      reading += read.size;
      const topics = new Set<string>(TOPICS[name]);
      for (const table of read)
        for (const kind of KINDS.get(table) ?? [])
          if (!kind.topics.some((topic) => topics.has(topic)) && !topics.has('history'))
            forgotten.push(`${name} reads ${table}, and ${kind.topics.join(', ')} is not among its topics`);
      for (const table of read)
        if (stored.has(table) && !KINDS.has(table) && !OTHER.has(table)) unknown.add(table);
    }
    expect(forgotten).toEqual([]);
    expect([...unknown]).toEqual([]);
    // The spies have recorded statements.
    expect(reading).toBeGreaterThan(60);
  } finally {
    vi.restoreAllMocks();
  }
});
