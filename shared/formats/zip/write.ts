import { Zip, ZipDeflate } from 'fflate';

/** Compression takes most of the time of an export; a higher level makes little difference to the size. */
const LEVEL = 3;
/** All parts have this time, so that the same data give the same bytes. It is the first that a zip file can state. */
const TIME = new Date(1980, 0, 1);
/** Text is compressed in pieces of about this many characters. */
const PIECE = 1 << 16;
const encoder = new TextEncoder();

/** Writes a zip file as a stream. Parts may be written alternately; those after the first are kept compressed until the end. */
export class ZipWriter {
  readonly #zip: Zip;
  #done: Uint8Array[] = [];

  constructor() {
    this.#zip = new Zip((error, chunk) => {
      if (error) throw error;
      this.#done.push(chunk);
    });
  }

  /** Begins a part, which is written piece by piece. */
  part(name: string): ZipPart {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = TIME;
    this.#zip.add(file);
    return new ZipPart(file);
  }

  /** Adds a whole part. */
  add(name: string, text: string): void {
    this.part(name).end(text);
  }

  /** Returns the bytes that are ready. */
  taken(): Uint8Array[] {
    return this.#done.splice(0);
  }

  /** Ends the file, all parts of which must have ended. Returns the rest of its bytes. */
  end(): Uint8Array[] {
    this.#zip.end();
    return this.taken();
  }
}

/** A part of a zip file that is being written. */
export class ZipPart {
  readonly #file: ZipDeflate;
  #text = '';

  constructor(file: ZipDeflate) {
    this.#file = file;
  }

  add(text: string): void {
    this.#text += text;
    if (this.#text.length < PIECE) return;
    this.#file.push(encoder.encode(this.#text));
    this.#text = '';
  }

  end(text = ''): void {
    this.#file.push(encoder.encode(this.#text + text), true);
  }
}
