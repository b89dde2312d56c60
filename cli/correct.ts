import type { AffectedAnnotation, CorrectionEffect, GoneChoice } from '../shared/contract/texts.ts';
import type { OutputOf } from '../shared/contract/index.ts';
import { newUid } from '../shared/model/uid.ts';
import { counted } from '../shared/text/counted.ts';
import {
  DOCUMENT_OPTION,
  DRY_RUN_OPTION,
  UsageError,
  required,
  text,
  type CliCommand,
  type CliOption,
} from './define.ts';
import { MESSAGES } from './messages.ts';
import { resolveDocument, resolveRevision } from './resolve.ts';

const DOCUMENT: CliOption = {
  type: 'string',
  value: 'DOCUMENT',
  required: true,
  help: 'The article: its id, or its file name or title if only one article has it.',
};

const GONE: CliOption = {
  type: 'string',
  value: 'keep|delete',
  help: 'What becomes of annotations of whose words none are left: keep them on the nearest word, or delete them. Without it, such a correction is refused.',
};

export const correctCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Correct the text of an article under its annotations',
  details:
    'Annotations of every set follow. START and END count UTF-16 code units of the present text, from 0, and the end is not included. The result lists every annotation whose words change.',
  words: [1, 1],
  options: {
    ...DOCUMENT_OPTION,
    edit: {
      type: 'string',
      value: 'START:END:TEXT',
      multiple: true,
      help: 'Replaces the text from START to END by TEXT, which may be empty. Several edits all count in the text before the correction. Needs --document.',
    },
    find: {
      type: 'string',
      value: 'TEXT',
      help: 'Instead of --edit: replaces this text wherever it stands, in all articles or in --document. Needs --replace.',
    },
    replace: { type: 'string', value: 'TEXT', help: 'What replaces it; may be empty.' },
    words: { type: 'boolean', help: 'With --find: only whole words.' },
    'ignore-case': { type: 'boolean', help: 'With --find: also where case or diacritics differ.' },
    gone: GONE,
    ...DRY_RUN_OPTION,
  },
  examples: [
    {
      line: 'correct p.postil --find "Isl amabad" --replace Islamabad --dry-run',
      does: 'Counts the places and lists the annotations whose words would change.',
    },
    {
      line: 'correct p.postil --document a.txt --edit 120:121: --dry-run',
      does: 'Shows what happens to the annotations if one character is removed.',
    },
  ],
  async run({ positionals: [file = ''], options, workspace, router }) {
    const dry = options['dry-run'] === true;
    const gone = goneOf(text(options, 'gone'));
    const find = text(options, 'find');
    const given = options['edit'] as string[] | undefined;
    if ((find === undefined) === (given === undefined)) throw new UsageError(MESSAGES.editOrFind);
    if (find !== undefined) {
      const replace = required(options, 'replace');
      workspace.open(file, { readonly: dry });
      const words = text(options, 'document');
      const done = await router.call('texts.replace', {
        job: newUid(),
        find,
        replace,
        words: options['words'] === true,
        matchCase: options['ignore-case'] !== true,
        dryRun: dry,
        ...(words !== undefined && { document: resolveDocument(workspace.store, words) }),
        ...(gone && { gone }),
      });
      return { json: { dryRun: dry, ...done }, lines: replacedLines(done, dry) };
    }
    const edits = given!.map(parseEdit).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const name = required(options, 'document');
    workspace.open(file, { readonly: dry });
    const document = resolveDocument(workspace.store, name);
    const effect = dry
      ? await router.call('texts.preview', { document, edits })
      : await router.call('texts.correct', { document, edits, ...(gone && { gone }) });
    return { json: { dryRun: dry, document, ...effect }, lines: effectLines(effect, dry) };
  },
};

