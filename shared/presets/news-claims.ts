import { DEFAULT_LABELS } from '../model/attributes/default-labels.ts';
import type { SchemeSource, TypeSource } from './build.ts';
import { CUE_WORDS } from './cue-words.ts';
import { mentionTypeNames } from './news-entities.ts';

const SPEAKERS = ['PERSON', 'ORG', 'GPE', 'NORP'];
const PLACES = ['GPE', 'LOC', 'FAC'];

type SuggestSource = NonNullable<NonNullable<TypeSource['slots']>[number]['suggest']>;

/**
 * Claimers are usually before the words and rarely after them, otherwise anywhere near; persons and organisations come before
 * countries.
 */
const SPEAKER_NEARBY: SuggestSource = [
  { rule: 'nearest', types: ['PERSON', 'ORG'], within: 'sentence', side: 'before' },
  { rule: 'nearest', within: 'sentence', side: 'before' },
  { rule: 'nearest', within: 'sentence', side: 'after' },
  { rule: 'nearest', within: 'paragraph' },
  { rule: 'nearest', types: ['PERSON', 'ORG'], within: 'document' },
];
const CIRCUMSTANCE_NEARBY: SuggestSource = [
  { rule: 'nearest', within: 'sentence' },
  { rule: 'nearest', within: 'paragraph' },
  { rule: 'nearest', within: 'document' },
];

const claim: TypeSource = {
  name: 'CLAIM',
  label: 'Claim',
  layer: 'claims',
  family: 'claim',
  key: 'c',
  hue: 300,
  guideline: [
    'What somebody is reported to say, think, promise or demand. Mark the **content**: the whole complement, participial and relative clauses included, without *that* and without the cue.',
    'A sentence without a source is a claim only if it evaluates or disputes something; a plain report of what happened is not. A claim without a claimer is legal: give the reason.',
    'Fill who claims (*claimer*), the words that attribute it (*cue*) and what it is about (*object*). Judge *epistemic* from the claimer’s side and for the content as worded: *denied X* is false-certain of X.',
  ].join('\n\n'),
  attributes: [
    {
      kind: 'text',
      name: 'gloss',
      label: 'Gloss',
      help: 'The claim in one sentence, pronouns resolved.',
      multiline: true,
    },
    { kind: 'text', name: 'topic', label: 'Topic', help: 'What the dispute or subject is called.' },
    {
      kind: 'choice',
      name: 'kind',
      label: 'Kind',
      help: 'A fact stated, a judgement, a promise, or a demand.',
      options: ['factual', 'evaluation', 'commitment', 'demand'],
      default: 'factual',
    },
    {
      kind: 'choice',
      name: 'epistemic',
      label: 'Epistemic',
      help: 'How far the claimer stands by the content as worded; unknown without a claimer.',
      options: ['true-certain', 'true-uncertain', 'false-certain', 'false-uncertain', 'unknown'],
      optionLabels: DEFAULT_LABELS.epistemic,
      default: 'unknown',
    },
    {
      kind: 'choice',
      name: 'sentiment',
      label: 'Sentiment',
      help: 'The claimer’s feeling about the object.',
      options: ['positive', 'negative', 'mixed', 'neutral-unknown'],
      optionLabels: { 'neutral-unknown': 'neutral or unknown' },
      default: 'neutral-unknown',
    },
    {
      kind: 'boolean',
      name: 'check-worthy',
      label: 'Check-worthy',
      help: 'Whether a reader would want it verified.',
      default: false,
    },
  ],
  slots: [
    {
      name: 'claimer',
      label: 'Claimer',
      help: 'Who makes the claim.',
      types: SPEAKERS,
      accepts: ['span', 'entity'],
      many: true,
      required: true,
      defaultType: 'PERSON',
      carried: true,
      suggest: SPEAKER_NEARBY,
    },
    {
      name: 'cue',
      label: 'Cue',
      help: 'The words that attribute it: said, according to, denied. Made and deleted with the claim.',
      types: ['CUE'],
      accepts: ['span'],
      defaultType: 'CUE',
      suggest: [
        { rule: 'nearest', types: ['CUE'], within: 'sentence' },
        ...Object.entries(CUE_WORDS).map(([language, words]) => ({
          rule: 'words' as const,
          language,
          words: [...words],
          within: 'paragraph' as const,
        })),
      ],
    },
    {
      name: 'object',
      label: 'Object',
      help: 'What the claim is about.',
      required: true,
      types: [...mentionTypeNames, 'TOPIC'],
      accepts: ['span', 'entity', 'text'],
      many: true,
      defaultType: 'TOPIC',
      suggest: [
        { rule: 'nearest', within: 'sentence', side: 'inside' },
        { rule: 'nearest', within: 'sentence', side: 'any' },
        { rule: 'nearest', within: 'paragraph', side: 'any' },
      ],
    },
    {
      name: 'affiliation',
      label: 'Affiliation',
      help: 'For whom the claimer speaks. Shown from the registry; fill it only to override or to give evidence.',
      types: ['ORG', 'GPE', 'NORP'],
      accepts: ['span', 'entity'],
      many: true,
      defaultType: 'ORG',
      carried: true,
      derived: { slot: 'claimer', relation: 'affiliated-with' },
      suggest: CIRCUMSTANCE_NEARBY,
    },
    {
      name: 'via',
      label: 'Via',
      help: 'The claim, person or document that relays this one.',
      types: ['CLAIM', ...SPEAKERS],
      accepts: ['span', 'entity', 'document'],
      defaultType: 'ORG',
      suggest: SPEAKER_NEARBY,
    },
    {
      name: 'location',
      label: 'Location',
      help: 'Where the claim was made, not what it is about.',
      types: PLACES,
      accepts: ['span', 'entity'],
      defaultType: 'GPE',
      carried: true,
      suggest: CIRCUMSTANCE_NEARBY,
    },
    {
      name: 'time',
      label: 'Time',
      help: 'When the claim was made.',
      types: ['DATE'],
      accepts: ['span'],
      defaultType: 'DATE',
      carried: true,
      suggest: CIRCUMSTANCE_NEARBY,
    },
    {
      name: 'medium',
      label: 'Medium',
      help: 'How it was made: interview, statement, post, press conference.',
      types: ['ORG', 'PRODUCT', 'EVENT', 'TOPIC'],
      accepts: ['span', 'entity', 'text'],
      defaultType: 'TOPIC',
      carried: true,
      suggest: CIRCUMSTANCE_NEARBY,
    },
  ],
};

