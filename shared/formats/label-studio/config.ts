import { SaxesParser } from 'saxes';
import type { Attribute } from '../../model/attributes/index.ts';
import type { Scheme } from '../../model/scheme.ts';
import { decodeText } from '../../text/decode.ts';
import { declaredScheme, type DeclaredType } from '../declared-scheme.ts';
import { formatError, type ReadOptions } from '../define.ts';
import { readAll } from '../lines.ts';
import { Terms } from '../terms.ts';
import { MESSAGES } from './messages.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const OBJECTS = new Set(['text', 'hypertext', 'paragraphs']);
const LABELS = new Set(['labels', 'hypertextlabels', 'paragraphlabels']);
/** Tags whose results are values: of a region if they state so, else of the document. */
const CONTROLS = new Set(['choices', 'taxonomy', 'textarea', 'number', 'rating', 'datetime']);

/** An element shown to annotators: its key in the data of a task, and its layout. */
export interface ConfiguredObject {
  readonly name: string;
  readonly kind: 'text' | 'hypertext' | 'paragraphs';
  readonly key: string;
  /** The field of a paragraph with its text. */
  readonly textKey: string;
}

interface Control {
  readonly tag: string;
  readonly name: string;
  readonly perRegion: boolean;
  readonly options: { name: string; key: string | undefined }[];
}

/** The parts of a labelling configuration that concern texts. */
export interface LabellingConfig {
  readonly objects: readonly ConfiguredObject[];
  /** Names of the tags for values of the document, for exports that do not state it. */
  readonly controls: ReadonlySet<string>;
  readonly scheme: Scheme | undefined;
}

/** The names under which configurations are saved. */
const NAMES = [
  'config.xml',
  'label_config.xml',
  'label-config.xml',
  'labeling_config.xml',
  'labeling-config.xml',
  'labelling_config.xml',
  'labelling-config.xml',
];

/** Returns the neighbouring files that may be the labelling configuration of a data file, the most likely first. */
export function configFiles(file: string, siblings: ReadonlySet<string>): string[] {
  const base = file.replace(/\.[^.]*$/, '');
  return [`${base}.xml`, `${base}-config.xml`, ...NAMES].filter((name) => siblings.has(name));
}

/** Whether a file of that name can only be a labelling configuration; other tools have a config.xml too. */
export function isConfig(name: string): boolean {
  return /-config\.xml$/.test(name) || (name !== 'config.xml' && NAMES.includes(name));
}

/**
 * Reads the labelling configuration beside a data file; `null` if there is none.
 * @throws PostilError `refused` if there is one that cannot be read.
 */
export async function readConfig(options: ReadOptions): Promise<LabellingConfig | null> {
  for (const file of configFiles(options.file, options.siblings ?? new Set())) {
    const bytes = await options.companion?.(file);
    if (!bytes) continue;
    const { text } = decodeText(await readAll(bytes, file, MAX_BYTES), file);
    // Other tools have a config.xml too.
    if (!/<View[\s>]/.test(text)) continue;
    return parseConfig(text, file);
  }
  return null;
}

/** @throws PostilError `refused` for XML that is not well formed, and for any DOCTYPE. */
export function parseConfig(text: string, file: string): LabellingConfig {
  const objects: ConfiguredObject[] = [];
  const controls: Control[] = [];
  const relations: { name: string }[] = [];
  const open: (Control | null)[] = [];
  const terms = new Terms();
  const where = { file };
  const parser = new SaxesParser();
  const fail = (reason: string): never => {
    throw formatError(MESSAGES.unreadableConfig(reason), { file, line: parser.line });
  };
  parser.on('error', (error) => fail(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  parser.on('doctype', () => fail('a DOCTYPE is not allowed'));
  parser.on('opentag', ({ name: tagName, attributes }) => {
    const tag = tagName.toLowerCase();
    const { name, value, alias, hotkey, perRegion } = attributes as Record<string, string | undefined>;
    let control: Control | null = null;
    if (OBJECTS.has(tag) && name !== undefined && value?.startsWith('$'))
      objects.push({
        name,
        kind: tag as ConfiguredObject['kind'],
        key: value.slice(1),
        textKey: (attributes as Record<string, string | undefined>).textKey ?? 'text',
      });
    else if (LABELS.has(tag) || CONTROLS.has(tag)) {
      control = { tag, name: name ?? tag, perRegion: perRegion === 'true', options: [] };
      controls.push(control);
    } else if ((tag === 'label' || tag === 'choice') && (alias ?? value)) {
      const stated = terms.of((alias ?? value)!, 'The label', where);
      open.findLast((one) => one !== null)?.options.push({ name: stated, key: hotkey });
    } else if (tag === 'relation' && value) relations.push({ name: terms.of(value, 'The relation', where) });
    open.push(control);
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();

  const perRegion = controls.filter((control) => control.perRegion && CONTROLS.has(control.tag));
  const attributes = perRegion.map((control) => declared(control, terms.of(control.name, 'The tag', where)));
  const types: DeclaredType[] = controls
    .filter(({ tag }) => LABELS.has(tag))
    .flatMap(({ options }) => options.map(({ name, key }) => ({ name, key, attributes })));
  const ofDocument = controls.filter((control) => !control.perRegion && CONTROLS.has(control.tag));
  return {
    objects,
    controls: new Set(ofDocument.map(({ name }) => name)),
    scheme:
      types.length + ofDocument.length === 0
        ? undefined
        : declaredScheme({
            name: file.replace(/\.xml$/i, ''),
            types,
            relations,
            labels: ofDocument.map((control) => {
              const name = terms.of(control.name, 'The tag', where);
              return { name, value: declared(control, name) };
            }),
          }),
  };
}

function declared({ tag, options }: Control, name: string): Attribute {
  const common = { name, label: [...name].slice(0, 40).join('') };
  const names = [...new Set(options.map((option) => option.name))].filter((option) => option.length <= 80);
  if (tag === 'choices' && names.length > 0) return { ...common, kind: 'choice', options: names };
  if (tag === 'number' || tag === 'rating') return { ...common, kind: 'number' };
  return { ...common, kind: 'text' };
}
