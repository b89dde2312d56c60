/** The unit of offsets. Always `utf-16` inside Postil; offsets in files are converted from the unit of their format. */
export const OFFSET_UNITS = ['utf-16', 'codepoint', 'byte'] as const;
export type OffsetUnit = (typeof OFFSET_UNITS)[number];

/** Exact conversion between offsets in one unit and UTF-16 code units, for one text. */
export interface Offsets {
  /** Length of the text in the unit. */
  readonly length: number;
  /** Returns the UTF-16 offset of a position in the unit; `null` outside the text or inside a character. */
  toUtf16(offset: number): number | null;
  /** Returns the position in the unit of a UTF-16 offset; `null` outside the text or inside a character. */
  fromUtf16(offset: number): number | null;
}

const isHighSurrogate = (unit: number) => (unit & 0xfc00) === 0xd800;
const isLowSurrogate = (unit: number) => (unit & 0xfc00) === 0xdc00;

/** Whether a UTF-16 offset would cut a surrogate pair. */
export function insidePair(text: string, offset: number): boolean {
  return (
    offset > 0 &&
    offset < text.length &&
    isLowSurrogate(text.charCodeAt(offset)) &&
    isHighSurrogate(text.charCodeAt(offset - 1))
  );
}

/**
 * Prepares the conversion for one text. If positions are the same in both units (no astral characters, or for bytes only ASCII),
 * it costs only the scan of the text; otherwise also four bytes per code unit.
 */
export function offsetsOf(text: string, unit: OffsetUnit): Offsets {
  // Searching for an exception, rather than matching the whole text, keeps the regex stack flat.
  const uneven = unit === 'byte' ? /[^\u0000-\u007f]/ : /[\ud800-\udfff]/;
  if (unit === 'utf-16' || !uneven.test(text)) {
    const valid = (offset: number) =>
      Number.isInteger(offset) && offset >= 0 && offset <= text.length && !insidePair(text, offset)
        ? offset
        : null;
    return { length: text.length, toUtf16: valid, fromUtf16: valid };
  }
  return tabled(text, unit);
}

function tabled(text: string, unit: OffsetUnit): Offsets {
  // The position in the unit of each UTF-16 offset; the middle of a surrogate pair has the position of its start.
  const positions = new Uint32Array(text.length + 1);
  let position = 0;
  for (let i = 0; i < text.length; i++) {
    positions[i] = position;
    const code = text.codePointAt(i) ?? 0;
    if (code > 0xffff) positions[++i] = position;
    position += unit === 'codepoint' ? 1 : code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  positions[text.length] = position;
  const length = position;
  return {
    length,
    fromUtf16: (offset) =>
      Number.isInteger(offset) && offset >= 0 && offset <= text.length && !insidePair(text, offset)
        ? (positions[offset] ?? null)
        : null,
    toUtf16: (offset) => {
      if (!Number.isInteger(offset) || offset < 0 || offset > length) return null;
      let low = 0;
      let high = text.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((positions[middle] ?? 0) < offset) low = middle + 1;
        else high = middle;
      }
      return positions[low] === offset ? low : null;
    },
  };
}
