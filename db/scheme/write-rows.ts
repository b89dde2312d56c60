import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { quote } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import type { StepOf } from '../../shared/scheme-edit/steps.ts';
import { removeFiller, removeRelation, removeSpan } from '../annotations/removal.ts';
import { sql } from '../connection/connection.ts';
import { memo } from '../connection/memo.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { uidOf } from '../rows/ids.ts';
import { kindOf } from '../rows/index.ts';
import { withAttribute, withValue } from './annotation-values.ts';
import { convertRows } from './convert-values.ts';
import { proposalsOf, putBody, removeFromProposals } from './proposals.ts';
import { readAs } from './read-as.ts';
import { Retyper } from './retype.ts';
import { termOf } from './scheme-uses.ts';
import { splitDecider } from './split-rule.ts';
import type { Writing, WritingStep } from './writing.ts';

/**
 * Writes the rows of a step after the version of the scheme that it leads to. Yields after each annotation, so that a job may
 * report its progress, pause and stop.
 */
export function* writeRows(writing: Writing, step: WritingStep): Generator<void> {
  switch (step.step) {
    case 'split':
      yield* split(writing, step);
      return;
    case 'attributeToType':
      yield* split(writing, asSplit(step));
      return;
    case 'typeToAttribute':
      yield* typeToAttribute(writing, step);
      return;
    case 'convert':
      yield* convertRows(writing, step);
      return;
    case 'remove':
      yield* removeUses(writing, step.part);
      return;
  }
}

/** Returns the step as a split by value in which everything else keeps its type. */
export function asSplit({ part, to }: StepOf<'attributeToType'>): StepOf<'split'> {
  const name = part.owner!.name;
  return {
    step: 'split',
    part: { kind: 'span', name },
    by: { attribute: part.name, to },
    types: [],
    rest: { type: name },
  };
}

/** Local ids of the spans of a type, of every set, article by article. */
export function spansOfType({ db, terms }: ReadStore, type: number): number[] {
  return db.column<number>(
    sql`SELECT id FROM span WHERE type_id IN (SELECT value FROM json_each(${terms.listOf([type])})) ORDER BY document_id, id`,
  );
}

function* split({ store, recorder, scheme }: Writing, step: StepOf<'split'>): Generator<void> {
  const type: PartName = { kind: 'span', name: step.part.name };
  const term = termOf(store, type);
  if (!term) return;
  const attribute =
    'attribute' in step.by
      ? termOf(store, {
          kind: 'attribute',
          name: step.by.attribute,
          owner: { kind: 'span', name: type.name },
        })
      : undefined;
  const decide = splitDecider(step);
  const rest = step.rest === 'queue' ? null : step.rest.type;
  const retyper = new Retyper(store, recorder, scheme);
  const namesOf = memo((entity: Uid) => entityNames(store, entity));
  const of = new Map<Uid, Set<string>>();
  for (const id of spansOfType(store, term.id)) {
    const row = spanAt(store, id)!;
    const uid = toUid(row.uid);
    const image = readAs(store, 'span', uid)!;
    const text = store.texts.textOf(row.document_id);
    const to =
      decide({
        words: image.fragments.length === 0 ? null : quote(text, image.fragments),
        names: image.entities.flatMap(namesOf),
        value: attribute && image.attributes[attribute.uid],
      }) ?? rest;
    const becomes = to ?? type.name;
    for (const entity of image.entities) of.set(entity, (of.get(entity) ?? new Set()).add(becomes));
    if (becomes !== type.name) retyper.span(uid, becomes, undefined, image);
    yield;
  }
  for (const id of entitiesOfType(store, term.id)) {
    const uid = uidOf(store.db, 'entity', id);
    const decided = decide({ words: null, names: namesOf(uid), value: undefined });
    // What no list decides goes with its mentions, if they agree.
    const mentions = [...(of.get(uid) ?? [])];
    const to = decided ?? (mentions.length === 1 ? mentions[0]! : rest);
    if (to !== null && to !== type.name) retyper.entity(uid, to);
    yield;
  }
  for (const row of proposalsOf(store, type.name)) {
    const to =
      decide({
        words: row.body.text,
        names: row.body.entities.flatMap(namesOf),
        value: 'attribute' in step.by ? row.body.attributes[step.by.attribute] : undefined,
      }) ?? rest;
    if (to !== null && to !== type.name) putBody(recorder, row, { type: to });
    yield;
  }
  retyper.finish();
}

