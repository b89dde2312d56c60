import type { SearchHit } from '../shared/contract/search.ts';
import { counted } from '../shared/text/counted.ts';
import { SET_OPTION, UsageError, text, type CliCommand } from './define.ts';
import { MESSAGES } from './messages.ts';
import { resolveSet } from './resolve.ts';
import { STATUS_WORDS, statusOf } from './status.ts';

const PAGE = 500;
/** Characters of context printed on either side of a match. */
const BESIDE = 40;

export const searchCommand: CliCommand = {
  operands: 'FILE QUERY',
  summary: 'Search texts or annotations; print each match in its context',
  details:
    'QUERY consists of words, "phrases" and -excluded words. It may be left out with --annotations or --type. Offsets are UTF-16 code units.',
  words: [1, 2],
  options: {
    annotations: { type: 'boolean', help: 'Searches the words that annotations cover, not the whole text.' },
    type: {
      type: 'string',
      value: 'TYPE',
      multiple: true,
      help: 'Only annotations of this type; implies --annotations.',
    },
    ...SET_OPTION,
    status: {
      type: 'string',
      value: 'STATUS',
      multiple: true,
      help: `Only documents with this status: ${STATUS_WORDS}.`,
    },
    'whole-words': { type: 'boolean', help: 'Only whole words.' },
    'match-case': { type: 'boolean', help: 'Distinguishes upper and lower case.' },
    limit: { type: 'string', value: 'N', help: 'The number of matches to list. Default: 1000.' },
  },
  examples: [
    {
      line: 'search p.postil \'"climate summit" -draft\'',
      does: 'Finds the phrase in texts without the word “draft”.',
    },
    {
      line: 'search p.postil --type PERSON --set model:gist',
      does: 'Lists every person that the model tagged.',
    },
  ],
  async run({ positionals: [file = '', words = ''], options, workspace, router }) {
    const types = (options['type'] as string[] | undefined) ?? [];
    const annotations = options['annotations'] === true || types.length > 0;
    if (words.trim() === '' && !annotations) throw new UsageError(MESSAGES.nothingToSearch);
    const statuses = ((options['status'] as string[] | undefined) ?? []).map(statusOf);
    const limit = Number(text(options, 'limit') ?? 1000);
    if (!Number.isInteger(limit) || limit < 1)
      throw new UsageError(MESSAGES.notALimit(text(options, 'limit')));
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
      // The search stops after a moment, perhaps with nothing found yet; the next call continues from there.
      more = !found.complete || found.total > hits.length;
      if (found.complete && found.rows.length === 0) break;
    }
    const documents = new Set(hits.map(({ document }) => document)).size;
    return {
      json: { unit: 'utf-16', hits, complete: !more },
      lines: [
        ...hits.map(lineOf),
        `${counted(hits.length, 'match', 'matches')} in ${counted(documents, 'document')}${more ? '; there are more (see --limit)' : ''}. Offsets are UTF-16 code units.`,
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
