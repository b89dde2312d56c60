/** Names under which pipelines write the same thing, the first one first. */
export const DOCUMENT_KEYS = ['document_id', 'doc_id', 'document', 'file', 'file_name', 'url'] as const;
export const CONTAINERS = [
  'documents',
  'records',
  'results',
  'predictions',
  'extractions',
  'articles',
  'items',
] as const;
export const WORDS = ['text', 'quote', 'mention', 'word', 'content', 'claim'] as const;
export const TYPE = ['type', 'label', 'entity_group'] as const;
export const SCORE = ['score', 'confidence', 'probability'] as const;
export const START = ['start', 'start_char', 'begin'] as const;
export const END = ['end', 'end_char'] as const;
export const EXPLANATION = ['explanation', 'reason', 'rationale'] as const;
export const CONTEXT = ['context', 'sentence'] as const;
export const FROM = ['from', 'head', 'subject', 'source'] as const;
export const TO = ['to', 'tail', 'object', 'target'] as const;
