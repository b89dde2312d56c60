import type { Attribute } from '../model/attributes/index.ts';
import { nthHue } from '../model/hue.ts';
import { Scheme } from '../model/scheme.ts';

/** A type as a file declares it. A key is one letter, or absent. */
export interface DeclaredType {
  readonly name: string;
  readonly label?: string | undefined;
  readonly key?: string | undefined;
  readonly attributes?: readonly Attribute[] | undefined;
}

interface Declared {
  readonly name: string;
  readonly types: readonly DeclaredType[];
  readonly relations?: readonly { readonly name: string }[];
  readonly labels?: readonly { readonly name: string; readonly value: Attribute }[];
}

/** Returns a scheme of what another tool's configuration declares; `undefined` if no scheme can be made of it. */
export function declaredScheme({ name, types, relations = [], labels = [] }: Declared): Scheme | undefined {
  const keys = new Set<string>();
  const freeKey = (key: string | undefined) => {
    const lower = key?.toLowerCase();
    if (lower === undefined || !/^[a-z]$/.test(lower) || keys.has(lower)) return undefined;
    keys.add(lower);
    return lower;
  };
  const scheme = Scheme.safeParse({
    name: [...name].slice(0, 100).join('') || 'As read',
    layers: [{ name: 'imported', label: 'Imported' }],
    types: unique(types).map((type, i) => {
      const key = freeKey(type.key);
      return {
        name: type.name,
        label: shortly(type.label ?? type.name),
        layer: 'imported',
        hue: Math.round(nthHue(i)),
        ...(key !== undefined && { key }),
        attributes: type.attributes ?? [],
      };
    }),
    relations: unique(relations).map((relation) => ({
      name: relation.name,
      label: shortly(relation.name),
      ends: 'span',
    })),
    labels: unique(labels).map((label) => ({
      name: label.name,
      label: shortly(label.name),
      value: label.value,
    })),
  });
  return scheme.success ? scheme.data : undefined;
}

function unique<Named extends { readonly name: string }>(list: readonly Named[]): Named[] {
  return [...new Map(list.map((item) => [item.name, item])).values()];
}

function shortly(text: string): string {
  return [...text].slice(0, 40).join('');
}
