import type { AttributeValue } from '../../model/attributes/index.ts';
import { spanType, type Scheme } from '../../model/scheme.ts';
import { DeclaredAttributes } from '../declared-attributes.ts';
import type { Dataset } from '../define.ts';
import type { Layout } from './layout.ts';

const TAGS: Readonly<Record<string, string>> = {
  choices: 'Choices',
  taxonomy: 'Taxonomy',
  textarea: 'TextArea',
  number: 'Number',
  rating: 'Rating',
  datetime: 'DateTime',
};
const OBJECTS = { text: 'Text', hypertext: 'HyperText', paragraphs: 'Paragraphs' } as const;
const LABELS = { text: 'Labels', hypertext: 'HyperTextLabels', paragraphs: 'ParagraphLabels' } as const;
/** More distinct values are no closed list. */
const MAX_OPTIONS = 100;

interface Tag {
  readonly tag: string;
  readonly to: string;
  readonly options: Set<string>;
  readonly perRegion: boolean;
}

/** Collects the tags that results name while they are written, for a labelling configuration. */
export class UsedTags {
  readonly declared: DeclaredAttributes;
  readonly #scheme: Scheme | undefined;
  readonly #objects = new Map<string, Pick<Layout, 'key' | 'kind'>>();
  readonly #labels = new Map<string, Tag>();
  readonly #answers = new Map<string, Tag>();

  constructor(dataset: Pick<Dataset, 'scheme' | 'kinds'>) {
    this.declared = new DeclaredAttributes(dataset);
    this.#scheme = dataset.scheme;
  }

  label(name: string, to: string, layout: Layout, label: string): void {
    this.#object(to, layout);
    let tag = this.#labels.get(name);
    if (!tag)
      this.#labels.set(name, (tag = { tag: LABELS[layout.kind], to, options: new Set(), perRegion: false }));
    tag.options.add(label);
  }

  answer(
    name: string,
    to: string,
    layout: Layout,
    kind: string,
    values: readonly AttributeValue[],
    perRegion: boolean,
  ): void {
    this.#object(to, layout);
    let tag = this.#answers.get(name);
    if (!tag)
      this.#answers.set(
        name,
        (tag = { tag: TAGS[kind] ?? 'Choices', to, options: new Set(this.#options(name)), perRegion }),
      );
    if (tag.options.size < MAX_OPTIONS) for (const value of values) tag.options.add(String(value));
  }

  /** Returns the configuration. If all labels are in one tag, it offers the scheme's other types too. */
  xml(): string {
    const types = this.#scheme?.types.map(({ name }) => name) ?? [];
    if (this.#labels.size === 0)
      this.#labels.set('label', { tag: 'Labels', to: 'text', options: new Set(), perRegion: false });
    if (this.#objects.size === 0) this.#objects.set('text', { key: 'text', kind: 'text' });
    const lines = ['<View>'];
    const relations = this.#scheme?.relations.filter(({ ends }) => ends === 'span') ?? [];
    if (relations.length > 0)
      lines.push(
        '  <Relations>',
        ...relations.map(({ name }) => `    ${tag('Relation', { value: name })}`),
        '  </Relations>',
      );
    for (const [name, { tag: kind, to, options }] of this.#labels) {
      const all = this.#labels.size === 1 ? new Set([...options, ...types]) : options;
      const values = [...all].map((value) => `    ${tag('Label', { value, hotkey: this.#key(value) })}`);
      lines.push(`  ${tag(kind, { name, toName: to }, true)}`, ...values, `  </${kind}>`);
    }
    for (const [name, { tag: kind, to, options, perRegion }] of this.#answers) {
      const head = { name, toName: to, perRegion: perRegion ? 'true' : undefined };
      if (kind !== 'Choices' && kind !== 'Taxonomy') lines.push(`  ${tag(kind, head)}`);
      else {
        const values = [...options].map((value) => `    ${tag('Choice', { value })}`);
        lines.push(`  ${tag(kind, head, true)}`, ...values, `  </${kind}>`);
      }
    }
    for (const [name, { key, kind }] of this.#objects)
      lines.push(`  ${tag(OBJECTS[kind], { name, value: `$${key}` })}`);
    return `${[...lines, '</View>'].join('\n')}\n`;
  }

  #object(to: string, { key, kind }: Layout): void {
    if (!this.#objects.has(to)) this.#objects.set(to, { key, kind });
  }

  #options(name: string): string[] {
    const attributes = this.#scheme?.types.flatMap((type) => type.attributes) ?? [];
    const labels = this.#scheme?.labels.flatMap((label) => (label.name === name ? [label.value] : [])) ?? [];
    const first = [...attributes.filter((attribute) => attribute.name === name), ...labels][0];
    return ((first && this.declared.options(first)) ?? []).map(String);
  }

  #key(type: string): string | undefined {
    return this.#scheme && spanType(this.#scheme, type)?.key;
  }
}

function tag(name: string, attributes: Readonly<Record<string, string | undefined>>, open = false): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escape(value ?? '')}"`);
  return `<${name}${written.join('')}${open ? '>' : '/>'}`;
}

/** XML cannot contain control characters; no name has any. */
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