const cue: TypeSource = {
  name: 'CUE',
  label: 'Cue',
  layer: 'claims',
  family: 'cue',
  key: 'k',
  hue: 315,
  guideline:
    'The words that tie a claim to its claimer: *said*, *according to*, *is believed to*, *denied*. Take adverbs and negation that change the commitment. A cue belongs to one claim.',
};

/** The claims layer. */
export const claimTypes: SchemeSource['types'] = [claim, cue];

/** The events layer: PLOVER's sixteen categories of reported events. */
export const eventTypes: SchemeSource['types'] = [
  {
    name: 'EVENT-MENTION',
    label: 'Event',
    layer: 'events',
    family: 'event',
    key: 'h',
    hue: 350,
    guideline:
      'The word that best says what happened between political actors: *met*, *sanctioned*, *withdrew*. One per event and sentence. *realis* tells whether it took place; set *mutual* when both sides do it to each other.',
    attributes: [
      {
        kind: 'choice',
        name: 'category',
        label: 'Category',
        options: [
          'AGREE',
          'CONSULT',
          'SUPPORT',
          'CONCEDE',
          'COOPERATE',
          'AID',
          'RETREAT',
          'REQUEST',
          'ACCUSE',
          'REJECT',
          'THREATEN',
          'PROTEST',
          'SANCTION',
          'MOBILIZE',
          'COERCE',
          'ASSAULT',
        ],
        required: true,
      },
      {
        kind: 'choice',
        name: 'realis',
        label: 'Realis',
        options: ['actual', 'planned', 'potential', 'denied'],
        default: 'actual',
      },
      { kind: 'boolean', name: 'mutual', label: 'Mutual', default: false },
    ],
    slots: [
      {
        name: 'actor',
        label: 'Actor',
        help: 'Who does it.',
        types: SPEAKERS,
        many: true,
        defaultType: 'ORG',
        suggest: SPEAKER_NEARBY,
      },
      {
        name: 'recipient',
        label: 'Recipient',
        help: 'To whom or with whom it is done.',
        types: SPEAKERS,
        many: true,
        defaultType: 'ORG',
        suggest: [
          { rule: 'nearest', within: 'sentence', side: 'after' },
          { rule: 'nearest', within: 'sentence', side: 'before' },
          { rule: 'nearest', within: 'paragraph' },
        ],
      },
      {
        name: 'location',
        label: 'Location',
        help: 'Where it happens.',
        types: PLACES,
        defaultType: 'GPE',
        carried: true,
        suggest: CIRCUMSTANCE_NEARBY,
      },
      {
        name: 'time',
        label: 'Time',
        help: 'When it happens.',
        types: ['DATE'],
        accepts: ['span'],
        defaultType: 'DATE',
        carried: true,
        suggest: CIRCUMSTANCE_NEARBY,
      },
    ],
  },
];
