import type { Attribute } from '../../model/attributes/index.ts';
import { unitOption } from '../units.ts';
import { textOnlyOption } from '../unread.ts';

export const ID = 'spacy-jsonl';

export const OPTIONS: readonly Attribute[] = [
  unitOption('codepoint'),
  {
    kind: 'choice',
    name: 'tokens',
    label: 'Tokens (writing)',
    help: 'Written if the imported file had them or relations need them; or always, with Unicode word boundaries if there are none.',
    options: ['as read', 'always'],
    default: 'as read',
  },
  textOnlyOption,
];

/** Keys of a span that have a meaning in the format; all others are attributes. */
export const SPAN_KEYS = new Set(['start', 'end', 'label', 'token_start', 'token_end', 'text', 'score']);
/** Keys of a span that only Prodigy's screens use. */
export const VIEW_KEYS = new Set(['type', 'input_hash', 'color', 'hidden', 'disabled']);
export const RELATION_KEYS = new Set(['head', 'child', 'head_span', 'child_span', 'label']);
export const TOKEN_KEYS = new Set(['text', 'start', 'end', 'id', 'ws']);

/** Attribute with the name of the group of `doc.spans` that a span is in. */
export const GROUP_ATTRIBUTE = 'spans_key';
/** Names of document labels for the results of Prodigy's screens for choices and binary questions. */
export const CHOICE_LABEL = 'accept';
export const BINARY_LABEL = 'label';
/** Type of a span made for a token to which only a relation refers. */
export const TOKEN_TYPE = 'token';
