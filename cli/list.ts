import { annotationsOf, relationByUid } from '../db/annotations/annotations.ts';
import { sql } from '../db/connection/connection.ts';
import { listDocuments } from '../db/documents/documents.ts';
import { entities } from '../db/exports/exporter.ts';
import { describeEnd } from '../db/relations/relations.ts';
import { listSets, setOfAnalyst } from '../db/sets/sets.ts';
import { idOf } from '../db/rows/ids.ts';
import type { Store } from '../db/connection/store.ts';
import { toUid } from '../db/connection/uid.ts';
import type { Relation } from '../shared/model/annotation.ts';
import { readableQuote } from '../shared/model/fragments.ts';
import type { Uid } from '../shared/model/uid.ts';
import {
  DOCUMENT_OPTION,
  SET_OPTION,
  UsageError,
  text,
  type CliCommand,
  type CliContext,
  type CliResult,
} from './define.ts';
import { MESSAGES } from './messages.ts';
import { resolveDocument, resolveSet } from './resolve.ts';
import { counted } from '../shared/text/counted.ts';

const lists: Record<string, (context: CliContext) => CliResult> = {
  documents({ workspace: { store, settings }, options }) {
    const set = setChosen(store, options) ?? setOfAnalyst(store.db, settings.value.analyst.id);
    const { rows } = listDocuments(store.db, set === undefined ? {} : { set });
    return {
      json: { documents: rows },
      lines: rows.map(
        ({ id, title, lead, name, published, status }) =>
          `${id}  ${status.padEnd(11)}  ${published || '–'}  ${title || lead || name}`,
      ),
    };
  },
  sets({ workspace: { store } }) {
    const sets = listSets(store);
    return {
      json: { sets },
      lines: sets.map(({ id, name, kind, spans }) => `${id}  ${kind}  ${name}  ${counted(spans, 'span')}`),
    };
  },
  spans({ workspace: { store }, options }) {
    const set = setChosen(store, options);
    const spans = documentsChosen(store, options).flatMap((document) => spansWithText(store, document, set));
    return {
      json: { spans },
      lines: spans.map(
        (span) =>
          `${span.id}  ${span.type}  ${span.start ?? '–'}–${span.end ?? '–'}  ${span.text.replace(/\s+/g, ' ')}`,
      ),
    };
  },
  relations({ workspace: { store }, options }) {
    const chosen = text(options, 'document') === undefined ? undefined : documentsChosen(store, options)[0];
    const inSet = setChosen(store, options);
    const relations = store.db
      .all<{ uid: Buffer }>(sql`SELECT uid FROM relation ORDER BY id`)
      .map(({ uid }) => relationByUid(store, toUid(uid))!)
      .filter((relation) => chosen === undefined || reaches(store, relation, chosen))
      .filter(({ set }) => inSet === undefined || set === inSet);
    return {
      json: { relations },
      lines: relations.map(({ id, type, from, to }) => `${id}  ${type}  ${from} → ${to}`),
    };
  },
  entities({ workspace: { store } }) {
    const all = [...entities(store)];
    return {
      json: { entities: all },
      lines: all.map(({ id, name, type }) => `${id}  ${type ?? '–'}  ${name}`),
    };
  },
};

export const listCommand: CliCommand = {
  operands: 'FILE documents|sets|spans|relations|entities',
  summary: 'List the documents, sets, spans, relations or entities of a project',
  words: [2, 2],
  options: {
    document: {
      ...DOCUMENT_OPTION.document,
      help: `For spans and relations. ${DOCUMENT_OPTION.document.help}`,
    },
    set: {
      ...SET_OPTION.set,
      help: 'For spans and relations: only this annotation set, by name or id. For documents: the set whose status is listed.',
    },
  },
  examples: [
    { line: 'list p.postil spans --document a.txt --json', does: 'Lists the spans of a document as JSON.' },
  ],
  async run(context) {
    const [file = '', what = ''] = context.positionals;
    const list = Object.hasOwn(lists, what) ? lists[what] : undefined;
    if (!list) throw new UsageError(MESSAGES.cannotBeListed(what, Object.keys(lists).join(', ')));
    context.workspace.open(file, { readonly: true });
    return list(context);
  },
};

function setChosen(store: Store, options: CliContext['options']): Uid | undefined {
  const name = text(options, 'set');
  return name === undefined ? undefined : resolveSet(store, name);
}

function documentsChosen(store: Store, options: CliContext['options']): Uid[] {
  const words = text(options, 'document');
  if (words !== undefined) return [resolveDocument(store, words)];
  return store.db
    .all<{ uid: Buffer }>(sql`SELECT uid FROM document ORDER BY id`)
    .map((row) => toUid(row.uid));
}

/** Whether a relation has an end in a document; a relation across documents has ends in two. */
function reaches(store: Store, { document, ends, from, to }: Relation, wanted: Uid): boolean {
  if (document !== undefined || ends === 'entity') return document === wanted;
  return [from, to].some((end) => describeEnd(store, ends, end).document === wanted);
}

/** Returns the spans of a document with their first and last offset (UTF-16 code units) and the text they cover. */
export function spansWithText(store: Store, document: Uid, set?: Uid) {
  const words = store.texts.textOf(idOf(store.db, 'document', document));
  return annotationsOf(store, document, set).spans.map(({ fragments, ...span }) => ({
    ...span,
    start: fragments[0]?.[0] ?? null,
    end: fragments.at(-1)?.[1] ?? null,
    fragments,
    text: readableQuote(words, fragments),
  }));
}
