import type { ErrorWhere } from '../../contract/errors.ts';
import { offsetsOf } from '../../text/offsets.ts';
import { formatError, type Format, type Surface } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { parseJsonLine } from '../json-record.ts';
import { readLines } from '../lines.ts';
import { readParquetRows } from '../parquet/read-rows.ts';
import { HUGGINGFACE_CARRIES } from './carries.ts';
import { MESSAGES } from './messages.ts';
import { OPTIONS } from './options.ts';
import { writeHuggingFace } from './write.ts';

/** A folder that `datasets` loads and the hub shows: rows with tags and spans, and a card. */
export const huggingface: Format = {
  id: 'huggingface',
  label: 'Hugging Face dataset folder',
  extensions: ['jsonl', 'parquet'],
  offsetUnit: 'codepoint',
  sets: 'one',
  options: OPTIONS,
  describing: ['README.md', 'labels.json'],
  cannotHold: [
    'fragments of discontinuous spans (each becomes a span)',
    'overlaps in the tags (the longest span has the tokens; “spans” has all)',
    'implicit spans',
  ],
  carries: () => HUGGINGFACE_CARRIES,
  sniff: () => 0,
  write: writeHuggingFace,
  async *surfaces(input, { file }): AsyncGenerator<Surface> {
    if (file.endsWith('.parquet')) {
      for await (const row of readParquetRows(input, file, ['id', 'text', 'spans']))
        yield* spansOf(row, { file });
    } else if (file.endsWith('.jsonl')) {
      for await (const { line, text } of readLines(input, file))
        yield* spansOf(parseJsonLine(text, { file, line }), { file, line });
    }
  },
};

/** Yields the words at each span's offsets, which must equal the words stated beside them. */
function* spansOf({ id, text, spans }: Record<string, unknown>, where: ErrorWhere): Generator<Surface> {
  if (typeof text !== 'string' || !Array.isArray(spans)) throw formatError(MESSAGES.noTextOrSpans, where);
  const points = offsetsOf(text, 'codepoint');
  for (const span of spans as unknown[]) {
    if (!isJsonObject(span)) throw formatError(MESSAGES.spanNotAnObject, where);
    const [start, end] = [points.toUtf16(Number(span.start)), points.toUtf16(Number(span.end))];
    const words = start === null || end === null ? null : text.slice(start, end);
    if (words === null || words !== span.text) throw formatError(MESSAGES.otherWords(span.start), where);
    yield { document: String(id), span: '', text: words };
  }
}
