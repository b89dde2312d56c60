import type { Entity, Slot } from '../model/annotation.ts';
import type { DocumentOrigin } from '../model/document.ts';
import type { Segmentation } from '../model/segmentation.ts';
import type { Analyst, AnnotationSet } from '../model/set.ts';
import type { LossGroup } from './loss-groups.ts';
import type {
  DatasetHeader,
  DocumentRecord,
  LabelRecord,
  NoteRecord,
  RelationRecord,
  SpanRecord,
  StatusRecord,
} from './records.ts';

/** Fields of a document record that are lists of rows or objects; each is a part of the model below. */
type Inner = 'origin' | 'spans' | 'relations' | 'labels' | 'statuses' | 'notes' | 'segmentation';
type Noted = Omit<NoteRecord, 'span' | 'relation'>;

/** The parts of the model that a file may carry, with the row of each part. */
export interface ModelRows {
  document: Omit<DocumentRecord, Inner>;
  origin: DocumentOrigin;
  span: SpanRecord;
  slot: Slot;
  /** Relations between spans of one document. */
  relation: RelationRecord;
  label: LabelRecord;
  status: StatusRecord;
  documentNote: Noted;
  spanNote: Noted;
  relationNote: Noted;
  segmentation: Segmentation;
  entity: Entity;
  /** Relations between entities, and between spans of different documents. */
  looseRelation: RelationRecord;
  set: AnnotationSet;
  analyst: Analyst;
  dataset: Omit<DatasetHeader, 'sets' | 'analysts'>;
}
export type Part = keyof ModelRows;
export type FieldOf<P extends Part> = Extract<keyof ModelRows[P], string>;

/**
 * How much of a field a format carries: all of it; a part, in which case the writer counts what is lost; or nothing, in
 * which case every value is counted as a loss.
 */
export type Extent = 'whole' | 'part' | 'none';

/**
 * What a format carries, for every field of the model. A part that a format lacks completely is `none`; for all others
 * each field has to be stated, so that a new field of the model does not compile until it is added.
 */
export type Carries = {
  readonly [P in Part]: 'none' | { readonly [F in FieldOf<P>]: Extent };
};

/** The name of a field as a loss, and the group of the loss. */
export interface CountedField {
  readonly loss: string;
  readonly group: LossGroup;
}
/** A field that is not needed in a file, with the reason. It is never reported as a loss. */
export interface UncountedField {
  readonly uncounted: string;
}
export type Field = CountedField | UncountedField;

const counted = (group: LossGroup, loss: string): CountedField => ({ loss, group });
const uncounted = (reason: string): UncountedField => ({ uncounted: reason });

const OWN_ID = uncounted('Postil’s own id: programs that read the file assign new ids');
const SET_NAME = uncounted('the manifest beside the export names the set');
const ESSENCE = uncounted('a row without it does not exist: the loss is reported for the row');
const OF_SOURCE = uncounted('a fact about the imported file; exports are UTF-8 with line feeds');
const ORDER = uncounted('the order of the rows expresses it');
const OF_SET = uncounted('the manifest beside the export names the sets');
const OF_ANALYST = uncounted(
  'Postil’s own list of people; the names of their sets are exported with the annotations',
);

/** For relations within a document and between documents. */
const RELATION = {
  id: OWN_ID,
  set: SET_NAME,
  type: ESSENCE,
  ends: ESSENCE,
  from: ESSENCE,
  to: ESSENCE,
  attributes: counted('annotations', 'attributes of relations'),
  untouched: counted('work', 'default-value flags'),
  score: counted('annotations', 'scores of relations'),
  derivedFrom: counted('work', 'origins of relations'),
  extra: counted('tools', 'foreign data of relations'),
};

