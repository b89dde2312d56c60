import {
  ATTRIBUTE_KINDS,
  optionsOf,
  storageOf,
  storageOfValue,
  type Attribute,
  type AttributeKinds,
  type AttributeStorage,
  type AttributeValue,
} from '../model/attributes/index.ts';
import type { Scheme } from '../model/scheme.ts';
import type { Dataset } from './define.ts';

/** The attributes that the scheme of an export declares: writers ask it how values are stored, and never guess. */
export class DeclaredAttributes {
  readonly scheme: Scheme | undefined;
  readonly #kinds: AttributeKinds;

  constructor({ scheme, kinds = ATTRIBUTE_KINDS }: Pick<Dataset, 'scheme' | 'kinds'>) {
    this.scheme = scheme;
    this.#kinds = kinds;
  }

  /** Returns the attribute of a type of spans or relations. */
  of(type: string, name: string): Attribute | undefined {
    const has = (one: { name: string }) => one.name === type;
    const owner = this.scheme?.types.find(has) ?? this.scheme?.relations.find(has);
    return owner?.attributes.find((attribute) => attribute.name === name);
  }

  /** Returns the attribute that is the value of a document label. */
  label(name: string): Attribute | undefined {
    return this.scheme?.labels.find((label) => label.name === name)?.value;
  }

  storage(attribute: Attribute): AttributeStorage {
    return storageOf(attribute, this.#kinds);
  }

  /** Returns how a value is written, whether the scheme declares its attribute or not. */
  storageOfValue(attribute: Attribute | undefined, value: AttributeValue): AttributeStorage {
    return storageOfValue(attribute, value, this.#kinds);
  }

  /** Returns the closed list of an attribute's values; `null` if it has none. */
  options(attribute: Attribute): readonly AttributeValue[] | null {
    return optionsOf(attribute, this.#kinds);
  }
}
