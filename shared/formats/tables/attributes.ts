import type { Attribute, AttributeStorage, AttributeValue } from '../../model/attributes/index.ts';
import { valueLabel } from '../../model/attributes/value-label.ts';
import { allAttributes } from '../foreign.ts';
import { column, type ColumnKind, type TableColumn } from './table.ts';
import type { ExportView } from './view.ts';

/** A span or a relation. */
interface Attributed {
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

const KINDS = { number: 'number', boolean: 'flag', text: 'text' } as const satisfies Record<
  AttributeStorage,
  ColumnKind
>;

/**
 * Returns a column for each attribute that the types declare, of its kind; of texts if the types declare it differently. Values
 * that the scheme does not declare, or that do not fit, are in a last column as JSON.
 *
 * @param of the span or relation of a row
 */
export function attributeColumns<Row>(
  view: ExportView,
  types: readonly { readonly attributes: readonly Attribute[] }[],
  of: (row: Row) => Attributed,
): { readonly columns: TableColumn<Row>[]; readonly others: TableColumn<Row> } {
  const declared = new Map<string, { readonly attribute: Attribute; readonly kind: ColumnKind }>();
  for (const attribute of types.flatMap(({ attributes }) => attributes)) {
    const kind = attribute.kind === 'date' ? 'date' : KINDS[view.declared.storage(attribute)];
    const known = declared.get(attribute.name);
    declared.set(attribute.name, {
      attribute: known?.attribute ?? attribute,
      kind: known === undefined || known.kind === kind ? kind : 'text',
    });
  }
  const value = (row: Row, name: string) => {
    const { attributes } = of(row);
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  };
  const fitting = (row: Row, name: string, kind: ColumnKind) => {
    const found = value(row, name);
    if (found === undefined || !fits(found, kind)) return null;
    return kind === 'number' || kind === 'flag' ? found : String(found);
  };
  return {
    columns: [...declared].map(([name, { attribute, kind }]) =>
      column(name, attribute.label, (row: Row) => fitting(row, name, kind), {
        kind,
        // Options of a choice have labels.
        ...(attribute.kind === 'choice' && {
          shown: (row: Row) => {
            const found = value(row, name);
            const own = view.declared.of(of(row).type, name) ?? attribute;
            return found === undefined ? null : valueLabel(own, found);
          },
        }),
      }),
    ),
    others: column('other_attributes', 'Other attributes', (row: Row) => {
      const others = Object.entries(allAttributes(of(row))).filter(
        ([name, found]) => found !== value(row, name) || !fits(found, declared.get(name)?.kind),
      );
      return others.length === 0 ? null : JSON.stringify(Object.fromEntries(others));
    }),
  };
}

/** @param kind undefined for an attribute that is not declared */
function fits(value: AttributeValue, kind: ColumnKind | undefined): boolean {
  if (kind === undefined) return false;
  if (kind === 'number') return typeof value === 'number';
  return kind === 'flag' ? typeof value === 'boolean' : true;
}
