/** Changes CRLF and lone CR to LF, and returns the number of changed line ends so that it can be reported. */
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
 * Returns a function that maps an offset (UTF-16) in `text` to the same position in {@link normaliseNewlines}`(text)`. An offset
 * between CR and LF maps to the position before the line end.
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

/** Returns the note that reports how many line ends were changed; `null` if none were. */
export function newlineNote(count: number): string | null {
  return count === 0 ? null : `${count} line ${count === 1 ? 'end' : 'ends'} (CRLF or CR) became LF.`;
}