function* typeToAttribute(
  { store, recorder, scheme }: Writing,
  { part, into, attribute, value }: StepOf<'typeToAttribute'>,
): Generator<void> {
  const term = termOf(store, part);
  if (!term) return;
  const retyper = new Retyper(store, recorder, scheme);
  for (const id of spansOfType(store, term.id)) {
    retyper.span(uidOf(store.db, 'span', id), into, { attribute, value });
    yield;
  }
  for (const id of entitiesOfType(store, term.id)) {
    retyper.entity(uidOf(store.db, 'entity', id), into);
    yield;
  }
  for (const row of proposalsOf(store, part.name)) {
    const attributes: Record<string, AttributeValue> = { ...row.body.attributes, [attribute]: value };
    putBody(recorder, row, { type: into, attributes });
    yield;
  }
  retyper.finish();
}

function* removeUses({ store, recorder }: Writing, part: PartName): Generator<void> {
  const term = termOf(store, part);
  if (!term) return;
  // Before the claims are gone that proposals may fill.
  yield* removeFromProposals(store, recorder, part);
  const { db } = store;
  switch (part.kind) {
    case 'span':
      for (const id of entitiesOfType(store, term.id)) {
        const uid = uidOf(db, 'entity', id);
        const { type: _, ...image } = kindOf('entity').read(store, uid)!.image;
        recorder.put('entity', uid, image);
        yield;
      }
      for (const id of spansOfType(store, term.id)) {
        // It may have gone with another, as a cue does.
        const row = spanAt(store, id);
        if (row) removeSpan(store, recorder, toUid(row.uid));
        yield;
      }
      return;
    case 'relation':
      for (const row of db.column<Buffer>(
        sql`SELECT uid FROM relation WHERE type_id IN (SELECT value FROM json_each(${store.terms.listOf([term.id])})) ORDER BY id`,
      )) {
        removeRelation(store, recorder, toUid(row));
        yield;
      }
      return;
    case 'label':
      for (const row of db.column<Buffer>(
        sql`SELECT uid FROM label WHERE type_id IN (SELECT value FROM json_each(${store.terms.listOf([term.id])})) ORDER BY id`,
      )) {
        recorder.remove('label', toUid(row));
        yield;
      }
      return;
    case 'slot':
      for (const row of db.column<Buffer>(
        sql`SELECT uid FROM slot WHERE slot_id IN (SELECT value FROM json_each(${store.terms.listOf([term.id])})) ORDER BY id`,
      )) {
        removeFiller(store, recorder, toUid(row));
        yield;
      }
      return;
    case 'attribute':
      for (const { kind, uid } of withAttribute(store, term.id)) {
        const { image } = kindOf(kind).read(store, uid)!;
        recorder.put(kind, uid, withValue(image, term.uid, null));
        yield;
      }
      return;
    case 'layer': // no annotation refers to one
  }
}

/** Name and aliases of an entity. */
export function entityNames(store: ReadStore, entity: Uid): string[] {
  const image = kindOf('entity').read(store, entity)?.image;
  return image ? [image.name, ...image.aliases] : [];
}

function entitiesOfType({ db, terms }: ReadStore, type: number): number[] {
  return db.column<number>(
    sql`SELECT id FROM entity WHERE type_id IN (SELECT value FROM json_each(${terms.listOf([type])})) ORDER BY id`,
  );
}

function spanAt({ db }: ReadStore, span: number): { uid: Buffer; document_id: number } | undefined {
  return db.get(sql`SELECT uid, document_id FROM span WHERE id = ${span}`);
}
