import * as z from 'zod';
import { pairBlocks } from './pair.ts';
import {
  BLOCK_KINDS,
  GuidelineBlock,
  isExample,
  withDerivedUids,
  type BlockKind,
  type Guideline as Blocks,
} from './blocks.ts';

/** The heading of each kind in Markdown, and the other headings by which it is recognised, in lower case. */
const HEADINGS: Readonly<Record<BlockKind, readonly [heading: string, ...also: string[]]>> = {
  definition: ['Definition', 'what it is'],
  mark: ['Mark', 'do mark', 'include', 'what to mark'],
  'do-not-mark': ['Do not mark', "don't mark", 'don’t mark', 'exclude', 'what not to mark'],
  example: ['Examples', 'example', 'positive examples'],
  'counter-example': [
    'Counter-examples',
    'counter-example',
    'counterexamples',
    'counterexample',
    'negative examples',
  ],
  note: ['Notes', 'note'],
};
const KIND_BY_HEADING: ReadonlyMap<string, BlockKind> = new Map(
  BLOCK_KINDS.flatMap((kind) => HEADINGS[kind].map((words) => [words.toLowerCase(), kind] as const)),
);

/** Returns the heading of a kind of blocks, such as “Do not mark”. */
export function headingOf(kind: BlockKind): string {
  return HEADINGS[kind][0];
}

/** The kind whose heading a line is; undefined if it is none. */
function kindOfLine(line: string): BlockKind | undefined {
  const [, words] = /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line) ?? [];
  return words === undefined
    ? undefined
    : KIND_BY_HEADING.get(words.replace(/[*_]/g, '').replace(/:$/, '').trim().toLowerCase());
}

/**
 * Returns the blocks of a guideline in Markdown. What comes before the first heading of a kind is the definition. Each item of a list under
 * a heading of examples is an example of its own.
 */
export function blocksOf(markdown: string): GuidelineBlock[] {
  const sections: { kind: BlockKind; lines: string[] }[] = [{ kind: 'definition', lines: [] }];
  for (const line of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    const kind = kindOfLine(line);
    if (kind) sections.push({ kind, lines: [] });
    else sections.at(-1)!.lines.push(line);
  }
  return withDerivedUids(
    sections.flatMap(({ kind, lines }) =>
      (isExample(kind) ? itemsOf(lines) : [lines.join('\n')])
        .map((text) => ({ kind, text: trimmed(text.split('\n').map(unescaped).join('\n')) }))
        .filter(({ text }) => text !== ''),
    ),
  );
}

/** Returns a line without the backslash that keeps it from being a heading of a kind. */
function unescaped(line: string): string {
  return line.startsWith('\\') && kindOfLine(line.replace(/^\\+/, '')) ? line.slice(1) : line;
}

/** Splits a section that is one list into its items; anything else is one text. */
function itemsOf(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const marker = lines[first]?.slice(0, 2) ?? '';
  if (!['- ', '* ', '+ '].includes(marker)) return [lines.join('\n')];
  const items: string[][] = [];
  for (const line of lines.slice(first)) {
    if (line.startsWith(marker)) items.push([line.slice(2)]);
    else if (line.startsWith('  ')) items.at(-1)!.push(line.slice(2));
    else if (line.trim() === '') items.at(-1)!.push('');
    else return [lines.join('\n')];
  }
  return items.map((item) => item.join('\n'));
}

/** Returns a guideline as one Markdown text, for formats that have nothing else; {@link blocksOf} reads it back. */
export function markdownOf(blocks: Blocks): string {
  const parts: string[] = [];
  let before: BlockKind | undefined;
  for (const [i, block] of blocks.entries()) {
    const { kind } = block;
    const text = textOf(block);
    if (text === '') continue;
    const isFirst = i === 0 && kind === 'definition';
    const escaped = text
      .split('\n')
      .map((line) => (kindOfLine(line.replace(/^\\+/, '')) ? `\\${line}` : line));
    if (!isFirst && !(isExample(kind) && before === kind)) parts.push(`## ${headingOf(kind)}`);
    parts.push(
      isExample(kind)
        ? `- ${escaped.map((line, at) => (at === 0 || line === '' ? line : `  ${line}`)).join('\n')}`
        : escaped.join('\n'),
    );
    before = kind;
  }
  return parts.join('\n\n');
}

/** Returns the text of a block, of an example with the words that it shows. */
function textOf({ text, example }: GuidelineBlock): string {
  const words = trimmed(text.replace(/\r\n?/g, '\n'));
  if (!example || example.erased) return words;
  const plain = (part: string) => literal(part.replace(/\s+/g, ' '));
  const quote = example.quote === '' ? '' : `**${plain(example.quote).trim()}**`;
  const shown = `“${plain(example.before)}${quote}${plain(example.after)}”`;
  const from = example.title === '' ? '' : ` (${plain(example.title)})`;
  return `${shown}${from}${words === '' ? '' : `: ${words}`}`;
}

/** Escapes what Markdown would read as marks: the words of an article are not Markdown. */
export function literal(text: string): string {
  return text.replace(/[\\`*_[\]<>#&]/g, '\\$&');
}

/** Removes empty lines at both ends and white space at the end, which Markdown does not show. */
function trimmed(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').trim();
}

/** Returns the blocks of a text; where they are those of the guideline before, with their uids and links. */
export function blocksFrom(markdown: string, known: Blocks = []): GuidelineBlock[] {
  if (known.length > 0 && markdownOf(known) === markdown) return [...known];
  const texts = new Map(known.map((block) => [`${block.kind}\n${trimmed(textOf(block))}`, block]));
  const used = new Set<string>();
  const read = blocksOf(markdown).map((block) => {
    const same = texts.get(`${block.kind}\n${block.text}`);
    if (!same || used.has(same.uid)) return block;
    used.add(same.uid);
    return same;
  });
  const left = known.filter(({ uid }) => !used.has(uid));
  const changed = read.filter(({ uid }) => !used.has(uid));
  const kept = new Map(pairBlocks(left, changed).map(([was, is]) => [is, was.uid]));
  return read.map((block) => ({ ...block, uid: kept.get(block) ?? block.uid }));
}

/** A guideline, which files and versions of earlier programs hold as a Markdown text. */
export const GuidelineSchema = z
  .union([z.string().max(20_000).transform(blocksOf), z.array(GuidelineBlock).max(500)])
  .default([]);
