import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Connection, sql } from '../../db/connection/connection.ts';
import type { Store } from '../../db/connection/store.ts';
import { storeOf } from '../../db/connection/store-of.ts';
import { toBytes } from '../../db/connection/uid.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { takeWayBack, wayBack } from '../../db/history/go-back.ts';
import { withoutDocument } from '../../db/erase/article.ts';
import { rewrite } from '../../db/erase/rewrite.ts';
import { historyOf } from '../../db/history/entries.ts';
import { deleteDocument, listTrash, restoreDocuments } from '../../db/history/trash.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { nextRedo, nextUndo } from '../../db/journal/choose.ts';
import { record } from '../../db/journal/record.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { takeBack } from '../../db/journal/undo.ts';
import { migrate } from '../../db/migrations/index.ts';
import { rowKind } from '../../db/rows/define.ts';
import { compact, idOf, idOrNull, uidOf } from '../../db/rows/ids.ts';
import {
  imageText,
  KIND_NAMES,
  kindOf,
  ROW_KINDS,
  type ImageOf,
  type KindName,
} from '../../db/rows/index.ts';
import { identityOf, placeOf, referencesOf, RowKinds, type AnyKind } from '../../db/rows/kinds.ts';
import { mergeImages } from '../../db/rows/merge.ts';
import { toOne } from '../../db/rows/references.ts';
import { emptyMetadata } from '../../shared/model/document.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { EditList, type TextEdit } from '../../shared/text/edits.ts';
import { noticeOf } from '../../backend/notices.ts';
import { backend } from '../support/backend.ts';

const uid = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as Uid;
const TEXT = 'Mara Odell said that the council of Brightwater knew of it, and Bo Stark left.';

/** One image per kind; the compiler requires one for each new kind. */
const IMAGES: { readonly [Kind in KindName]: ImageOf<Kind> } = {
  project: { scheme: uid(1) },
  analyst: { name: 'Ada', initials: 'A', hue: 10 },
  entity: { name: 'Mara', type: uid(20), aliases: ['M. Odell'], externalIds: [] },
  set: { name: 'Ada', kind: 'analyst', analyst: uid(2) },
  document: { ...emptyMetadata, title: 'News', header: '', origin: { name: 'a.txt' } },
  text: { revision: 1, text: TEXT, blocks: [['paragraph', 0, TEXT.length]] },
  segmentation: {
    tokens: [
      [0, 4],
      [5, 10],
      [11, 15],
    ],
    sentences: [[0, 78]],
    columns: { lemma: ['mara', 'odell', 'say'] },
  },
  status: { set: uid(3), document: uid(4), status: 'done', reason: '' },
  span: {
    document: uid(4),
    set: uid(3),
    type: uid(21),
    fragments: [[25, 47]],
    entities: [uid(5)],
    owner: uid(6),
    attributes: { [uid(22)]: 'name', [uid(23)]: 2 },
    untouched: [uid(23)],
  },
  slot: {
    document: uid(4),
    span: uid(6),
    slot: uid(24),
    rank: 'a0',
    filler: { entity: uid(5) },
    evidence: [uid(7), uid(8)],
  },
  relation: {
    set: uid(3),
    document: uid(4),
    type: uid(25),
    ends: 'span',
    from: uid(6),
    to: uid(7),
    attributes: {},
    untouched: [],
  },
  label: { set: uid(3), document: uid(4), label: uid(26), value: 'politics' },
  note: { document: uid(4), span: uid(6), analyst: uid(2), body: 'why?', question: 'open' },
  review: { target: uid(3), blind: 0.2 },
  decision: {
    review: uid(9),
    document: uid(4),
    proposal: uid(10),
    key: '00',
    verdict: 'accepted',
    reason: '',
    analyst: uid(2),
    at: '2025-01-01T00:00:00.000Z',
    proposed: { type: 'GPE', text: 'Brightwater', fragments: [[36, 47]], source: 'tagger' },
  },
  confirmation: {
    document: uid(4),
    span: uid(6),
    version: uid(1),
    analyst: uid(2),
    at: '2025-01-01T00:00:00.000Z',
  },
  quarantine: {
    set: uid(3),
    document: uid(4),
    kind: 'span',
    state: 'open',
    reason: 'no such words',
    body: { type: 'GPE', text: 'Dovran' },
  },
  tombstone: { of: 'document' },
};
const images = ROW_KINDS.all.map((kind) => [kind, IMAGES[kind.name as KindName] as object] as const);

