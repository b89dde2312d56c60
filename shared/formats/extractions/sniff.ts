import { isJsonObject } from '../json.ts';
import { peekJson } from '../json-array.ts';
import { CONTAINERS, DOCUMENT_KEYS } from './keys.ts';

/** How sure it is that a file holds what a model extracted, 0 to 1. */
export function sniffExtractions(_: string, head: Uint8Array): number {
  const { records, start } = peekJson(head);
  // One object around all records is longer than any head.
  const wrapped = /^[\ufeff\s]*\{/.test(start) && CONTAINER.test(start) && PROPOSES.test(start);
  return Math.max(wrapped && !OTHERS.test(start) ? 0.85 : 0, ...records.map(resemblance));
}

const CONTAINER = new RegExp(`"(?:${CONTAINERS.join('|')})"\\s*:\\s*\\[\\s*\\{`);
const PROPOSES = /"(?:entities|claims)"\s*:\s*\[/;
const OTHERS = /"(?:start_offset|_input_hash|@context|paragraphs)"\s*:/;

/** How much a record looks like a pipeline's. doccano, spaCy and Prodigy have lists of the same names with other things in them. */
function resemblance(record: Record<string, unknown>): number {
  if ('_input_hash' in record || '@context' in record || 'kind' in record) return 0;
  if ('spans' in record || 'ents' in record || 'tokens' in record || 'data' in record) return 0;
  for (const key of CONTAINERS) {
    const held = record[key];
    if (Array.isArray(held) && held.some(isJsonObject))
      return Math.max(0, ...held.filter(isJsonObject).map(resemblance));
  }
  const named =
    typeof record.text === 'string' || DOCUMENT_KEYS.some((key) => typeof record[key] === 'string');
  if (!named) return 0;
  const { entities, claims } = record;
  if (Array.isArray(claims) && claims.length > 0 && claims.every(isClaim)) return 0.95;
  if (Array.isArray(entities) && entities.length > 0) return entities.every(isEntity) ? 0.92 : 0;
  const empty = Array.isArray(entities) || Array.isArray(claims);
  return empty && (Array.isArray(claims) || 'model' in record || 'document_id' in record) ? 0.8 : 0;
}

function isEntity(value: unknown): boolean {
  if (!isJsonObject(value) || 'start_offset' in value || 'user' in value) return false;
  const typed = ['type', 'label', 'entity_group'].some((key) => typeof value[key] === 'string');
  return typed && ['text', 'quote', 'mention', 'word'].some((key) => typeof value[key] === 'string');
}

function isClaim(value: unknown): boolean {
  return isJsonObject(value) && ['content', 'claim', 'text'].some((key) => key in value);
}
