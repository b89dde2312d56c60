import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { newUid } from '../../shared/model/uid.ts';
import { convertValue } from '../../shared/scheme-edit/convert-value.ts';
import type { StepOf } from '../../shared/scheme-edit/steps.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { sql } from '../connection/connection.ts';
import { toUid } from '../connection/uid.ts';
import { MESSAGES } from '../messages.ts';
import type { ImageOf } from '../rows/index.ts';
import { compact } from '../rows/ids.ts';
import { convertedProposals, putBody } from './proposals.ts';
import { readAs } from './read-as.ts';
import { termOf } from './scheme-uses.ts';
import { withAttribute, withValue } from './annotation-values.ts';
import type { Writing } from './writing.ts';

/** What becomes of a value that the table does not name and that does not fit. */
type Unnamed = NonNullable<StepOf<'convert'>['unnamed']>;

/**
 * Gives all values of an attribute or document label the form of its new declaration. Yields after each.
 * @throws PostilError `refused` for a value that nothing is said about
 */
export function* convertRows(writing: Writing, step: StepOf<'convert'>): Generator<void> {
  const { store } = writing;
  const { part, to, table, unnamed = 'refuse' } = step;
  const term = termOf(store, part);
  if (!term) return;
  for (const { row, attributes } of convertedProposals(store, step)) {
    putBody(writing.recorder, row, { attributes });
    yield;
  }
  const becomes = (value: AttributeValue) => {
    const found = convertValue(to, table, value);
    return found === undefined ? keptOut(step.part.name, value, unnamed) : { value: found, asNote: false };
  };
  const note = (about: Pick<ImageOf<'note'>, 'document' | 'span' | 'relation'>, value: AttributeValue) => {
    const { document, span, relation } = about;
    const body = `${part.name}: ${String(value)}`;
    writing.recorder.put(
      'note',
      newUid(),
      compact({ document, span, relation, analyst: writing.analyst, body }),
    );
  };
  if (part.kind === 'label') {
    const uids = store.db.column<Buffer>(
      sql`SELECT uid FROM label WHERE type_id IN (SELECT value FROM json_each(${store.terms.listOf([term.id])})) ORDER BY id`,
    );
    for (const row of uids) {
      const uid = toUid(row);
      const image = readAs(store, 'label', uid)!;
      const { value, asNote } = becomes(image.value);
      if (value === null) writing.recorder.remove('label', uid);
      else writing.recorder.put('label', uid, { ...image, value });
      if (asNote) note({ document: image.document }, image.value);
      yield;
    }
    return;
  }
  for (const { kind, uid } of withAttribute(store, term.id)) {
    const image = readAs(store, kind, uid)!;
    const before = image.attributes[term.uid];
    // A type that was merged may have had the attribute, where this one has not.
    if (before === undefined) continue;
    const { value, asNote } = becomes(before);
    writing.recorder.put(kind, uid, withValue(image, term.uid, value));
    // A relation across articles has no place for a note.
    if (asNote && image.document)
      note({ document: image.document, ...(kind === 'span' ? { span: uid } : { relation: uid }) }, before);
    yield;
  }
}

function keptOut(name: string, value: AttributeValue, unnamed: Unnamed): { value: null; asNote: boolean } {
  if (unnamed === 'refuse')
    throw new PostilError('refused', MESSAGES.valueWithoutRow(name, String(value)), { field: 'table' });
  return { value: null, asNote: unnamed === 'note' };
}