describe('declarations of row kinds', () => {
  test('references equal the foreign keys of the schema, and no kind refers to a later one', () => {
    const raw = new Database(':memory:');
    migrate(raw);
    for (const kind of ROW_KINDS.all) {
      const { table } = kind;
      if (!table) continue;
      const keys = [table.name, ...Object.keys(table.parts)].flatMap((name) =>
        (raw.pragma(`foreign_key_list(${name})`) as { from: string; table: string }[])
          .filter(
            ({ table: to }) => !['change', 'term', 'surface', 'text_revision', 'scheme_version'].includes(to),
          )
          .map(({ from, table: to }) => `${name}.${from} → ${to}`),
      );
      const stated = referencesOf(kind).flatMap((reference) => {
        const place = placeOf(table, reference);
        return place ? [`${place.table}.${place.column} → ${ROW_KINDS.get(reference.to).table!.name}`] : [];
      });
      const parts = Object.entries(table.parts).map(([part, column]) => `${part}.${column} → ${table.name}`);
      const shared = table.key === 'document_id' ? [`${table.name}.document_id → document`] : [];
      expect([...new Set([...stated, ...parts, ...shared])].sort(), kind.name).toEqual(
        [...new Set(keys)].sort(),
      );
      for (const { to, column } of referencesOf(kind))
        if (column !== null && to !== kind.name)
          expect(ROW_KINDS.order(to), `${kind.name} refers to ${to}`).toBeLessThan(
            ROW_KINDS.order(kind.name),
          );
    }
    raw.close();
  });

  test('every uid in an image belongs to a reference, a term, or the scheme version', () => {
    for (const [kind, image] of images) {
      const found = new Set(referencesOf(kind).flatMap((reference) => reference.of(image)));
      kind.terms?.(image, (term) => (found.add(term), term));
      const versions = Object.entries(image).flatMap(([field, value]) =>
        kind.references[field as never] === 'elsewhere' ? [String(value)] : [],
      );
      const inText = imageText(image).match(/01890000-[-0-9a-f]{27}/g) ?? [];
      expect(
        inText.filter((each) => !found.has(each as Uid) && !versions.includes(each)),
        kind.name,
      ).toEqual([]);
    }
  });

  test('replacing a reference and reverting it gives the same image; a cut reference is removed', () => {
    for (const [kind, image] of images)
      for (const reference of referencesOf(kind))
        for (const target of reference.of(image)) {
          const swap = (from: Uid, to: Uid | null) => (each: Uid) => (each === from ? to : each);
          const away = reference.replaced(image, swap(target, uid(0xfff)));
          expect(reference.of(away)).toContain(uid(0xfff));
          expect(imageText(reference.replaced(away, swap(uid(0xfff), target)))).toBe(imageText(image));
          if (reference.onRemoval === 'cut')
            expect(reference.of(reference.replaced(image, swap(target, null)))).not.toContain(target);
        }
  });

  test('replacing terms and reverting them gives the same image', () => {
    const shift = (by: number) => (term: Uid) => uid(Number.parseInt(term.slice(-4), 16) + by);
    for (const [kind, image] of images) {
      if (!kind.terms) continue;
      const away = kind.terms(image, shift(0x100));
      expect(imageText(away), kind.name).not.toBe(imageText(image));
      expect(imageText(kind.terms(away, shift(-0x100)))).toBe(imageText(image));
    }
  });

  test('if two attributes become one, the value of the remaining one is kept', () => {
    const image = IMAGES.span;
    const merged = kindOf('span').terms!(image, (term) => (term === uid(22) ? uid(23) : term));
    expect(merged.attributes).toEqual({ [uid(23)]: 2 });
    expect(merged.untouched).toEqual([uid(23)]);
  });

  test('offsets map through edits and back if no edit touches a boundary', () => {
    const edits = fc
      .array(fc.tuple(fc.nat(TEXT.length), fc.nat(6), fc.string({ maxLength: 5 })), { maxLength: 5 })
      .map((wanted) => {
        const list: TextEdit[] = [];
        let last = -1;
        for (const [start, length, text] of wanted.sort((a, b) => a[0] - b[0])) {
          const end = Math.min(TEXT.length, start + length);
          if (start > last) list.push({ start, end, text });
          last = Math.max(last, end);
        }
        return list;
      });
    fc.assert(
      fc.property(edits, (list) => {
        const there = new EditList(list);
        const back = there.inverse(TEXT);
        const after = there.apply(TEXT);
        expect(back.apply(after)).toBe(TEXT);
        for (const [kind, image] of images) {
          if (!kind.offsets) continue;
          const mapped = kind.offsets(image, there);
          for (const [start, end] of fragmentsIn(mapped)) {
            expect(start).toBeLessThanOrEqual(end);
            expect(end, kind.name).toBeLessThanOrEqual(after.length);
          }
          const isTouched = fragmentsIn(image)
            .flat()
            .some((at) => list.some(({ start, end }) => start <= at && at <= end));
          if (isTouched) continue;
          const again = kind.offsets(mapped, back);
          expect(fragmentsIn(again), kind.name).toEqual(fragmentsIn(image));
          if (kind.name !== 'text') expect(imageText(again)).toBe(imageText(image));
        }
      }),
    );
  });

  test('the columns of a deleted token are deleted', () => {
    const image = kindOf('segmentation').offsets!(
      IMAGES.segmentation,
      new EditList([{ start: 5, end: 11, text: '' }]),
    );
    expect(image.tokens).toEqual([
      [0, 4],
      [5, 9],
    ]);
    expect(image.columns).toEqual({ lemma: ['mara', 'say'] });
  });

  test('merging keeps what one copy changed and unites lists; the analyst decides the rest', () => {
    for (const [kind, image] of images) {
      expect(imageText(mergeImages(kind, image, image, image, 'ours').image)).toBe(imageText(image));
      for (const field of Object.keys(image) as never[]) {
        const changed = { ...image, [field]: ['changed'] };
        for (const pair of [
          [changed, image],
          [image, changed],
        ] as const) {
          const merged = mergeImages(kind, image, pair[0], pair[1], 'ours');
          expect(imageText(merged.image), kind.name).toBe(imageText(changed));
          expect(merged.cases).toEqual([]);
        }
      }
    }
    const span = kindOf('span');
    const ours = { ...IMAGES.span, entities: [uid(4), uid(5)], type: uid(30), score: 0.5 };
    const theirs = { ...IMAGES.span, entities: [uid(6)], type: uid(31), score: 0.7 };
    const merged = mergeImages(span, IMAGES.span, ours, theirs, 'theirs');
    expect(merged.image).toMatchObject({ entities: [uid(4), uid(6)], type: uid(30), score: 0.7 });
    expect(merged.cases).toEqual(['type']);
    expect(() =>
      mergeImages(span, IMAGES.span, { ...ours, set: uid(40) }, { ...theirs, set: uid(41) }, 'ours'),
    ).toThrow('never changes');
  });

  test('stored rows have the uid that their identity gives them', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await b.call('documents.setStatus', { document, status: 'done' });
    await b.call('review.open', { job: newUid() });
    let derived = 0;
    for (const kind of ROW_KINDS.all)
      for (const row of kind.uids(b.store)) {
        const own = identityOf(kind, kind.read(b.store, row)!.image);
        if (own === null) continue;
        expect(own, kind.name).toBe(row);
        derived++;
      }
    expect(derived).toBe(2);
  });
});

