import { readableQuote } from '../model/fragments.ts';
import type { Format, Surface } from './define.ts';
import { readPostilJsonl } from './postil-jsonl-read.ts';
import { writePostilJsonl } from './postil-jsonl-write.ts';

/**
 * Postil's own format: everything a project holds except its journal, as one JSON object a line. It is
 * documented by the JSON Schema in `resources/schema/`. Bare records `{"text", "spans"}` are read too.
 */
export const postilJsonl: Format = {
  id: 'jsonl',
  label: 'Postil JSONL',
  extensions: ['jsonl', 'ndjson'],
  offsetUnit: 'stated',
  sets: 'many',
  options: [],
  cannotHold: [],

  sniff(name, head) {
    const text = new TextDecoder().decode(head.subarray(0, 2000)).replace(/^\ufeff/, '');
    if (/^\s*\{\s*"kind"\s*:\s*"header"/.test(text)) return 1;
    if (!/^\s*\{/.test(text)) return 0;
    const named = /\.(?:jsonl|ndjson)$/i.test(name);
    return named ? (/"text"\s*:/.test(text) ? 0.7 : 0.5) : /^\s*\{[^\n]*"text"\s*:/.test(text) ? 0.3 : 0;
  },

  read: readPostilJsonl,
  write: writePostilJsonl,

  async *surfaces(input, options): AsyncGenerator<Surface> {
    // Reading already compares each stated text with the one the offsets cover.
    for await (const item of readPostilJsonl(input, options)) {
      if (item.kind !== 'document') continue;
      const { id = '', text, spans } = item.record;
      for (const span of spans) {
        yield { document: id, span: span.id ?? '', text: readableQuote(text, span.fragments) };
      }
    }
  },
};
