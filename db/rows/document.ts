import type { DocumentMetadata, DocumentOrigin } from '../../shared/model/document.ts';
import { sql } from '../connection/connection.ts';
import { sortTitle } from '../derived/document-columns.ts';
import { toBytes } from '../connection/uid.ts';
import { rowKind } from './define.ts';
import { redactFields } from './free-text.ts';
import { compact } from './ids.ts';

/** A document without its text. The text is a separate row, so that correcting a title does not journal the text. */
export interface DocumentImage extends DocumentMetadata {
  readonly header: string;
  readonly origin: DocumentOrigin;
  readonly extra?: Record<string, unknown> | undefined;
}

/** The columns of a document that its image is read from. */
export interface DocumentColumns extends DocumentMetadata {
  header: string;
  origin: string;
  extra: string | null;
}

/** Returns the image of a document from its columns. */
export function documentImage({ origin, extra, ...rest }: DocumentColumns): DocumentImage {
  return compact({
    ...rest,
    origin: JSON.parse(origin) as DocumentOrigin,
    extra: extra === null ? undefined : (JSON.parse(extra) as Record<string, unknown>),
  });
}

export const documentRow = rowKind<DocumentImage>({
  name: 'document',
  noun: 'article',
  table: { name: 'document', key: 'uid', imported: true, parts: {} },
  belongs: 'uid',
  identity: 'minted',
  topics: ['project', 'documents'],
  shown: null,
  cached: true,
  description: {
    subject: ({ title }) => ({ what: 'Article', words: title, span: null }),
    fields: (image) =>
      Object.entries(image).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  },
  references: {},
  merge: {
    title: 'case',
    source: 'case',
    url: 'case',
    byline: 'case',
    dateline: 'case',
    published: 'case',
    language: 'case',
    header: 'case',
    origin: 'later',
    extra: 'later',
  },
  offsets: null,
  terms: null,
  freeText: redactFields('title', 'source', 'url', 'byline', 'dateline', 'header', 'origin', 'extra'),
  read({ db }, uid) {
    const row = db.get<DocumentColumns & { change_id: number }>(sql`
      SELECT title, source, url, byline, dateline, published, language, header, origin, extra, change_id
      FROM document WHERE uid = ${toBytes(uid)}`);
    if (!row) return undefined;
    const { change_id: change, ...columns } = row;
    return { image: documentImage(columns), change };
  },
  write({ db }, uid, image, change) {
    const { title, source, url, byline, dateline, published, language, header, origin } = image;
    const extra = image.extra === undefined ? null : JSON.stringify(image.extra);
    const lead = db.value<string>(sql`SELECT lead FROM document WHERE uid = ${toBytes(uid)}`) ?? '';
    db.run(sql`
      INSERT INTO main.document (id, uid, title, source, url, byline, dateline, published, language, header, name, origin, extra, sort_title, change_id)
      VALUES (${db.nextId('document')}, ${toBytes(uid)}, ${title}, ${source}, ${url}, ${byline}, ${dateline}, ${published}, ${language}, ${header},
        ${origin.name}, ${JSON.stringify(origin)}, ${extra}, ${sortTitle(title, lead)}, ${change})
      ON CONFLICT (uid) DO UPDATE SET title = excluded.title, source = excluded.source, url = excluded.url,
        byline = excluded.byline, dateline = excluded.dateline, published = excluded.published, language = excluded.language,
        header = excluded.header, name = excluded.name, origin = excluded.origin, extra = excluded.extra, sort_title = excluded.sort_title, change_id = excluded.change_id`);
  },
  inserter:
    ({ db }, change) =>
    (uid, image) => {
      const { title, source, url, byline, dateline, published, language, header, origin, extra } = image;
      const { changes } = db.run(sql`
      INSERT INTO main.document (id, uid, title, source, url, byline, dateline, published, language, header, name, origin, extra, sort_title, change_id)
      VALUES (${db.nextId('document')}, ${toBytes(uid)}, ${title}, ${source}, ${url}, ${byline}, ${dateline}, ${published}, ${language}, ${header},
        ${origin.name}, ${JSON.stringify(origin)}, ${extra === undefined ? null : JSON.stringify(extra)}, ${sortTitle(title, '')}, ${change})
      ON CONFLICT (uid) DO NOTHING`);
      return changes > 0;
    },
  remove({ db }, uid) {
    db.run(sql`DELETE FROM main.document WHERE uid = ${toBytes(uid)}`);
  },
});
