import type { RowChange } from '../../../shared/contract/history.ts';
import type { Attribute } from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { TEXTS } from './texts.ts';

/** A change of a row with the labels of the scheme in place of names. */
export interface LabelledRow {
  readonly what: string;
  /** The name of the type if its label differs. */
  readonly code: string | undefined;
  readonly fields: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

/** Replaces names of types, slots and attributes by their labels; names that the scheme does not have stay. */
export function withLabels({ kind, what, fields }: RowChange, scheme: Scheme | undefined): LabelledRow {
  const types: readonly Labelled[] =
    scheme === undefined
      ? []
      : kind === 'span'
        ? scheme.types
        : kind === 'relation'
          ? scheme.relations
          : kind === 'slot'
            ? scheme.types.flatMap(({ slots }) => slots)
            : kind === 'label'
              ? scheme.labels
              : [];
  const known = types.find(({ name }) => name === what);
  return {
    what: known?.label ?? what,
    code: known && known.label !== what ? what : undefined,
    fields: fields.map(({ name, from, to }) => {
      if (name === TEXTS.type) return { name, from: labelIn(types, from), to: labelIn(types, to) };
      const attribute = known?.attributes?.find((each) => each.name === name);
      const value = (text: string) => (text === '' ? '' : valueLabel(attribute, text));
      return { name: attribute?.label ?? name, from: value(from), to: value(to) };
    }),
  };
}

interface Labelled {
  readonly name: string;
  readonly label: string;
  readonly attributes?: readonly Attribute[];
}

function labelIn(types: readonly Labelled[], name: string): string {
  return types.find((type) => type.name === name)?.label ?? name;
}
