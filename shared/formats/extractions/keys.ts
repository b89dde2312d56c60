/**
 * Names that libraries use for the same thing, the preferred one first. They are written in the form that `squash` of
 * `fields.ts` returns: lower case, without underscores, hyphens and blanks.
 */

/** Names the article. */
export const DOCUMENT = [
  'documentid',
  'docid',
  'document',
  'articleid',
  'file',
  'filename',
  'filepath',
  'path',
  'url',
  'customid',
  'recordid',
  'key',
] as const;
/** Names the article if nothing else does, and only if there is one with that name. */
export const WEAK_DOCUMENT = ['id', 'source', 'title', 'name'] as const;
/** Holds the article's text. */
export const ARTICLE = [
  'text',
  'documenttext',
  'articletext',
  'fulltext',
  'inputtext',
  'sourcetext',
  'rawtext',
  'originaltext',
  'article',
  'body',
  'passage',
  'input',
  'sentence',
] as const;

/** Lists of records, each with its own article. */
export const CONTAINERS = [
  'documents',
  'records',
  'results',
  'predictions',
  'extractions',
  'articles',
  'items',
] as const;

/** Lists of items extracted from one article. The kind of an item follows from its fields. */
export const LISTS = {
  entities: [
    'entities',
    'namedentities',
    'entitymentions',
    'mentions',
    'extractions',
    'annotations',
    'predictions',
    'prediction',
    'ner',
    'nerresults',
    'nodes',
    'labels',
    'label',
    'results',
    'items',
    'tasks',
  ],
  claims: ['claims', 'quotes', 'quotations', 'statements', 'assertions', 'attributions'],
  relations: [
    'relations',
    'relationships',
    'relationextraction',
    'triples',
    'triplets',
    'openie',
    'edges',
    'facts',
  ],
  events: ['events'],
} as const;
/** Lists of triples, whose ends are words of the article and not items of the record. */
export const TRIPLES: ReadonlySet<string> = new Set(['triples', 'triplets', 'openie']);
export type ListKind = keyof typeof LISTS;

/** The words of a mention. `name`, `entity` and `value` count only if none of the fields before them exists. */
export const WORDS = [
  'text',
  'quote',
  'mention',
  'word',
  'extractiontext',
  'spantext',
  'surfaceform',
  'surface',
  'mentiontext',
  'matchedtext',
  'content',
  'claim',
  'span',
] as const;
export const NAMES = ['name', 'entity', 'entityname', 'value'] as const;
export const TYPE = [
  'type',
  'label',
  'entitygroup',
  'entitytype',
  'category',
  'class',
  'extractionclass',
  'entitylabel',
  'entityclass',
  'tag',
] as const;
/** The type in one of several labels with a score each. */
export const LABEL = ['value', 'label', 'name'] as const;
export const SCORE = ['score', 'confidence', 'probability', 'confidencescore', 'prob', 'certainty'] as const;
export const START = [
  'start',
  'startchar',
  'begin',
  'startoffset',
  'startpos',
  'startindex',
  'startidx',
  'charstart',
  'beginoffset',
  'characteroffsetbegin',
  'beginindex',
  'offset',
] as const;
export const END = [
  'end',
  'endchar',
  'endoffset',
  'endpos',
  'endindex',
  'endidx',
  'charend',
  'characteroffsetend',
] as const;
/** Both offsets in one field: a pair, or an object with a start and an end. */
export const INTERVAL = [
  'charinterval',
  'span',
  'charspan',
  'position',
  'offsets',
  'indices',
  'charoffsets',
] as const;
export const EXPLANATION = ['explanation', 'reason', 'reasoning', 'rationale', 'justification'] as const;
export const CONTEXT = [
  'context',
  'sentence',
  'evidence',
  'supportingquote',
  'sourcetext',
  'sourcesentence',
  'evidencetext',
  'snippet',
] as const;
/** The name of the mentioned entity, if the words are in another field. */
export const ENTITY_NAME = ['canonicalname', 'canonical', 'normalizedname', 'normalisedname'] as const;
export const WIKIDATA = ['wikidata', 'qid', 'wikidataid'] as const;

export const FROM = [
  'from',
  'head',
  'subject',
  'source',
  'subj',
  'headentity',
  'sourceentity',
  'subjectentity',
  'arg1',
  'entity1',
] as const;
export const TO = [
  'to',
  'tail',
  'object',
  'target',
  'obj',
  'tailentity',
  'targetentity',
  'objectentity',
  'arg2',
  'entity2',
] as const;
export const RELATION_TYPE = [
  'type',
  'label',
  'relation',
  'predicate',
  'relationtype',
  'relationship',
  'relationshiptype',
  'rel',
  'property',
  'verb',
] as const;
/** The types of a relation's ends, in fields of the relation. */
export const FROM_TYPE = ['headtype', 'subjecttype', 'sourcetype', 'fromtype', 'subjtype'] as const;
export const TO_TYPE = ['tailtype', 'objecttype', 'targettype', 'totype', 'objtype'] as const;

/** The quoted words of a claim, preferred to those that the model may paraphrase. */
export const QUOTED = ['quote', 'quotation', 'verbatim'] as const;
export const STATED = [
  'content',
  'claim',
  'statement',
  'claimtext',
  'assertion',
  'proposition',
  'text',
  'utterance',
] as const;
/** Slots of a claim, by the names that libraries use. */
export const CLAIM_PARTS: Readonly<Record<string, readonly string[]>> = {
  claimer: [
    'claimer',
    'speaker',
    'speakername',
    'source',
    'attributedto',
    'claimant',
    'holder',
    'author',
    'saidby',
  ],
  object: ['object', 'about', 'target'],
  cue: ['cue', 'cuewords', 'reportingverb', 'verb'],
  affiliation: ['affiliation'],
  via: ['via'],
  location: ['location'],
  time: ['time'],
  medium: ['medium'],
};

export const TRIGGER = ['trigger', 'triggertext', 'anchor', 'triggerword', 'triggerwords'] as const;
export const EVENT_TYPE = ['eventtype', 'type', 'label', 'category', 'class'] as const;
export const ARGUMENTS = ['arguments', 'args', 'participants', 'roles', 'argumentlist'] as const;
export const ROLE = ['role', 'argumentrole', 'slot', 'type', 'label'] as const;

/** Type names that are usual in templates and structured outputs. */
export const USUAL_TYPES =
  /^(?:per|persons?|people|names?|org|organi[sz]ations?|compan(?:y|ies)|loc|locations?|places?|countr(?:y|ies)|cit(?:y|ies)|gpe|norp|fac|dates?|times?|events?|products?|money|quantit(?:y|ies)|misc|topics?|titles?|laws?|weapons?|facilit(?:y|ies)|groups?|roles?|人物|时间|地点|组织|机构|公司|组织机构)$/iu;

/** Fields that only locate an item in the library's own structures; they are kept with the span. */
export const TECHNICAL: ReadonlySet<string> = new Set([
  'index',
  'extractionindex',
  'groupindex',
  'tokeninterval',
  'alignmentstatus',
  'entityidx',
  'entityindex',
  'classprobs',
  'vector',
  'labelvector',
  'tokenstart',
  'tokenend',
  'tokenbegin',
  'doctokenbegin',
  'doctokenend',
  'headtoken',
  'length',
  'logprob',
]);
