import * as z from 'zod';
import { boolean } from './boolean.ts';
import { choice } from './choice.ts';
import { date } from './date.ts';
import {
  attributeKinds,
  type AttributeCommon,
  type AttributeInput,
  type AttributeKind,
  type AttributeKinds,
  type AttributeStorage,
  type AttributeValue,
} from './define.ts';
import { number } from './number.ts';
import { text } from './text.ts';

export type { AttributeInput, AttributeKinds, AttributeStorage, AttributeValue } from './define.ts';

/**
 * Every attribute kind. To add one: its file, a line here, and its name on the screen (the compiler asks). Functions
 * that treat all kinds alike take the list, which only in tests differs from this one.
 */
export const ATTRIBUTE_KINDS = attributeKinds({ choice, boolean, text, number, date });

type Kinds = typeof ATTRIBUTE_KINDS;
/** An attribute as a scheme declares it, distinguished by `kind`. */
export type Attribute = { [Name in keyof Kinds]: z.infer<Kinds[Name]['declaration']> }[keyof Kinds];
export type AttributeKindName = Attribute['kind'];

/** Returns the schema of the declarations of all `kinds`. */
export function attributeSchema(kinds: AttributeKinds = ATTRIBUTE_KINDS): z.ZodType<Attribute, Attribute> {
  const declarations = Object.values(kinds).map(({ declaration }) => declaration);
  // A list of any length cannot be typed as the union of its members.
  return z.discriminatedUnion('kind', declarations as never);
}

export const Attribute = attributeSchema();

/** Schema of stored values of any kind; {@link problemOfValue} checks one against its declaration. */
export const AttributeValueSchema = z.union([z.string(), z.number(), z.boolean()]);

type OfKind = Pick<AttributeCommon, 'kind'>;

function kindOf({ kind }: OfKind, kinds: AttributeKinds): AttributeKind<z.ZodType<AttributeCommon>> {
  const found = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!found) throw new Error(`${kind} is no kind of attribute`);
  return found;
}

/** Returns why `value` does not fit the declaration, or `null` if it does. */
export function problemOfValue(
  attribute: AttributeCommon,
  value: AttributeValue,
  kinds: AttributeKinds = ATTRIBUTE_KINDS,
): string | null {
  return kindOf(attribute, kinds).problemOf(attribute, value);
}

/** Reads a value given as text for this attribute; `undefined` if the text cannot be one. */
export function parseValue(
  attribute: OfKind,
  input: string,
  kinds: AttributeKinds = ATTRIBUTE_KINDS,
): AttributeValue | undefined {
  return kindOf(attribute, kinds).parse(input);
}

/** Returns how the values of an attribute are stored. */
export function storageOf(attribute: OfKind, kinds: AttributeKinds = ATTRIBUTE_KINDS): AttributeStorage {
  return kindOf(attribute, kinds).stored;
}

/**
 * Returns how a value is written: as text if its attribute is stored as text. Otherwise as what it is, because a scheme
 * may not declare the attribute, and values that do not fit a number or boolean are kept.
 */
export function storageOfValue(
  attribute: OfKind | undefined,
  value: AttributeValue,
  kinds: AttributeKinds = ATTRIBUTE_KINDS,
): AttributeStorage {
  const own = typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean');
  return attribute && storageOf(attribute, kinds) === 'text' ? 'text' : own;
}

/** Whether values of an attribute may be any text, so that somebody's name may be among them. */
export function isFreeText(attribute: OfKind, kinds: AttributeKinds = ATTRIBUTE_KINDS): boolean {
  return kindOf(attribute, kinds).isFree;
}

/** Returns how a person enters a value of an attribute. */
export function inputOf(attribute: AttributeCommon, kinds: AttributeKinds = ATTRIBUTE_KINDS): AttributeInput {
  return kindOf(attribute, kinds).input(attribute);
}

/** Returns the closed list of an attribute's values; `null` if it has none. */
export function optionsOf(
  attribute: AttributeCommon,
  kinds: AttributeKinds = ATTRIBUTE_KINDS,
): readonly AttributeValue[] | null {
  const input = inputOf(attribute, kinds);
  return 'options' in input ? input.options : null;
}

/** Whether a person writes the values of an attribute, instead of picking one of a closed list. */
export function isWritten(attribute: AttributeCommon, kinds: AttributeKinds = ATTRIBUTE_KINDS): boolean {
  return optionsOf(attribute, kinds) === null;
}

/**
 * Whether the values of an attribute are managed as a list that grows as one writes, such as topics: they are offered while one writes
 * another, and can be renamed, merged and coloured. A text of several lines is written once, and no list.
 */
export function isValueList(attribute: Attribute): attribute is Extract<Attribute, { kind: 'text' }> {
  return attribute.kind === 'text' && attribute.multiline !== true;
}

/** Whether values of an attribute are proposed from the words of its span. */
export function isProposed(attribute: AttributeCommon, kinds: AttributeKinds = ATTRIBUTE_KINDS): boolean {
  const input = inputOf(attribute, kinds);
  return 'isProposed' in input && input.isProposed === true;
}
