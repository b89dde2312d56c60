import { sql } from '../../db/connection/connection.ts';
import { toBytes } from '../../db/connection/uid.ts';
import type { CorrectionEffect as Effect, GoneChoices } from '../../db/revisions/correct.ts';
import { kindOf } from '../../db/rows/index.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { AffectedAnnotation, CorrectionEffect, GoneChoice } from '../../shared/contract/texts.ts';
import { readableText } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';

/**
 * Describes what a correction does, or would do, for clients; at most `most` annotations. Call it while the annotations still exist.
 */
export function effectOf(
  store: ReadStore,
  { edits, affected, spans }: Effect,
  most = Infinity,
): CorrectionEffect {
  return {
    edits: edits.edits.map(({ start, end, text }): [number, number, string] => [start, end, text]),
    affected: affected.slice(0, Math.max(0, most)).map((each) => describe(store, each)),
    annotations: spans,
  };
}

function describe(
  store: ReadStore,
  { span, before, after, fragments }: Effect['affected'][number],
): AffectedAnnotation {
  const { db, terms } = store;
  const { set, type } = kindOf('span').read(store, span.uid)!.image;
  return {
    span: span.uid,
    set: db.value<string>(sql`SELECT name FROM annotation_set WHERE uid = ${toBytes(set)}`) ?? '',
    type: terms.byUid(type).name,
    before: readableText(before),
    after: after === null ? null : readableText(after),
    fragments: fragments.map(([start, end]): [number, number] => [start, end]),
  };
}

/** Returns what the input of a call chooses for annotations whose words are all gone. */
export function choicesOf({
  gone,
  choices = [],
}: {
  readonly gone?: GoneChoice | undefined;
  readonly choices?: readonly { readonly span: Uid; readonly choice: GoneChoice }[] | undefined;
}): GoneChoices {
  return { otherwise: gone, spans: new Map(choices.map(({ span, choice }) => [span, choice])) };
}
