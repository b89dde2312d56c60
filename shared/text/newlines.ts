/** Line ends CRLF and lone CR turned into LF, and how many there were, so that it can be told. */
export function normaliseNewlines(text: string): { text: string; count: number } {
  if (!text.includes('\r')) return { text, count: 0 };
  let count = 0;
  const normalised = text.replace(/\r\n?/g, () => {
    count++;
    return '\n';
  });
  return { text: normalised, count };
}

/**
 * Maps an offset (UTF-16) of `text` to the same place in {@link normaliseNewlines}`(text)`. An offset between
 * CR and LF lands before the line end.
 */
export function newlineMapping(text: string): (offset: number) => number {
  const dropped: number[] = [];
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) dropped.push(at);
  return (offset) => {
    let low = 0;
    let high = dropped.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((dropped[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  };
}

/** The note that tells how many line ends were changed; `null` when none were. */
export function newlineNote(count: number): string | null {
  return count === 0 ? null : `${count} line ${count === 1 ? 'end' : 'ends'} (CRLF or CR) became LF.`;
}
