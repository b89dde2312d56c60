import { claimerSlot, cueSlot, objectSlot } from '../../shared/model/frames.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { ReadStore } from '../connection/store.ts';

/** Ids of what a claim's columns are called in the scheme, as JSON arrays: a scheme may have several claim types. */
export interface ClaimTerms {
  readonly types: string;
  readonly claimers: string;
  readonly cues: string;
  readonly objects: string;
  readonly gloss: string;
  readonly topic: string;
  readonly kind: string;
  readonly epistemic: string;
  readonly stance: string;
  readonly sentiment: string;
}
/** Attributes that have a column of their own. */
export const ATTRIBUTES = ['topic', 'kind', 'epistemic', 'stance', 'sentiment'] as const;
export type ClaimAttribute = (typeof ATTRIBUTES)[number];

/** Returns the terms of the claims of a scheme. */
export function claimTerms({ terms }: ReadStore, scheme: Scheme): ClaimTerms {
  const claims = scheme.types.filter(({ family }) => family === 'claim');
  const ids = (find: (type: (typeof claims)[number]) => number | undefined) => terms.listOf(claims.map(find));
  const slot = (type: (typeof claims)[number], name: string | undefined) =>
    name === undefined ? undefined : terms.find('slot', name, terms.find('span', type.name))?.id;
  const attribute = (name: string) =>
    ids((type) => terms.find('attribute', name, terms.find('span', type.name))?.id);
  return {
    types: ids((type) => terms.find('span', type.name)?.id),
    claimers: ids((type) => slot(type, claimerSlot(scheme, type)?.name)),
    cues: ids((type) => slot(type, cueSlot(scheme, type)?.name)),
    objects: ids((type) => slot(type, objectSlot(type)?.name)),
    gloss: attribute('gloss'),
    topic: attribute('topic'),
    kind: attribute('kind'),
    epistemic: attribute('epistemic'),
    stance: attribute('stance'),
    sentiment: attribute('sentiment'),
  };
}