export const revisionsCommand: CliCommand = {
  operands: 'FILE',
  summary: 'List the texts that an article has had, or go back to one',
  details: 'Going to another text is one change, which undo takes back. Annotations are mapped.',
  words: [1, 1],
  options: {
    document: DOCUMENT,
    text: { type: 'string', value: 'REVISION', help: 'Prints the text of this revision.' },
    'go-to': { type: 'string', value: 'REVISION', help: 'Makes this revision the present text.' },
    gone: GONE,
    ...DRY_RUN_OPTION,
  },
  examples: [{ line: 'revisions p.postil --document a.txt', does: 'Lists the texts of an article.' }],
  async run({ positionals: [file = ''], options, workspace, router }) {
    const [shown, target] = [text(options, 'text'), text(options, 'go-to')];
    if (shown !== undefined && target !== undefined) throw new UsageError(MESSAGES.textOrGoTo);
    const gone = goneOf(text(options, 'gone'));
    const dry = options['dry-run'] === true || target === undefined;
    workspace.open(file, { readonly: dry });
    const document = resolveDocument(workspace.store, required(options, 'document'));
    const { revisions } = await router.call('texts.revisions', { document });
    if (target !== undefined) {
      const revision = resolveRevision(workspace.store, document, target).id;
      const effect = dry
        ? (await router.call('texts.revision', { document, revision })).effect
        : await router.call('texts.goTo', { document, revision, ...(gone && { gone }) });
      return { json: { dryRun: dry, document, revision, ...effect }, lines: effectLines(effect, dry) };
    }
    if (shown !== undefined) {
      const revision = resolveRevision(workspace.store, document, shown);
      const whole = revision.present
        ? (await router.call('documents.get', { document })).document.text
        : (await router.call('texts.revision', { document, revision: revision.id })).text;
      return { json: { document, ...revision, text: whole }, lines: [whole] };
    }
    return {
      json: { document, revisions },
      lines: revisions.length === 0 ? [MESSAGES.neverCorrected] : revisions.map(revisionLine),
    };
  },
};

/** Parses `START:END:TEXT`; the text may contain colons. */
function parseEdit(words: string): [number, number, string] {
  const found = /^(\d+):(\d+):([^]*)$/.exec(words);
  const [start, end] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || !Number.isSafeInteger(start) || !Number.isSafeInteger(end) || end < start)
    throw new UsageError(MESSAGES.notAnEdit(words));
  return [start, end, found[3]!];
}

function goneOf(word: string | undefined): GoneChoice | undefined {
  if (word === undefined || word === 'keep' || word === 'delete') return word;
  throw new UsageError(MESSAGES.keepOrDelete(word));
}

function effectLines({ edits, affected, annotations }: CorrectionEffect, dry: boolean): string[] {
  if (edits.length === 0) return ['The text stays as it is: the edits change nothing.'];
  return [
    `${counted(edits.length, 'place')} ${dry ? 'would be' : edits.length === 1 ? 'was' : 'were'} corrected. Of ${counted(annotations, 'annotation')} the words of ${affected.length} ${dry ? 'would change' : 'changed'}${affected.length > 0 ? ':' : '.'}`,
    ...affected.map(affectedLine),
    ...(dry ? ['Nothing was changed (--dry-run).'] : []),
  ];
}

function replacedLines(
  { documents, places, affected, affectedInAll }: OutputOf<'texts.replace'>,
  dry: boolean,
): string[] {
  const more = affectedInAll - affected.length;
  return [
    `${dry ? 'Would replace' : 'Replaced'} it at ${counted(places, 'place')} in ${counted(documents, 'article')}. The words of ${counted(affectedInAll, 'annotation')} ${dry ? 'would change' : 'changed'}${affected.length > 0 ? ':' : '.'}`,
    ...affected.map(affectedLine),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(dry ? ['Nothing was changed (--dry-run).'] : []),
  ];
}

function affectedLine({ set, type, before, after }: AffectedAnnotation): string {
  return `  ${type} (${set}): “${before}” → ${after === null ? 'no words left' : `“${after}”`}`;
}

function revisionLine({
  id,
  present,
  at,
  analyst,
  edits,
  length,
}: {
  readonly id: string;
  readonly present: boolean;
  readonly at: string;
  readonly analyst: string;
  readonly edits: number;
  readonly length: number;
}): string {
  const made = at === '' ? 'as it came in' : `${at} ${analyst}, ${counted(edits, 'edit')}`;
  return `${present ? '*' : ' '} ${id}  ${made}, ${counted(length, 'code unit')}`;
}
