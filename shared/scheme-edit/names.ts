import type { Scheme } from '../model/scheme.ts';

/** The kinds of parts of a scheme that annotations refer to by identity, so that they can be renamed. */
export type PartKind = 'span' | 'relation' | 'label' | 'layer' | 'attribute' | 'slot';

/** A part of a scheme by name; for attributes and slots also the type they belong to. */
export interface PartName {
  readonly kind: PartKind;
  readonly name: string;
  readonly owner?: { readonly kind: 'span' | 'relation'; readonly name: string } | undefined;
}

/** A renamed part. `owner` has its name from after the edit. */
export interface Rename {
  readonly part: PartName;
  readonly to: string;
}

/** Returns all named parts of a scheme; owners come before their parts. */
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

/** Returns the key of a part for a map. */
export function partKey({ kind, name, owner }: PartName): string {
  return [kind, owner?.kind ?? '', owner?.name ?? '', name].join('\u0000');
}
