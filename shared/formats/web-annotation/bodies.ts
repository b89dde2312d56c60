import type { AttributeValue } from '../../model/attributes/index.ts';
import { isJsonObject } from '../json.ts';
import { hasType, listOf, stringOf } from './annotations.ts';

/** The content of the bodies of an annotation, in terms of the model. */
export interface Said {
  /** In order: the first one is the type. */
  readonly tags: string[];
  readonly comments: string[];
  readonly attributes: Record<string, AttributeValue>;
  /** Ids of linked annotations or resources. */
  readonly links: string[];
  readonly score: number | undefined;
  readonly motivation: string | undefined;
  /** Bodies that the model cannot represent: choices, pictures, sounds. */
  readonly rest: unknown[];
}

/** Purposes of texts that name what something is. */
const NAMING = new Set(['tagging', 'classifying']);
/** Purposes of texts that are remarks on it. */
const REMARKS = new Set(['commenting', 'replying', 'questioning', 'assessing', 'moderating', 'editing']);

export function saidBy(annotation: Readonly<Record<string, unknown>>): Said {
  const motivation = listOf(annotation.motivation).find((one) => typeof one === 'string');
  const score = annotation.score;
  const said: Said = {
    tags: [],
    comments: [],
    attributes: {},
    links: [],
    score: typeof score === 'number' && score >= 0 && score <= 1 ? score : undefined,
    motivation: typeof motivation === 'string' ? shortName(motivation) : undefined,
    rest: [],
  };
  for (const body of [...listOf(annotation.body), ...listOf(annotation.bodyValue).map(bare)])
    takeBody(body, said);
  // Hypothesis has its own fields.
  for (const tag of listOf(annotation.tags)) if (typeof tag === 'string') said.tags.push(tag);
  if (stringOf(annotation.text) !== undefined) said.comments.push(String(annotation.text));
  const stated = annotation.attributes;
  if (isJsonObject(stated))
    for (const [name, value] of Object.entries(stated))
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        said.attributes[name] = value;
  return said;
}

function bare(value: unknown): unknown {
  return { type: 'TextualBody', value };
}

function takeBody(body: unknown, said: Said): void {
  if (typeof body === 'string') {
    said.links.push(body);
    return;
  }
  if (!isJsonObject(body)) return;
  if (
    body['@type'] === undefined &&
    body.type === undefined &&
    body.value === undefined &&
    Object.keys(body).length === 0
  )
    return;
  const stated = listOf(body.purpose ?? body['oa:purpose']).find((one) => typeof one === 'string');
  const purpose = typeof stated === 'string' ? shortName(stated) : undefined;
  const value = valueOf(body);
  if (value === undefined) {
    const link =
      stringOf(body.source) ?? (isJsonObject(body.source) ? stringOf(body.source.id) : stringOf(body.id));
    if (link === undefined || hasType(body, 'Choice')) said.rest.push(body);
    else if (purpose !== undefined && purpose !== 'linking') addAttribute(said, purpose, link);
    else said.links.push(link);
    if (
      link !== undefined &&
      Object.keys(body).some((key) => !['id', 'type', 'source', 'purpose'].includes(key))
    )
      said.rest.push(body);
    return;
  }
  // A body without a purpose has that of the annotation.
  const meant = purpose ?? said.motivation;
  if (meant !== undefined && NAMING.has(meant)) said.tags.push(value);
  else if (meant === undefined || REMARKS.has(meant) || (purpose === undefined && meant !== 'describing'))
    said.comments.push(value);
  else addAttribute(said, meant, value);
}

/** Returns the text of a body. Some editors write a term with its label instead of a text. */
function valueOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const { value = body['rdf:value'] ?? body.chars } = body;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isJsonObject(value)) return stringOf(value.label) ?? stringOf(value.id) ?? stringOf(value['@value']);
  return undefined;
}

function addAttribute({ attributes }: Said, name: string, value: string): void {
  let free = name;
  for (let n = 2; Object.hasOwn(attributes, free); n++) free = `${name} ${n}`;
  attributes[free] = value;
}

/** Returns a term of the vocabulary without its prefix or address. */
function shortName(term: string): string {
  return term.replace(/^(?:oa:|https?:\/\/www\.w3\.org\/ns\/oa#)/, '') || term;
}
