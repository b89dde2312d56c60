import { readFileSync } from 'node:fs';

/** What a raw file holds, counted without any of our readers. Only what can be counted plainly is there. */
export interface PlainCounts {
  readonly spans?: number;
  readonly relations?: number;
}

/** Plain counts by format id; `null` for a file of which nothing can be counted so plainly. */
export const PLAIN_COUNTS: Readonly<Record<string, (path: string) => PlainCounts | null>> = {
  brat(path) {
    const lines = readFileSync(path, 'utf8').split('\n');
    const triggers = new Set(lines.flatMap((line) => /^E\d+\t[^:\s]+:(T\d+)/.exec(line)?.[1] ?? []));
    const events = lines.filter((line) => /^E\d+\t/.test(line)).length;
    const bound = lines.filter((line) => /^T\d+\t/.test(line)).length;
    const equivalent = lines.flatMap((line) => {
      const members = /^\*\t\S+ (.*)$/.exec(line)?.[1]?.trim().split(' ') ?? [];
      return members.length > 1 ? [members.length - 1] : [];
    });
    // A trigger that something else refers to, or of another type than its event, is a span of its own: not so plain.
    return {
      ...(triggers.size === 0 && { spans: bound + events }),
      relations:
        lines.filter((line) => /^R\d+\t/.test(line)).length + equivalent.reduce((sum, n) => sum + n, 0),
    };
  },

  'cas-xmi': () => null,

  'webanno-tsv'(path) {
    const text = readFileSync(path, 'utf8');
    return /^#T_(?:RL|CH)=/m.test(text) ? null : /^#T_SP=/m.test(text) ? null : { spans: 0, relations: 0 };
  },

  doccano(path) {
    const lines = readFileSync(path, 'utf8').split('\n');
    if (!path.endsWith('.jsonl') || lines.some((line) => line.startsWith('{') && !line.endsWith('}')))
      return null;
    const records = lines.flatMap((line) =>
      line === '' ? [] : [JSON.parse(line) as Record<string, unknown>],
    );
    const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
    // A label that is only a word is of the document; a record without a text has nothing to hold a span.
    const spans = records
      .filter(({ text, data, column_data: cell }) => text ?? data ?? cell)
      .map(({ label, labels, annotations, entities, column_label: column }) => {
        const found = [label, labels, annotations, entities, column]
          .flatMap(list)
          .filter((one) => typeof one === 'object');
        return found.length;
      });
    return {
      spans: spans.reduce((sum, n) => sum + n, 0),
      relations: records.reduce((sum, { relations }) => sum + list(relations).length, 0),
    };
  },

  'spacy-jsonl'(path) {
    const text = readFileSync(path, 'utf8');
    if (!path.endsWith('.jsonl') || /"answer"\s*:\s*"(?:reject|ignore)"/.test(text)) return null;
    return text.includes('"spans"') ? { spans: countSpans(text) } : null;
  },
};

function countSpans(text: string): number {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .reduce((sum, line) => {
      const { spans = [] } = JSON.parse(line) as { spans?: unknown[] };
      return sum + spans.length;
    }, 0);
}
