import type { Attribute } from '../../model/attributes/index.ts';
import { UNIT_OPTION } from '../define.ts';
import { BARE_TYPE } from '../iob.ts';
import { unitOption } from '../units.ts';
import { textOnlyOption } from '../unread.ts';

/** Key under which a span, relation or document keeps what only this format has. */
export const ID = 'extractions';

export const CLAIM_TYPE = 'claim-type';
export const CLAIMER_TYPE = 'claimer-type';
export const OBJECT_TYPE = 'object-type';
export const MENTION_TYPE = 'mention-type';

export const OPTIONS: readonly Attribute[] = [
  { ...unitOption('codepoint'), name: UNIT_OPTION },
  {
    kind: 'text',
    name: CLAIM_TYPE,
    label: 'Type of claims',
    help: 'The type of the items of “claims” that have none.',
    default: 'CLAIM',
  },
  {
    kind: 'text',
    name: CLAIMER_TYPE,
    label: 'Type of claimers',
    help: 'For claimers that are not listed as entities and have no type.',
    default: 'PERSON',
  },
  {
    kind: 'text',
    name: OBJECT_TYPE,
    label: 'Type of objects',
    help: 'For objects of claims that are not listed as entities and have no type.',
    default: 'TOPIC',
  },
  {
    kind: 'text',
    name: MENTION_TYPE,
    label: 'Type of mentions without one',
    help: 'For mentions that are only text, and for the ends of triples.',
    default: BARE_TYPE,
  },
  textOnlyOption,
];

/** Types of the fillers of other claim slots, if the file names no type. */
export const PART_TYPES: Readonly<Record<string, string>> = {
  cue: 'CUE',
  affiliation: 'ORG',
  via: 'ORG',
  location: 'GPE',
  time: 'DATE',
  medium: 'TOPIC',
};
/** Slots that may hold words that are not in the article, because a model often paraphrases what a claim is about. */
export const TEXT_SLOTS: ReadonlySet<string> = new Set(['object', 'medium']);
