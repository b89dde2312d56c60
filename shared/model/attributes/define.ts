import type * as z from 'zod';

/** A stored attribute value. Dates are EDTF text, so that partial dates and intervals fit. */
export type AttributeValue = string | number | boolean;

/** What every attribute declaration in a scheme holds besides the fields of its kind. */
export interface AttributeCommon {
  kind: string;
  name: string;
  label: string;
  help?: string | undefined;
  required?: boolean | undefined;
  default?: AttributeValue | undefined;
}

/** How values are stored, and what exporters with typed columns write. */
export type AttributeStorage = 'number' | 'boolean' | 'text';

/** How a person enters a value: by picking one of a closed list, or by writing. */
export type AttributeInput =
  | { readonly options: readonly AttributeValue[] }
  | {
      readonly multiline: boolean;
      readonly example?: string;
      /** Whether values are proposed from the words of the span, as dates are. */
      readonly isProposed?: boolean;
    };

/** One kind of attribute: how it is declared in a scheme and which values it takes. */
export interface AttributeKind<Declaration extends z.ZodType<AttributeCommon>> {
  readonly stored: AttributeStorage;
  /** Whether a value may be any text that a person wrote. */
  readonly isFree: boolean;
  /** Schema of the declaration inside a scheme. */
  readonly declaration: Declaration;
  /** Returns how a value of such an attribute is entered. */
  input(declaration: z.infer<Declaration>): AttributeInput;
  /** Returns why `value` does not fit ("must be …"), or `null` if it does. */
  problemOf(declaration: z.infer<Declaration>, value: AttributeValue): string | null;
  /** Reads a value written as text (command line, tables); `undefined` if it cannot be read. */
  parse(text: string): AttributeValue | undefined;
}

/** States a kind once; its declaration type is inferred from the schema. */
export function attributeKind<Declaration extends z.ZodObject & z.ZodType<AttributeCommon>>(
  kind: AttributeKind<Declaration>,
): AttributeKind<Declaration> {
  return kind;
}

/** A list of kinds, each by the name that its declarations have as their `kind`. */
export type AttributeKinds = Readonly<
  Record<string, AttributeKind<z.ZodObject & z.ZodType<AttributeCommon>>>
>;

/** Makes a list of kinds; the compiler refuses a name that differs from the kind in the declarations. */
export function attributeKinds<
  const Kinds extends {
    readonly [Name in keyof Kinds]: AttributeKind<z.ZodObject & z.ZodType<AttributeCommon & { kind: Name }>>;
  },
>(kinds: Kinds): Kinds {
  return kinds;
}
