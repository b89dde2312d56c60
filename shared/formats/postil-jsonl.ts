import { readableQuote } from '../model/fragments.ts';
import { TEXT_ONLY, type Format, type Surface } from './define.ts';
import { peekJson } from './json-array.ts';
import { otherTool } from './other-tools.ts';
import { JSONL_CARRIES } from './postil-jsonl-carries.ts';
import { readPostilJsonl } from './postil-jsonl-read.ts';
import { writePostilJsonl } from './postil-jsonl-write.ts';
import { textOnlyOption } from './unread.ts';

/**
 * Postil's own format: everything in a project except its journal, as one JSON object per line. The JSON Schema in
 * `resources/schema/` documents it. Bare records `{"text", "spans"}` are read too.
 */
export const postilJsonl: Format = {
  id: 'jsonl',
  label: 'Postil JSONL',
  extensions: ['jsonl', 'ndjson'],
  offsetUnit: 'stated',
  sets: 'many',
  options: [textOnlyOption],
  readingOptions: [TEXT_ONLY],
  cannotHold: [],
  carries: () => JSONL_CARRIES,

  sniff(name, head) {
    const text = new TextDecoder().decode(head).replace(/^\ufeff/, '');
    if (/^\s*\{\s*"kind"\s*:\s*"header"/.test(text)) return 1;
    if (!/^\s*\{/.test(text)) return 0;
    // Another tool's record would be refused; a file that was named explicitly is read, because the refusal is then
    // reported.
    const [whole] = peekJson(head).records;
    const named = /\.(?:jsonl|ndjson)$/i.test(name);
    if (whole !== undefined && otherTool(whole) !== null) return named ? 0.1 : 0;
    if (named) return /"text"\s*:/.test(text) ? 0.7 : 0.5;
    const [line = ''] = text.trimStart().split('\n', 1);
    return whole !== undefined && 'text' in whole && line.trimEnd().endsWith('}') ? 0.3 : 0;
  },

  read: readPostilJsonl,
  write: writePostilJsonl,

  async *surfaces(input, options): AsyncGenerator<Surface> {
    // Reading already compares each stated text with the one the offsets cover. Every span is looked up in the project
    // by its id, so the ids of the file need not be remembered.
    const seenIds = { claim: () => undefined, release: () => undefined };
    for await (const item of readPostilJsonl(input, { ...options, seenIds })) {
      if (item.kind !== 'document') continue;
      const { id = '', text, spans } = item.record;
      for (const span of spans) {
        yield { document: id, span: span.id ?? '', text: readableQuote(text, span.fragments) };
      }
    }
  },
};
