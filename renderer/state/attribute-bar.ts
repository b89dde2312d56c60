import { create } from 'zustand';
import type { OutputOf } from '../../shared/contract/index.ts';
import type { Span } from '../../shared/model/annotation.ts';
import {
  isProposed,
  optionsOf,
  type Attribute,
  type AttributeValue,
} from '../../shared/model/attributes/index.ts';
import { valueLabel } from '../../shared/model/attributes/value-label.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import { spanType, type Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { proposeDates } from '../../shared/suggest/date-value.ts';
import { spanById, useArticle } from './article.ts';
import { currentScheme } from './project.ts';
import { lettersOf } from './value-letters.ts';

/** The attribute whose values the keys set. */
interface AttributeBar {
  /** The span, which stays selected. */
  span: Uid | null;
  attribute: string | null;
  /** Whether a value is being written in the field of the bar. */
  writing: boolean;
  /** Why the last value was refused, or null. */
  refusal: string | null;
}

const CLOSED: AttributeBar = { span: null, attribute: null, writing: false, refusal: null };

export const useAttributeBar = create<AttributeBar>()(() => CLOSED);

/** How often the values of a type’s attributes were chosen. */
export type UsedValues = OutputOf<'spans.values'>['attributes'];

/** A value that a letter sets. */
export interface OfferedValue {
  readonly letter: string;
  readonly value: AttributeValue;
  readonly label: string;
}

/** The span of the bar, its attributes, and the one that is set now. */
export interface OpenedAttribute {
  readonly span: Span;
  readonly attributes: readonly Attribute[];
  readonly attribute: Attribute;
  readonly index: number;
}

/** Returns what the bar sets; `null` while it is closed. */
export function openedAttribute(): OpenedAttribute | null {
  const { span: id, attribute: name } = useAttributeBar.getState();
  const span = spanById(id);
  const scheme = currentScheme();
  const attributes = span && scheme ? attributesInOrder(scheme, span.type) : [];
  const index = attributes.findIndex((each) => each.name === name);
  return span && index >= 0 ? { span, attributes, attribute: attributes[index]!, index } : null;
}

/** Returns the attributes of a type in the order of the bar: those whose values have letters come before those that are written. */
export function attributesInOrder(scheme: Scheme, type: string): readonly Attribute[] {
  const attributes = spanType(scheme, type)?.attributes ?? [];
  return [...attributes].sort((a, b) => Number(!hasLetters(a)) - Number(!hasLetters(b)));
}

/** Whether letters set the values of an attribute: it has options, or values are proposed. */
export function hasLetters(attribute: Attribute): boolean {
  return optionsOf(attribute) !== null || isProposed(attribute);
}

/** Opens an attribute of a span. Where nothing is offered, its field is open at once. */
export function openAttribute(span: Uid, attribute: string): void {
  useAttributeBar.setState({ ...CLOSED, span, attribute });
  const opened = openedAttribute();
  if (opened && offeredValues(opened).length === 0) useAttributeBar.setState({ writing: true });
}

export function closeAttribute(): void {
  if (useAttributeBar.getState().span !== null) useAttributeBar.setState(CLOSED);
}

/**
 * Returns the values that letters set: the options of the attribute, those that the analyst has chosen most in the set for spans of the
 * type first (in the article, until they are counted), or the dates that the words may mean. A letter belongs to its value and not to its position, so that it
 * stays the same when the order changes.
 */
export function offeredValues(
  { span, attribute }: OpenedAttribute,
  counted?: UsedValues,
): readonly OfferedValue[] {
  const { document, spans } = useArticle.getState();
  const options = optionsOf(attribute);
  if (options === null) {
    if (!isProposed(attribute) || !document) return [];
    const words = readableQuote(document.text, span.fragments);
    return proposeDates(words, document.published, document.language).map((value, i) => ({
      letter: String.fromCharCode(97 + i),
      value,
      label: value,
    }));
  }
  const labels = options.map((option) => valueLabel(attribute, option));
  const letters = lettersOf(labels);
  const inSet = counted?.find(({ name }) => name === attribute.name)?.values;
  const used = new Map<AttributeValue, number>(inSet?.map(({ value, count }) => [value, count]));
  for (const { type, attributes, untouched } of spans) {
    if (inSet) break;
    const value = attributes[attribute.name];
    if (type === span.type && value !== undefined && !untouched.includes(attribute.name))
      used.set(value, (used.get(value) ?? 0) + 1);
  }
  return options
    .map((value, i) => ({ value, label: labels[i]!, letter: letters[i]! }))
    .sort((a, b) => (used.get(b.value) ?? 0) - (used.get(a.value) ?? 0));
}

// Close the bar when its span is deleted or no longer selected.
useArticle.subscribe(({ selected }) => {
  const { span } = useAttributeBar.getState();
  if (span !== null && (selected !== span || !spanById(span))) closeAttribute();
});
