import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { ReadStore } from '../connection/store.ts';
import type { VersionTerms } from './scheme.ts';
import type { Term } from './terms.ts';

/** How rows would be read under another version of the scheme than the one in force. */
export class Prospect {
  readonly #terms: ReadStore['terms'];
  readonly #version: VersionTerms;
  readonly #names: ReadonlyMap<Uid, string>;

  constructor({ terms }: ReadStore, version: VersionTerms) {
    this.#terms = terms;
    this.#version = version;
    this.#names = new Map(version.named.map(({ uid, name }) => [uid, name]));
  }

  /** The name of the part as which rows with a term would be read. `undefined` if the version has no such part. */
  nameOf(id: number): string | undefined {
    return this.#names.get(this.#readAs(id));
  }

  /**
   * The ids of a term and of those that are read as it now, without those that the version reads as another of its parts: a
   * change of the part does not concern them.
   */
  concerned({ id, uid }: Term): readonly number[] {
    return this.#terms.idsOf(id).filter((each) => {
      const then = this.#readAs(each);
      return then === uid || !this.#names.has(then);
    });
  }

  readValue(id: number, value: AttributeValue): AttributeValue {
    const values = this.#version.redirects.values[this.#readAs(id)];
    return values !== undefined && typeof value === 'string' ? (values[value] ?? value) : value;
  }

  #readAs(id: number): Uid {
    const { uid } = this.#terms.storedById(id);
    return this.#version.redirects.terms[uid] ?? uid;
  }
}
