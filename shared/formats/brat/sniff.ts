const TEXT_BOUND = /^T\d+\S*\t\S+ +\d+ +\d+(?: *;|\t|\s*$)/;
const ANY_LINE = /^(?:[TREAMN]\d+\S*[\t ]|\*[\t ]|#\d+[\t ])/;

/** Recognises a file by its lines, because other formats use .ann too. An empty file is recognised by its name only. */
export function sniffBrat(name: string, head: Uint8Array): number {
  const named = /\.(?:ann|a1|a2)$/i.test(name);
  const lines = new TextDecoder()
    .decode(head.subarray(0, 4096))
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const [first] = lines;
  if (first === undefined) return named ? 0.7 : 0;
  if (TEXT_BOUND.test(first)) return named ? 1 : 0.5;
  return named && ANY_LINE.test(first) ? 0.9 : 0;
}