/** Returns every pair of offsets in an image. */
function fragmentsIn(image: object): (readonly [number, number])[] {
  const { fragments, proposed, tokens, sentences, blocks } = image as {
    readonly fragments?: readonly [number, number][];
    readonly proposed?: { readonly fragments: readonly [number, number][] };
    readonly tokens?: readonly [number, number][];
    readonly sentences?: readonly [number, number][];
    readonly blocks?: readonly [string, number, number][];
  };
  return [
    ...(fragments ?? []),
    ...(proposed?.fragments ?? []),
    ...(tokens ?? []),
    ...(sentences ?? []),
    ...(blocks ?? []).map(([, start, end]) => [start, end] as const),
  ];
}

interface BookmarkImage {
  readonly document: Uid;
  readonly span?: Uid | undefined;
  /** Another document that the bookmark is about. */
  readonly about?: Uid | undefined;
  readonly words: string;
}

/** A kind that the program does not have, with its own table. */
const bookmarkRow = rowKind<BookmarkImage>({
  name: 'bookmark',
  noun: 'bookmark',
  table: { name: 'bookmark', key: 'uid', imported: false, parts: {} },
  belongs: 'field',
  identity: 'minted',
  topics: ['annotations'],
  shown: null,
  cached: false,
  description: {
    subject: ({ words, span }) => ({ what: 'Bookmark', words, span: span ?? null }),
    fields: ({ words }) => [['words', words]],
  },
  references: {
    document: [
      toOne('document', {
        to: 'document',
        column: 'document_id',
        onRemoval: 'remove',
        gone: 'its document is gone',
      }),
    ],
    span: [toOne('span', { to: 'span', column: 'span_id', onRemoval: 'remove', gone: 'its span is gone' })],
    about: [
      toOne('about', {
        to: 'document',
        column: 'about_id',
        onRemoval: 'remove',
        gone: 'what it is about is gone',
      }),
    ],
  },
  merge: { document: 'fixed', span: 'fixed', about: 'case', words: 'case' },
  offsets: null,
  terms: null,
  freeText: null,
  read({ db }, id) {
    const row = db.get<{
      document_id: number;
      span_id: number | null;
      about_id: number | null;
      words: string;
      change_id: number;
    }>(sql`SELECT document_id, span_id, about_id, words, change_id FROM bookmark WHERE uid = ${toBytes(id)}`);
    if (!row) return undefined;
    const span = uidOf(db, 'span', row.span_id);
    const document = uidOf(db, 'document', row.document_id);
    const about = uidOf(db, 'document', row.about_id);
    return { image: compact({ document, span, about, words: row.words }), change: row.change_id };
  },
  write({ db }, id, { document, span, about, words }, change) {
    db.run(sql`
      INSERT INTO bookmark (uid, document_id, span_id, about_id, words, change_id)
      VALUES (${toBytes(id)}, ${idOf(db, 'document', document)}, ${idOrNull(db, 'span', span)},
        ${idOrNull(db, 'document', about)}, ${words}, ${change})
      ON CONFLICT (uid) DO UPDATE SET words = excluded.words, change_id = excluded.change_id`);
  },
  remove({ db }, id) {
    db.run(sql`DELETE FROM bookmark WHERE uid = ${toBytes(id)}`);
  },
});

