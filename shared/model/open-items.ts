import type { Label, Relation, Span } from './annotation.ts';
import { readableQuote } from './fragments.ts';
import { relationType } from './relation-rules.ts';
import { spanType, type Scheme } from './scheme.ts';
import type { Uid } from './uid.ts';

/** One thing that an article still lacks by its scheme. */
export interface OpenItem {
  /** A required attribute without a value, a required slot without filler or reason, a name without an entity, a required label. */
  readonly what: 'attribute' | 'slot' | 'entity' | 'label';
  /** The span concerned (of a relation, its source); `null` for a label. */
  readonly span: Uid | null;
  /** Type of the span or relation; empty for a label. */
  readonly type: string;
  /** Words of the span; empty for an implicit one. */
  readonly words: string;
  /** Label of the attribute, slot or document label; empty for an entity. */
  readonly label: string;
  /** Its name in the scheme. */
  readonly name: string;
}

/** The annotations of one set in one document. */
interface Annotated {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly relations: readonly Relation[];
  readonly labels: readonly Label[];
}

/**
 * Returns what an article lacks by its scheme, in the order of the text, document labels first. Only the scheme decides: linking one
 * name must not make others open.
 */
export function openItemsIn(scheme: Scheme, { text, spans, relations, labels }: Annotated): OpenItem[] {
  const items: OpenItem[] = scheme.labels
    .filter(({ name, value }) => value.required && !labels.some((label) => label.name === name))
    .map(({ name, label }) => ({ what: 'label', span: null, type: '', words: '', label, name }));
  for (const span of [...spans].sort((a, b) => startOf(a) - startOf(b))) {
    const type = spanType(scheme, span.type);
    if (!type) continue;
    const place = { span: span.id, type: span.type, words: readableQuote(text, span.fragments) };
    for (const { name, label, required } of type.attributes)
      if (required && span.attributes[name] === undefined)
        items.push({ what: 'attribute', ...place, label, name });
    for (const { name, label, required } of type.slots)
      if (required && !span.slots.some((slot) => slot.name === name))
        items.push({ what: 'slot', ...place, label, name });
    const isName = (span.attributes['mention'] ?? 'name') === 'name';
    if (type.wantsEntity && type.family === 'mention' && isName && span.entities.length === 0)
      items.push({ what: 'entity', ...place, label: '', name: '' });
    for (const relation of relations.filter(({ from }) => from === span.id))
      for (const { name, label, required } of relationType(scheme, relation.type)?.attributes ?? [])
        if (required && relation.attributes[name] === undefined)
          items.push({ what: 'attribute', ...place, type: relation.type, label, name });
  }
  return items;
}

/** Implicit spans come last. */
function startOf({ fragments }: Span): number {
  return fragments[0]?.[0] ?? Infinity;
}
