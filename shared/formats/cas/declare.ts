import type { DeclaredAttributes } from '../declared-attributes.ts';
import type { LossTally } from '../losses.ts';
import { FS_ARRAY, STRING, TOP, type Feature, type Primitive, type TypeSystem, ANNOTATION } from './model.ts';
import { uimaIdentifier } from './names.ts';

const INTEGER_LIMITS: Readonly<Record<string, number>> = {
  'uima.cas.Byte': 2 ** 7,
  'uima.cas.Short': 2 ** 15,
  'uima.cas.Integer': 2 ** 31,
  'uima.cas.Long': 2 ** 53,
};

/** Declares the types and features that no type system has yet, while documents are written. */
export class Declarations {
  readonly types: TypeSystem;
  readonly #declared: DeclaredAttributes;
  readonly #losses: LossTally;
  /** Features of attributes whose names UIMA does not allow, by type and attribute. */
  readonly #features = new Map<string, string>();

  constructor(types: TypeSystem, declared: DeclaredAttributes, losses: LossTally) {
    this.types = types;
    this.#declared = declared;
    this.#losses = losses;
  }

  annotation(type: string): void {
    if (!this.types.has(type)) this.types.add(type, { super: ANNOTATION, features: {} });
  }

  relation(type: string): void {
    this.annotation(type);
    for (const end of ['Governor', 'Dependent']) this.#feature(type, end, { range: ANNOTATION });
  }

  /** Declares the type of a chain's links, and the type of the chain. */
  chain(link: string, chain: string): void {
    this.annotation(link);
    this.#feature(link, 'next', { range: link });
    for (const name of ['referenceType', 'referenceRelation']) this.#feature(link, name, { range: STRING });
    if (!this.types.has(chain)) this.types.add(chain, { super: 'uima.cas.AnnotationBase', features: {} });
    this.#feature(chain, 'first', { range: link });
  }

  /** Declares a feature for the slots of a type, whose links have roles; returns the type of the links. */
  links(type: string, name: string, known: string | undefined): string {
    const declared = this.types.feature(type, name);
    const element = declared?.element ?? declared?.range.replace(/\[\]$/, '');
    const usable = element !== undefined && element !== FS_ARRAY && this.types.feature(element, 'target');
    const link = known ?? (usable ? element : `${type}${name.charAt(0).toUpperCase()}${name.slice(1)}Link`);
    if (!this.types.has(link)) this.types.add(link, { super: TOP, features: {} });
    this.#feature(link, 'role', { range: STRING });
    this.#feature(link, 'target', { range: ANNOTATION });
    this.#feature(type, name, { range: FS_ARRAY, element: link });
    return link;
  }

  reference(type: string, name: string): void {
    this.#feature(type, name, { range: ANNOTATION });
  }

  /**
   * Returns the feature of an attribute, and its value in the feature's range; `null`, with a reported loss, if it does
   * not fit.
   *
   * @param name the name of the type in the scheme
   */
  attribute(
    type: string,
    name: string,
    attribute: string,
    value: Primitive,
  ): [feature: string, value: Primitive] | null {
    const key = `${type} ${attribute}`;
    let feature = this.#features.get(key);
    if (feature === undefined) {
      feature = this.#named(type, attribute);
      this.#features.set(key, feature);
      if (feature !== attribute) this.#losses.add('renamed attributes', `${attribute} as ${feature}`);
      this.#feature(type, feature, { range: this.#rangeOf(name, attribute, value) });
    }
    const known = this.types.feature(type, feature)!;
    const fitted = this.types.kind(known) === 'primitive' ? fit(value, known.range) : undefined;
    if (fitted === undefined) {
      this.#losses.add('values that do not fit their feature', `${name}.${attribute}: ${value}`.slice(0, 60));
      return null;
    }
    return [feature, fitted];
  }

  #named(type: string, attribute: string): string {
    if (this.types.feature(type, attribute)) return attribute;
    const plain = uimaIdentifier(attribute);
    let feature = plain;
    for (let n = 2; feature !== attribute && this.types.feature(type, feature); n++)
      feature = `${plain}_${n}`;
    return feature;
  }

  /** Returns the range of an attribute's feature, which all its values share. */
  #rangeOf(type: string, name: string, value: Primitive): string {
    const attribute = this.#declared.of(type, name);
    const stored = attribute ? this.#declared.storage(attribute) : typeof value;
    if (stored === 'boolean') return 'uima.cas.Boolean';
    if (stored !== 'number') return STRING;
    const whole = attribute
      ? 'integer' in attribute && attribute.integer === true
      : Number.isInteger(value) && fit(value, 'uima.cas.Integer') !== undefined;
    return whole ? 'uima.cas.Integer' : 'uima.cas.Double';
  }

  #feature(type: string, name: string, feature: Feature): void {
    if (this.types.feature(type, name)) return;
    this.types.add(type, { super: ANNOTATION, features: { [name]: feature } });
  }
}

/** Converts a value to a range, also from text; `undefined` if it does not fit. */
function fit(value: Primitive, range: string): Primitive | undefined {
  if (range === 'uima.cas.Boolean') {
    if (value === 'true' || value === 'false') return value === 'true';
    return typeof value === 'boolean' ? value : undefined;
  }
  const limit = INTEGER_LIMITS[range];
  if (limit === undefined && range !== 'uima.cas.Float' && range !== 'uima.cas.Double') return String(value);
  if (typeof value === 'string' && limit === undefined && /^[+-]?(?:NaN|Infinity)$/.test(value)) return value;
  // Long numbers stay texts, so that no digit is lost.
  if (typeof value === 'string' && range === 'uima.cas.Long' && /^-?\d{16,19}$/.test(value)) return value;
  const number =
    typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  if (limit === undefined) return number;
  return Number.isInteger(number) && number >= -limit && number < limit ? number : undefined;
}
