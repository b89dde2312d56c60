import type { SpanType } from '../../shared/model/scheme.ts';
import { childrenOf, inTreeOrder } from '../../shared/model/type-tree.ts';
import type { Option } from './Select.tsx';

/** Indents an option by one level; a `select` shows nothing but text. */
const INDENT = '\u2003';

/** Returns options for types in the order of their hierarchy, those below another one indented. */
export function typeOptions(
  types: readonly SpanType[],
  labelOf: (type: SpanType) => string = ({ label }) => label,
): readonly Option[] {
  return inTreeOrder(types).map(
    ({ type, depth }) => [type.name, INDENT.repeat(depth) + labelOf(type)] as const,
  );
}

/** Returns options for filtering by type: one with types below it says that those are included. */
export function typeFilterOptions(types: readonly SpanType[]): readonly Option[] {
  const hasBelow = ({ name }: SpanType) => childrenOf({ types }, name).length > 0;
  return typeOptions(types, (type) => (hasBelow(type) ? `${type.label} and below` : type.label));
}
