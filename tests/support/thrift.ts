/** A struct of Thrift's compact protocol, by field id. */
export type Thrift = Record<number, unknown>;

/**
 * Reads a struct in Thrift's compact protocol. Written from the specification and without any library, so that files
 * are checked by a reader that is independent of their writer.
 */
export function readThriftStruct(bytes: Uint8Array): Thrift {
  return new Reader(bytes).struct();
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  struct(): Thrift {
    const fields: Thrift = {};
    for (let id = 0; ;) {
      const head = this.#byte();
      if (head === 0) return fields;
      const delta = head >> 4;
      id = delta === 0 ? Number(this.#zigzag()) : id + delta;
      fields[id] = this.#value(head & 0x0f);
    }
  }

  #value(type: number): unknown {
    if (type === 1 || type === 2) return type === 1;
    if (type === 3) return (this.#byte() << 24) >> 24;
    if (type === 4 || type === 5 || type === 6) return this.#zigzag();
    if (type === 7) return this.#take(8);
    if (type === 8) return new TextDecoder().decode(this.#take(Number(this.#varint())));
    if (type === 9 || type === 10) return this.#list();
    if (type === 12) return this.struct();
    throw new Error(`no type ${type} at ${this.#at}`);
  }

  #list(): unknown[] {
    const head = this.#byte();
    const short = head >> 4;
    const size = short === 15 ? Number(this.#varint()) : short;
    const type = head & 0x0f;
    return Array.from({ length: size }, () =>
      type === 1 || type === 2 ? this.#byte() === 1 : this.#value(type),
    );
  }

  #zigzag(): bigint {
    const value = this.#varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new Error('the struct is cut off');
    return byte;
  }

  #take(size: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + size);
    if (taken.length < size) throw new Error('the struct is cut off');
    this.#at += size;
    return taken;
  }
}
