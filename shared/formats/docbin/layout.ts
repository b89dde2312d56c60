import { decode, encode } from '@msgpack/msgpack';
import * as z from 'zod';
import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { MESSAGES } from './messages.ts';

/** spaCy's names of the token attributes that are written, in the order of their numbers. */
export const ATTRIBUTES = { ORTH: 65, ENT_IOB: 77, ENT_TYPE: 78, SENT_START: 80 } as const;
export const ATTRIBUTE_LIST: readonly number[] = Object.values(ATTRIBUTES);

/** Values of ENT_IOB. */
export const IOB = { missing: 0n, inside: 1n, outside: 2n, begin: 3n } as const;
/** Values of SENT_START; -1 in the form of spaCy's unsigned array. */
export const SENTENCE = { unknown: 0n, start: 1n, inside: (1n << 64n) - 1n } as const;

/** Bytes, whatever their buffer. */
const Binary = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** The message of a `.spacy` file, before it is deflated. */
export const DocBinMessage = z.object({
  version: z.string(),
  attrs: z.array(z.int()),
  tokens: Binary,
  spaces: Binary,
  lengths: Binary,
  strings: z.array(z.string()),
  cats: z.array(z.record(z.string(), z.unknown())),
  flags: z.array(z.record(z.string(), z.unknown())),
  span_groups: z.array(Binary),
  /** Becomes `doc.user_data`, packed separately for each document; read by `DocBin(store_user_data=True)`. */
  user_data: z.array(Binary).optional(),
});
export type DocBinMessage = z.infer<typeof DocBinMessage>;

/** A span of a group: words `[start, end)`, characters in code points. */
export interface GroupSpan {
  readonly label: bigint;
  readonly start: number;
  readonly end: number;
  readonly startChar: number;
  readonly endChar: number;
}

/** Bytes of a span in a group: id, kb_id and label in 64 bits, four positions in 32, all big-endian. */
const SPAN_BYTES = 40;

/** Packs the groups of a document, here one, in the form that every spaCy 3 reads. */
export function packGroup(name: string, spans: readonly GroupSpan[]): Uint8Array {
  const packed = spans.map(({ label, start, end, startChar, endChar }) => {
    const view = new DataView(new ArrayBuffer(SPAN_BYTES));
    view.setBigUint64(16, label);
    for (const [i, place] of [start, end, startChar, endChar].entries()) view.setInt32(24 + 4 * i, place);
    return new Uint8Array(view.buffer);
  });
  return encode([encode({ name, attrs: {}, spans: packed })]);
}

const Groups = z.array(Binary);
const Group = z.object({ name: z.string(), spans: z.array(Binary) });

/** Returns the spans of all groups of a document. */
export function unpackGroups(bytes: Uint8Array, where: ErrorWhere): GroupSpan[] {
  if (bytes.length === 0) return [];
  return checked(Groups, decode(bytes), where).flatMap((group) =>
    checked(Group, decode(group), where).spans.map((packed) => {
      if (packed.length !== SPAN_BYTES)
        throw formatError(MESSAGES.otherSpanLength(packed.length, SPAN_BYTES), where);
      const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
      const place = (i: number) => view.getInt32(24 + 4 * i);
      return {
        label: view.getBigUint64(16),
        start: place(0),
        end: place(1),
        startChar: place(2),
        endChar: place(3),
      };
    }),
  );
}

export async function packMessage(message: DocBinMessage): Promise<Uint8Array> {
  return through(encode(message), new CompressionStream('deflate'));
}

/** @throws PostilError `refused` if it is no such file. */
export async function unpackMessage(bytes: Uint8Array, where: ErrorWhere): Promise<DocBinMessage> {
  let message: unknown;
  try {
    message = decode(await through(bytes, new DecompressionStream('deflate')));
  } catch (error) {
    throw formatError(MESSAGES.notADocBin((error as Error).message), where);
  }
  return checked(DocBinMessage, message, where);
}

function checked<T extends z.ZodType>(schema: T, value: unknown, where: ErrorWhere): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw formatError(MESSAGES.invalidDocBin(issue?.path.join('.'), issue?.message), where);
}

async function through(
  bytes: Uint8Array,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
