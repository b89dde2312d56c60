import * as z from 'zod';
import { boolean } from './boolean.ts';
import { choice } from './choice.ts';
import { date } from './date.ts';
import type { AttributeStorage, AttributeValue } from './define.ts';
import { number } from './number.ts';
import { text } from './text.ts';

export type { AttributeStorage, AttributeValue } from './define.ts';

/** Every attribute kind. To add one: its file, a line here, and its input component (the compiler asks). */
const kinds = { choice, boolean, text, number, date };

/** An attribute as a scheme declares it, distinguished by `kind`. */
export const Attribute = z.discriminatedUnion('kind', [
  choice.declaration,
  boolean.declaration,
  text.declaration,
  number.declaration,
  date.declaration,
]);
export type Attribute = z.infer<typeof Attribute>;
export type AttributeKindName = Attribute['kind'];

/** Schema of stored values of any kind; {@link problemOfValue} checks one against its declaration. */
export const AttributeValueSchema = z.union([z.string(), z.number(), z.boolean()]);

/** Why `value` does not fit the declaration, or `null` when it does. */
export function problemOfValue(attribute: Attribute, value: AttributeValue): string | null {
  // The declaration and its kind agree by the discriminator, which the compiler cannot infer from a look-up.
  const refuse = kinds[attribute.kind].problemOf as (
    attribute: Attribute,
    value: AttributeValue,
  ) => string | null;
  return refuse(attribute, value);
}

/** Reads a value given as text for this attribute; `undefined` when the text cannot be one. */
export function parseValue(attribute: Attribute, input: string): AttributeValue | undefined {
  return kinds[attribute.kind].parse(input);
}

/** How the values of an attribute are stored. */
export function storageOf({ kind }: Pick<Attribute, 'kind'>): AttributeStorage {
  return kinds[kind].stored;
}

/** Whether values of an attribute may be any text, so that somebody's name may be among them. */
export function isFreeText({ kind }: Pick<Attribute, 'kind'>): boolean {
  return kinds[kind].isFree;
}
