import type { Label, Relation, Span } from './annotation.ts';
import { readableQuote } from './fragments.ts';
import type { Scheme } from './scheme.ts';
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

/**
 * One thing that the scheme demands, as plain data. `openItemsIn` looks for what lacks it in an article in memory, and
 * `db/annotations/open-counts.ts` counts the same in SQL, for all articles at once.
 */
export type Requirement =
  | { readonly what: 'label'; readonly name: string; readonly label: string }
  /** Every span or relation of the type has a value of the attribute. */
  | {
      readonly what: 'attribute';
      readonly of: 'span' | 'relation';
      readonly type: string;
      readonly name: string;
      readonly label: string;
    }
  /** Every span of the type has a filler in the slot, or a reason for having none. */
  | { readonly what: 'slot'; readonly type: string; readonly name: string; readonly label: string }
  /** Every span of the type that is a name, see {@link NAME}, is linked to an entity. */
  | { readonly what: 'entity'; readonly type: string; readonly name: ''; readonly label: '' };

/** The attribute that tells names from descriptions and pronouns, and its value for a name. A span without a value is a name. */
export const NAME = { attribute: 'mention', value: 'name' } as const;

/** Returns all that a scheme demands: of the article, then of the spans of each type in the order of the items of one span. */
export function requirementsOf({ labels, types, relations }: Scheme): Requirement[] {
  return [
    ...labels
      .filter(({ value }) => value.required)
      .map(({ name, label }): Requirement => ({ what: 'label', name, label })),
    ...types.flatMap((type): Requirement[] => [
      ...attributesOf('span', type),
      ...type.slots
        .filter(({ required }) => required)
        .map(({ name, label }): Requirement => ({ what: 'slot', type: type.name, name, label })),
      ...(type.wantsEntity && type.family === 'mention'
        ? [{ what: 'entity', type: type.name, name: '', label: '' } as const]
        : []),
    ]),
    ...relations.flatMap((type) => attributesOf('relation', type)),
  ];
}

function attributesOf(
  of: 'span' | 'relation',
  { name: type, attributes }: Pick<Scheme['relations'][number], 'name' | 'attributes'>,
): Requirement[] {
  return attributes
    .filter(({ required }) => required)
    .map(({ name, label }) => ({ what: 'attribute', of, type, name, label }));
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
  const requirements = requirementsOf(scheme);
  const items: OpenItem[] = requirements
    .filter(({ what, name }) => what === 'label' && !labels.some((label) => label.name === name))
    .map(({ what, name, label }) => ({ what, span: null, type: '', words: '', label, name }));
  for (const span of [...spans].sort((a, b) => startOf(a) - startOf(b))) {
    const place = { span: span.id, words: readableQuote(text, span.fragments) };
    const add = (lacking: (requirement: Requirement) => boolean) => {
      for (const requirement of requirements)
        if (requirement.what !== 'label' && lacking(requirement)) {
          const { what, type, label, name } = requirement;
          items.push({ what, ...place, type, label, name });
        }
    };
    add((requirement) => isLackedBy(span, requirement));
    for (const relation of relations)
      if (relation.from === span.id)
        add(
          (each) =>
            each.what === 'attribute' &&
            each.of === 'relation' &&
            each.type === relation.type &&
            relation.attributes[each.name] === undefined,
        );
  }
  return items;
}

function isLackedBy({ type, attributes, slots, entities }: Span, requirement: Requirement): boolean {
  if (requirement.what === 'label' || requirement.type !== type) return false;
  const { what, name } = requirement;
  if (what === 'attribute') return requirement.of === 'span' && attributes[name] === undefined;
  if (what === 'slot') return !slots.some((slot) => slot.name === name);
  return entities.length === 0 && (attributes[NAME.attribute] ?? NAME.value) === NAME.value;
}

/** Implicit spans come last. */
function startOf({ fragments }: Span): number {
  return fragments[0]?.[0] ?? Infinity;
}
