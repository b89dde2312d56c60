import type { ReadOptions } from '../define.ts';

/**
 * Finds the files of a folder that belong together: a text, its annotations by one or several annotators, the
 * configuration.
 */

const ANNOTATIONS = /\.(?:ann|a1|a2)$/i;
/** BioNLP's shared tasks divide one brat file into several: given mentions, answers, coreference, relations. */
const PARTS = ['a1', 'a2', 'co', 'rel'] as const;
const PARTIAL = /\.(?:a1|a2|co|rel)$/i;
export const ANNOTATION_CONFIG = 'annotation.conf';
/** The others configure display and access. They belong to the folder and hold no annotations. */
const CONFIGS = [ANNOTATION_CONFIG, 'visual.conf', 'tools.conf', 'kb_shortcuts.conf', 'acl.conf'];

/** Whether a file configures how brat displays a folder, or who has access. */
export function isConfig(name: string): boolean {
  return CONFIGS.includes(name);
}

/** A text that a file of annotations may belong to, and the annotator in that case. */
export interface TextCandidate {
  readonly text: string;
  /** `anna` for `doc_anna.ann` beside `doc.txt`; `null` for `doc.ann`. */
  readonly annotator: string | null;
}

/** Yields the texts that a file of annotations may belong to, the most likely first. */
export function* textCandidates(file: string): Generator<TextCandidate> {
  const base = file.replace(/\.[^.]*$/, '');
  yield { text: `${base}.txt`, annotator: null };
  for (let at = base.length - 2; at > 0; at--) {
    if (!/[._-]/.test(base[at]!)) continue;
    yield { text: `${base.slice(0, at)}.txt`, annotator: base.slice(at + 1) };
  }
}

/**
 * The files into which the annotations are divided, including this one, in the order in which they depend on each
 * other.
 */
export function partsOf(file: string): string[] {
  if (!PARTIAL.test(file)) return [file];
  const base = file.replace(PARTIAL, '');
  return PARTS.map((part) => `${base}.${part}`);
}

interface Annotated {
  readonly file: string;
  readonly annotator: string | null;
}

/** The files that annotate each text, by the text's name. All are read when the first of them is read. */
type Folder = ReadonlyMap<string, readonly Annotated[]>;

/** Cached: for a folder of 20,000 pairs this is called 20,000 times with the same set. */
const folders = new WeakMap<ReadonlySet<string>, Folder>();

function folderOf(siblings: ReadonlySet<string>): Folder {
  const known = folders.get(siblings);
  if (known) return known;
  const byText = new Map<string, Annotated[]>();
  for (const file of [...siblings].sort()) {
    // Parts are read together with the first of them.
    if (!ANNOTATIONS.test(file) || partsOf(file).find((part) => siblings.has(part)) !== file) continue;
    for (const { text, annotator } of textCandidates(file)) {
      if (!siblings.has(text)) continue;
      const group = byText.get(text) ?? [];
      if (annotator === null) group.unshift({ file, annotator });
      else group.push({ file, annotator });
      byText.set(text, group);
      break;
    }
  }
  folders.set(siblings, byText);
  return byText;
}

/** Returns the files that are read together with a file of annotations. */
export function companionsOf(file: string, siblings: ReadonlySet<string>): string[] {
  if (!ANNOTATIONS.test(file)) return [];
  const byText = folderOf(siblings);
  const configs = CONFIGS.filter((config) => siblings.has(config));
  for (const { text } of textCandidates(file)) {
    if (!siblings.has(text)) continue;
    const group = byText.get(text) ?? [];
    const others = group[0]?.file === file ? group.slice(1) : [];
    const read = [file, ...others.map((other) => other.file)];
    const parts = read.flatMap(partsOf).filter((part) => part !== file && siblings.has(part));
    return [text, ...parts, ...configs];
  }
  return configs;
}

/**
 * Returns the annotations of the same text by other annotators, if this file is the first and they are read with it.
 */
export function otherAnnotators(
  file: string,
  text: string,
  siblings: ReadonlySet<string>,
): readonly Annotated[] {
  const group = folderOf(siblings).get(text) ?? [];
  return group[0]?.file === file ? group.slice(1) : [];
}

/** Whether this is the file of a folder that reports what concerns the whole folder. */
export function tellsForFolder({ file, siblings }: ReadOptions): boolean {
  if (siblings === undefined) return true;
  const [first] = folderOf(siblings).values();
  return first === undefined || first[0]?.file === file;
}
