import { Status } from '../shared/model/document.ts';
import type { SearchHit } from '../shared/contract/search.ts';
import { counted } from '../shared/text/counted.ts';
import { text, UsageError, type CliCommand } from './define.ts';
import { resolveSet } from './resolve.ts';

const PAGE = 500;
/** Of the words on either side, on a line of a terminal. */
const BESIDE = 40;

export const searchCommand: CliCommand = {
  usage:
    'search FILE QUERY [--annotations] [--type T]… [--set NAME] [--status S]… [--whole-words] [--match-case] [--limit N]',
  help: 'find words, "phrases" and -without in texts or annotations, in context; offsets count UTF-16 units',
  words: [1, 2],
  options: {
    annotations: { type: 'boolean' },
    type: { type: 'string', multiple: true },
    set: { type: 'string' },
    status: { type: 'string', multiple: true },
    'whole-words': { type: 'boolean' },
    'match-case': { type: 'boolean' },
    limit: { type: 'string' },
  },
  async run({ positionals: [file = '', words = ''], options, workspace, router }) {
    const types = (options['type'] as string[] | undefined) ?? [];
    const annotations = options['annotations'] === true || types.length > 0;
    if (words.trim() === '' && !annotations)
      throw new UsageError('There is nothing to look for. Give words, or --annotations with a --type.');
    const statuses = ((options['status'] as string[] | undefined) ?? []).map((each) => {
      const status = Status.safeParse(each);
      if (status.success) return status.data;
      throw new UsageError(`“${each}” is no status; there are: ${Status.options.join(', ')}.`);
    });
    const limit = Number(text(options, 'limit') ?? 1000);
    if (!Number.isInteger(limit) || limit < 1)
      throw new UsageError(`--limit takes a number above 0, not “${text(options, 'limit')}”.`);
    workspace.open(file, { readonly: true });
    const name = text(options, 'set');
    const set = name === undefined ? undefined : resolveSet(workspace.store, name);
    const query = {
      text: words,
      where: annotations ? ('annotations' as const) : ('text' as const),
      types,
      statuses,
      ...(set && { set, ...(annotations && { sets: [set] }) }),
      ...(options['whole-words'] === true && { wholeWords: true }),
      ...(options['match-case'] === true && { matchCase: true }),
    };
    const hits: SearchHit[] = [];
    let more = true;
    while (more && hits.length < limit) {
      const page = { offset: hits.length, limit: Math.min(PAGE, limit - hits.length) };
      const found = await router.call('search.hits', { ...query, ...page });
      hits.push(...found.rows);
      // Looked for a moment and found nothing yet: it goes on from there.
      more = !found.complete || found.total > hits.length;
      if (found.complete && found.rows.length === 0) break;
    }
    const documents = new Set(hits.map(({ document }) => document)).size;
    return {
      json: { unit: 'utf-16', hits, complete: !more },
      lines: [
        ...hits.map(lineOf),
        `${counted(hits.length, 'hit')} in ${counted(documents, 'document')}${more ? '; there are more (--limit)' : ''}. Offsets are UTF-16 units.`,
      ],
    };
  },
};

function lineOf({ document, start, end, before, text: words, after, span }: SearchHit): string {
  const left = [...oneLine(before)].slice(-BESIDE).join('').padStart(BESIDE);
  const right = [...oneLine(after)].slice(0, BESIDE).join('');
  const kind = span ? `  ${span.type} (${span.setName})` : '';
  return `${document}  ${start ?? '–'}–${end ?? '–'}${kind}  ${left}[${oneLine(words)}]${right}`;
}

function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ');
}
