import type { ComparedSide, ComparedSpan } from '../../shared/comparison/compared.ts';

let last = 0;

/** Short notation of spans: `'PER 0-5'`, `'ORG 0-3,7-9'`, `'PER 0-5 @0.8'` with a score, `'CLAIM -'` without text. */
export function spans(...lines: string[]): ComparedSpan[] {
  return lines.map((line) => {
    const [type = '', place = '-', score] = line.split(' ');
    const fragments =
      place === '-'
        ? []
        : place.split(',').map((range): [number, number] => {
            const [start, end] = range.split('-').map(Number);
            return [start!, end!];
          });
    return { id: ++last, type, fragments, ...(score && { score: Number(score.slice(1)) }) };
  });
}

/** A document of one set that has exactly these spans. */
export function side(...lines: string[]): ComparedSide {
  return { spans: spans(...lines), relations: [] };
}

/** Converts IOB tags as seqeval reads them by default: a B, or an I of another type, begins an entity. */
export function fromTags(tags: readonly string[]): ComparedSide {
  const found: { type: string; start: number; end: number }[] = [];
  for (const [i, tag] of tags.entries()) {
    if (tag === 'O') continue;
    const [mark, type = ''] = tag.split('-');
    const open = found.at(-1);
    if (mark === 'I' && open?.end === i && open.type === type) open.end = i + 1;
    else found.push({ type, start: i, end: i + 1 });
  }
  return side(...found.map(({ type, start, end }) => `${type} ${start}-${end}`));
}

/** Runs a generator to its end and returns its result. */
export function finish<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
