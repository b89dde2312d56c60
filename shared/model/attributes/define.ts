import type * as z from 'zod';

/** A stored attribute value. Dates are EDTF text, so that partial dates and intervals fit. */
export type AttributeValue = string | number | boolean;

/** What every attribute declaration in a scheme holds besides the fields of its kind. */
export interface AttributeCommon {
  name: string;
  label: string;
  help?: string | undefined;
  required?: boolean | undefined;
  default?: AttributeValue | undefined;
}

/** One kind of attribute: how it is declared in a scheme and which values it takes. */
/** How values are stored, and what exporters with typed columns write. */
export type AttributeStorage = 'number' | 'boolean' | 'text';

export interface AttributeKind<Declaration extends z.ZodType<AttributeCommon>> {
  readonly stored: AttributeStorage;
  /** Whether a value may be any text that a person wrote. */
  readonly isFree: boolean;
  /** Schema of the declaration inside a scheme. */
  readonly declaration: Declaration;
  /** Answers why `value` does not fit ("must be …"), or `null` when it does. */
  problemOf(declaration: z.infer<Declaration>, value: AttributeValue): string | null;
  /** Reads a value written as text (command line, tables); `undefined` when it cannot be read. */
  parse(text: string): AttributeValue | undefined;
}

/** States a kind once; its declaration type is inferred from the schema. */
export function attributeKind<Declaration extends z.ZodType<AttributeCommon>>(
  kind: AttributeKind<Declaration>,
): AttributeKind<Declaration> {
  return kind;
}
