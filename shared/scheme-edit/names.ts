import type { Scheme } from '../model/scheme.ts';

/** What in a scheme has an identity of its own: annotations refer to it, so it may be renamed. */
export type PartKind = 'span' | 'relation' | 'label' | 'layer' | 'attribute' | 'slot';

/** A part of a scheme by name; attributes and slots within the type they belong to. */
export interface PartName {
  readonly kind: PartKind;
  readonly name: string;
  readonly owner?: { readonly kind: 'span' | 'relation'; readonly name: string } | undefined;
}

/** One part that goes on under another name. `owner` is called as it is after the edit. */
export interface Rename {
  readonly part: PartName;
  readonly to: string;
}

/** Every named part of a scheme, owners before what they own. */
export function partsOf({ layers, types, relations, labels }: Scheme): PartName[] {
  const named = (kind: PartKind) => (each: { readonly name: string }) => ({ kind, name: each.name });
  return [
    ...layers.map(named('layer')),
    ...types.map(named('span')),
    ...relations.map(named('relation')),
    ...labels.map(named('label')),
    ...types.flatMap((type) => {
      const owner = { kind: 'span', name: type.name } as const;
      return [
        ...type.attributes.map((each) => ({ ...named('attribute')(each), owner })),
        ...type.slots.map((each) => ({ ...named('slot')(each), owner })),
      ];
    }),
    ...relations.flatMap((relation) => {
      const owner = { kind: 'relation', name: relation.name } as const;
      return relation.attributes.map((each) => ({ ...named('attribute')(each), owner }));
    }),
  ];
}

/** A text by which a part is found in a map. */
export function partKey({ kind, name, owner }: PartName): string {
  return [kind, owner?.kind ?? '', owner?.name ?? '', name].join('\u0000');
}
