import { goToRevision, previewRevision } from '../../db/revisions/correct.ts';
import { Recorder } from '../../db/journal/recorder.ts';
import type { Actor } from '../../db/journal/actor.ts';
import type { Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { TextRevision } from '../../shared/contract/texts.ts';
import type { DocumentRecord } from '../../shared/formats/records.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { listRevisions } from '../corrections/list.ts';
import { MESSAGES } from './messages.ts';

/** The revision of an article that is exported, for the manifest. */
export interface ExportedRevision extends Omit<TextRevision, 'present' | 'length'> {
  readonly document: Uid;
  /** The number of annotations that are not in the export, because their words are not in this text. */
  readonly annotationsLeftOut: number;
}

/**
 * Gives an article an earlier text, with its annotations mapped, within a transaction that the caller rolls back: so an export of it is
 * made and compared like any other.
 * @throws PostilError `not-found` if the article never had this text
 */
export function goBackForExport(store: Store, actor: Actor, document: Uid, revision: Uid): ExportedRevision {
  const found = listRevisions(store, document).find(({ id }) => id === revision);
  if (!found) throw new PostilError('not-found', MESSAGES.noSuchText(revision), { field: 'revision' });
  const { present, length: _, ...stated } = found;
  if (present) return { document, ...stated, annotationsLeftOut: 0 };
  const effect = previewRevision(store, document, revision);
  const title = { command: 'texts.goTo', label: 'Export an earlier text', kind: 'correction' } as const;
  goToRevision(store, new Recorder(store, actor, title), document, effect, { otherwise: 'delete' });
  const annotationsLeftOut = effect.affected.filter(({ after }) => after === null).length;
  return { document, ...stated, annotationsLeftOut };
}

/** So many digits of a hash name a text in the name of a file. */
const DIGITS = 12;

/** Adds the hash of its text to the name of an article, from which the names of its files are made. */
export function* namedAfter(
  { sha256 }: ExportedRevision,
  records: Iterable<DocumentRecord>,
): Generator<DocumentRecord> {
  for (const record of records) {
    const name = (record.origin.name || record.title || 'article').replace(/\.[a-z\d]{1,8}$/i, '');
    yield { ...record, origin: { ...record.origin, name: `${name}.${sha256.slice(0, DIGITS)}.txt` } };
  }
}

/** Returns the name of a file that holds all data of an export. */
export function nameOfData({ sha256 }: ExportedRevision): string {
  return `data.${sha256.slice(0, DIGITS)}`;
}