/** Every field of the model: its name as a loss, or why it is none. A new field does not compile until it is added. */
export const MODEL_FIELDS = {
  document: {
    id: OWN_ID,
    text: counted('articles', 'article texts'),
    title: counted('articles', 'titles of documents'),
    source: counted('articles', 'metadata of documents'),
    url: counted('articles', 'metadata of documents'),
    byline: counted('articles', 'metadata of documents'),
    dateline: counted('articles', 'metadata of documents'),
    published: counted('articles', 'metadata of documents'),
    language: counted('articles', 'metadata of documents'),
    blocks: counted('articles', 'headlines, quotes and list items marked in articles'),
    header: counted('articles', 'headers removed from the text'),
    extra: counted('tools', 'foreign data of documents'),
  },
  origin: {
    name: counted('articles', 'file names of documents'),
    encoding: OF_SOURCE,
    carriageReturns: OF_SOURCE,
  },
  span: {
    id: OWN_ID,
    set: SET_NAME,
    type: ESSENCE,
    fragments: ESSENCE,
    attributes: counted('annotations', 'attributes'),
    untouched: counted('work', 'default-value flags'),
    slots: counted('annotations', 'slot fillers'),
    entities: counted('annotations', 'links to entities'),
    score: counted('annotations', 'scores'),
    owner: counted('annotations', 'claim–cue links'),
    derivedFrom: counted('work', 'origins of spans'),
    extra: counted('tools', 'foreign data of spans'),
    author: counted('work', 'authors of spans'),
  },
  slot: {
    id: OWN_ID,
    name: ESSENCE,
    rank: ORDER,
    filler: counted('annotations', 'slot fillers'),
    evidence: counted('annotations', 'evidence of slots'),
    score: counted('annotations', 'scores of slots'),
  },
  relation: RELATION,
  label: {
    id: OWN_ID,
    set: SET_NAME,
    name: ESSENCE,
    value: ESSENCE,
    score: counted('annotations', 'scores of document labels'),
  },
  status: {
    set: SET_NAME,
    status: counted('work', 'document statuses'),
    reason: counted('work', 'reasons for skipping'),
  },
  documentNote: noteFields('documents'),
  spanNote: noteFields('spans'),
  relationNote: noteFields('relations'),
  segmentation: {
    tokens: counted('tools', 'tokens and sentences as read'),
    sentences: counted('tools', 'sentences as read'),
    columns: counted('tools', 'columns of tokens'),
    extra: counted('tools', 'foreign data of tokens and sentences'),
  },
  entity: {
    id: OWN_ID,
    name: ESSENCE,
    type: counted('annotations', 'types of entities'),
    colour: counted('work', 'colours of entities'),
    note: counted('work', 'notes on entities'),
    mergedInto: counted('work', 'merges of entities'),
    aliases: counted('annotations', 'aliases of entities'),
    externalIds: counted('annotations', 'external ids of entities'),
  },
  looseRelation: RELATION,
  set: {
    id: OWN_ID,
    name: OF_SET,
    kind: OF_SET,
    analyst: OF_SET,
    model: counted('work', 'settings of model runs (version, prompt, date)'),
    supersedes: OF_SET,
  },
  analyst: { id: OWN_ID, name: OF_ANALYST, initials: OF_ANALYST, hue: OF_ANALYST },
  dataset: {
    scheme: uncounted('it is exported separately (Scheme, Export), and the manifest names its version'),
  },
} as const satisfies { readonly [P in Part]: { readonly [F in FieldOf<P>]-?: Field } };

function noteFields(of: string) {
  return {
    id: OWN_ID,
    body: counted('work', `notes on ${of}`),
    replyTo: counted('work', 'replies among notes'),
    analyst: counted('work', 'authors of notes'),
    question: counted('work', 'questions among notes'),
  };
}

/** The loss if a format lacks a part completely: one per row. */
export const PART_LOSSES = {
  document: ESSENCE,
  origin: MODEL_FIELDS.origin.name,
  span: counted('spans', 'spans'),
  slot: MODEL_FIELDS.slot.filler,
  relation: counted('annotations', 'relations'),
  label: counted('annotations', 'document labels'),
  status: MODEL_FIELDS.status.status,
  documentNote: MODEL_FIELDS.documentNote.body,
  spanNote: MODEL_FIELDS.spanNote.body,
  relationNote: MODEL_FIELDS.relationNote.body,
  segmentation: MODEL_FIELDS.segmentation.tokens,
  entity: counted('annotations', 'entities'),
  looseRelation: counted('annotations', 'relations of entities or across documents'),
  set: OF_SET,
  analyst: OF_ANALYST,
  dataset: MODEL_FIELDS.dataset.scheme,
} as const satisfies { readonly [P in Part]: Field };

export function isCounted(field: Field): field is CountedField {
  return 'loss' in field;
}

/** Returns the names of the losses that a format's declaration implies, each once, in the order of the model. */
export function declaredLosses(carries: Carries): string[] {
  const losses = (Object.keys(MODEL_FIELDS) as Part[]).flatMap((part) => {
    const stated = carries[part];
    const whole: Field = PART_LOSSES[part];
    if (stated === 'none' && isCounted(whole)) return [whole];
    return Object.entries<Field>(MODEL_FIELDS[part]).flatMap(([name, field]) =>
      stated === 'none' || (stated as Record<string, Extent>)[name] === 'none' ? [field] : [],
    );
  });
  return [...new Set(losses.filter(isCounted).map(({ loss }) => loss))];
}

/** Yields every kind of loss that follows from the model, with its group. */
export function* modelLosses(): Generator<CountedField> {
  for (const part of Object.keys(MODEL_FIELDS) as Part[])
    for (const field of [PART_LOSSES[part], ...Object.values<Field>(MODEL_FIELDS[part])])
      if (isCounted(field)) yield field;
}
