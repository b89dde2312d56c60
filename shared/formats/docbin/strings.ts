/**
 * Ids of spaCy's reserved names, which are used instead of a hash: consecutive values of its enumeration, by the first
 * id. They include ordinary words ("number", "agent", "mark") and most entity labels.
 */
const RESERVED: readonly (readonly [first: number, names: string])[] = [
  [
    1,
    'IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM LIKE_EMAIL IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY',
  ],
  [
    64,
    'ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD SENT_START SPACY PROB LANG',
  ],
  [84, 'ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X EOL SPACE'],
  [
    380,
    'PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL',
  ],
  [
    398,
    'acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass dep det dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl',
  ],
  [452, 'ENT_KB_ID MORPH ENT_ID IDX _'],
];

const IDS: ReadonlyMap<string, bigint> = new Map([
  ['', 0n],
  ...RESERVED.flatMap(([first, names]) =>
    names.split(' ').map((name, i) => [name, BigInt(first + i)] as const),
  ),
  ...numbered('FLAG', 19, 63, 19, 0),
  ...numbered('DEPRECATED', 1, 276, 104, 3),
]);

function numbered(prefix: string, from: number, to: number, first: number, digits: number) {
  return Array.from(
    { length: to - from + 1 },
    (_, i) => [prefix + String(from + i).padStart(digits, '0'), BigInt(first + i)] as const,
  );
}

/** Returns spaCy's id of a string: the reserved one, else a hash. */
export function stringId(text: string): bigint {
  return IDS.get(text) ?? murmurHash64A(new TextEncoder().encode(text), 1n);
}

const MASK = (1n << 64n) - 1n;
const MULTIPLIER = 0xc6a4a7935bd1e995n;
const SHIFT = 47n;

/** Austin Appleby's MurmurHash2 of 64 bits, over little-endian words. */
export function murmurHash64A(bytes: Uint8Array, seed: bigint): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hash = seed ^ ((BigInt(bytes.length) * MULTIPLIER) & MASK);
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) {
    let word = (view.getBigUint64(at, true) * MULTIPLIER) & MASK;
    word ^= word >> SHIFT;
    hash = ((hash ^ ((word * MULTIPLIER) & MASK)) * MULTIPLIER) & MASK;
  }
  if (whole < bytes.length) {
    let rest = 0n;
    for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8n) | BigInt(bytes[at]!);
    hash = ((hash ^ rest) * MULTIPLIER) & MASK;
  }
  hash = ((hash ^ (hash >> SHIFT)) * MULTIPLIER) & MASK;
  return hash ^ (hash >> SHIFT);
}

/** Caches the ids of strings, and collects the strings. */
export class StringTable {
  readonly #ids = new Map<string, bigint>();

  id(text: string): bigint {
    let id = this.#ids.get(text);
    if (id === undefined) this.#ids.set(text, (id = stringId(text)));
    return id;
  }

  /** Returns every string, sorted as in Python: by code points. */
  list(): string[] {
    return [...this.#ids.keys()].sort(byCodePoints);
  }
}

function byCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