describe('an additional row kind', () => {
  const kinds = new RowKinds([...ROW_KINDS.all, bookmarkRow as unknown as AnyKind]);

  /** Makes a project that has the table of the kind. */
  function project(): {
    store: Store;
    document: Uid;
    other: Uid;
    act: (label: string, work: (r: Recorder) => void) => void;
    actor: never;
  } {
    const b = backend();
    const document = b.addDocument(TEXT);
    const other = b.addDocument('Another article.');
    const { actor } = b.workspace.settings;
    const { path } = b;
    b.workspace.close();
    const raw = new Database(path);
    onTestFinished(() => void raw.close());
    raw.exec(`CREATE TABLE bookmark (id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, document_id INTEGER NOT NULL REFERENCES document,
      span_id INTEGER REFERENCES span, about_id INTEGER REFERENCES document, words TEXT NOT NULL, change_id INTEGER NOT NULL REFERENCES change) STRICT`);
    raw.pragma('foreign_keys = ON');
    const store = storeOf(new Connection(raw), path, false, kinds);
    const act = (label: string, work: (recorder: Recorder) => void) =>
      void record(store, actor, { command: 'test', label, kind: 'edit' }, work);
    return { store, document, other, act, actor: actor as never };
  }
  const put = (recorder: Recorder, id: Uid, image: BookmarkImage) =>
    recorder.put('bookmark' as KindName, id, image as never);
  const dump = (store: Store) => [...canonicalDump(store)];
  const bookmarks = (store: Store) => dump(store).filter((line) => line.startsWith('bookmark '));

  test('works in journal, undo, redo, history, trash, going back, check and dump', () => {
    const { store, document, act, actor } = project();
    const analyst = (actor as { analyst: { id: Uid } }).analyst.id;
    const id = uid(100);
    act('Add', (recorder) => put(recorder, id, { document, words: 'one' }));
    const added = store.db.value<number>(sql`SELECT max(id) FROM change`)!;
    act('Change', (recorder) => put(recorder, id, { document, words: 'two' }));
    const changed = dump(store);
    expect(bookmarks(store)).toHaveLength(1);
    expect(checkProject(store).problems).toEqual([]);

    takeBack(store, actor, nextUndo(store.db, analyst)!, 'Undo');
    expect(bookmarks(store)[0]).toContain('one');
    takeBack(store, actor, nextRedo(store.db, analyst)!, 'Redo');
    expect(dump(store)).toEqual(changed);
    const { entries } = historyOf(store, { document });
    expect(entries.flatMap(({ rows }) => rows.map(({ what, words }) => `${what} ${words}`))).toContain(
      'Bookmark two',
    );

    act('Delete', (recorder) => void deleteDocument(store, recorder, document));
    expect(bookmarks(store)).toEqual([]);
    expect(listTrash(store).total).toBe(1);
    act('Restore', (recorder) => expect(restoreDocuments(store, recorder, [document])).toEqual([]));
    expect(dump(store)).toEqual(changed);

    act('Go back', (recorder) => takeWayBack(store, recorder, wayBack(store, document, added)));
    expect(bookmarks(store)[0]).toContain('one');
    act('Go further', (recorder) => takeWayBack(store, recorder, wayBack(store, document, added - 1)));
    expect(bookmarks(store)).toEqual([]);
    expect(checkProject(store).problems).toEqual([]);
  });

  test('is deleted, restored and erased with another article that it refers to', () => {
    const { store, document, other, act, actor } = project();
    act('Add', (recorder) => {
      put(recorder, uid(100), { document, about: other, words: 'about the other' });
      put(recorder, uid(101), { document, words: 'by itself' });
    });
    const before = dump(store);
    act('Delete', (recorder) => void deleteDocument(store, recorder, other));
    expect(bookmarks(store)).toHaveLength(1);
    act('Restore', (recorder) => expect(restoreDocuments(store, recorder, [other])).toEqual([]));
    expect(dump(store)).toEqual(before);

    const { change } = record(
      store,
      actor,
      { command: 'test', label: 'Erase', kind: 'setup' },
      (recorder) => {
        rewrite(store, withoutDocument(store, other), recorder.id);
        recorder.put('tombstone', other, { of: 'document' });
      },
    );
    expect(change).not.toBeNull();
    expect(bookmarks(store)).toEqual([expect.stringContaining('by itself')]);
    expect(
      store.db.value<number>(sql`SELECT count(*) FROM change_row WHERE uid = ${toBytes(uid(100))}`),
    ).toBe(0);
    expect(checkProject(store).problems).toEqual([]);
  });

  test('is in notices as the query that lists it returns it, or is read again by its topics', () => {
    const { store, document, actor } = project();
    const { change } = record(store, actor, { command: 'test', label: 'Add', kind: 'edit' }, (recorder) =>
      put(recorder, uid(100), { document, words: 'one' }),
    );
    expect(noticeOf(store, change!)).toMatchObject({
      documents: [document],
      stale: ['history', 'annotations'],
      patch: { spans: [], removed: [] },
    });
    const { change: gone } = record(
      store,
      actor,
      { command: 'test', label: 'Remove', kind: 'edit' },
      (recorder) => recorder.remove('bookmark' as KindName, uid(100)),
    );
    expect(noticeOf(store, gone!).patch!.removed).toEqual([uid(100)]);
  });

  test('check finds a row of it that changed without a journal entry', () => {
    const { store, document, act } = project();
    act('Add', (recorder) => put(recorder, uid(100), { document, words: 'one' }));
    store.db.raw.exec(`UPDATE bookmark SET words = 'changed'`);
    expect(checkProject(store).problems.map(({ area }) => area)).toContain('journal');
  });

  test('missing parts are reported by the compiler, or when the list is built', () => {
    // @ts-expect-error its description is missing, though its rows belong to a document
    void rowKind<BookmarkImage>({ ...bookmarkRow, description: null });
    // @ts-expect-error a field with a uid states no reference
    void rowKind<BookmarkImage>({ ...bookmarkRow, references: { document: [], span: [] } });
    const merge = { document: 'fixed', span: 'fixed', about: 'case' } as const;
    // @ts-expect-error a field has no rule for merging
    void rowKind<BookmarkImage>({ ...bookmarkRow, merge });
    const { topics: _, ...withoutTopics } = bookmarkRow;
    // @ts-expect-error its topics are missing
    void rowKind<BookmarkImage>(withoutTopics);
    const { shown: __, ...withoutNotice } = bookmarkRow;
    // @ts-expect-error it is not stated how a notice shows it
    void rowKind<BookmarkImage>(withoutNotice);
    expect(() => new RowKinds([bookmarkRow as unknown as AnyKind])).toThrow('which is no row kind');
    expect(KIND_NAMES).not.toContain('bookmark');
  });
});
