import type { Attribute } from '../model/attributes/index.ts';
import { hueColour } from '../model/hue.ts';
import type { DocumentLabel, RelationType, Scheme, SlotDeclaration, SpanType } from '../model/scheme.ts';
import { inTreeOrder } from '../model/type-tree.ts';
import type { ExampleLink, Guideline, GuidelineBlock } from './blocks.ts';
import { isExample } from './blocks.ts';
import { escaped, htmlOf } from './html.ts';
import { headingOf, literal } from './markdown.ts';

/** The formats in which the guideline of a whole scheme can be read outside Postil. */
export const PAGE_FORMATS = ['html', 'md'] as const;
export type PageFormat = (typeof PAGE_FORMATS)[number];

/** Returns the format of a file by its name; null if it is none. */
export function pageFormatOf(path: string): PageFormat | null {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(path) ?? [];
  const format = { md: 'md', markdown: 'md', html: 'html', htm: 'html' } as const;
  return Object.hasOwn(format, ending.toLowerCase())
    ? format[ending.toLowerCase() as keyof typeof format]
    : null;
}

/** A piece of the page, which both formats write in their way. Text is plain, unless it is called Markdown. */
type Piece =
  | {
      readonly is: 'heading';
      readonly level: 1 | 2 | 3;
      readonly text: string;
      readonly name?: string;
      readonly hue?: number;
    }
  | { readonly is: 'facts'; readonly facts: readonly string[] }
  | { readonly is: 'kind'; readonly text: string; readonly kind: string }
  | { readonly is: 'markdown'; readonly markdown: string }
  | { readonly is: 'examples'; readonly examples: readonly GuidelineBlock[] }
  | { readonly is: 'parts'; readonly parts: readonly Part[] };

/** An attribute or slot. */
interface Part {
  readonly name: string;
  readonly label: string;
  readonly facts: readonly string[];
  readonly help: string;
}

/** Returns the guideline of a whole scheme as one file: every type, relation type and document label with what belongs to it. */
export function guidelinePage(scheme: Scheme, version: number, format: PageFormat): string {
  const pieces = [...piecesOf(scheme, version)];
  return format === 'md' ? asMarkdown(pieces) : asHtml(pieces, scheme.name);
}

function* piecesOf(scheme: Scheme, version: number): Generator<Piece> {
  yield { is: 'heading', level: 1, text: scheme.name };
  yield { is: 'facts', facts: [`Annotation guideline, version ${version} of the scheme`] };
  if (scheme.description !== '') yield { is: 'markdown', markdown: scheme.description };
  for (const layer of scheme.layers) {
    const types = inTreeOrder(scheme.types.filter((type) => type.layer === layer.name));
    if (types.length === 0) continue;
    yield { is: 'heading', level: 2, text: layer.label };
    for (const { type } of types) yield* typePieces(type, scheme);
  }
  if (scheme.relations.length > 0) yield { is: 'heading', level: 2, text: 'Relations' };
  for (const relation of scheme.relations) yield* relationPieces(relation);
  if (scheme.labels.length > 0) yield { is: 'heading', level: 2, text: 'Document labels' };
  for (const label of scheme.labels) yield* labelPieces(label);
}

function* typePieces(type: SpanType, { types }: Scheme): Generator<Piece> {
  yield { is: 'heading', level: 3, text: type.label, name: type.name, hue: type.hue };
  const below = types.filter(({ parent }) => parent === type.name).map(({ name }) => name);
  yield {
    is: 'facts',
    facts: [
      ...(type.key === undefined ? [] : [`Key ${type.key.toUpperCase()}`]),
      type.family,
      ...(type.parent === undefined ? [] : [`under ${type.parent}`]),
      ...(below.length === 0 ? [] : [`above ${below.join(', ')}`]),
      `colour ${hueColour(type.hue)}`,
    ],
  };
  yield* blockPieces(type.guideline);
  yield* partPieces('Attributes', type.attributes.map(attributePart));
  yield* partPieces('Slots', type.slots.map(slotPart));
}

function* relationPieces(relation: RelationType): Generator<Piece> {
  const { from, to } = relation;
  const any = relation.ends === 'entity' ? 'any entity' : 'any annotation';
  yield { is: 'heading', level: 3, text: relation.label, name: relation.name, hue: relation.hue };
  yield {
    is: 'facts',
    facts: [
      `from ${from.join(', ') || any} to ${to.join(', ') || any}`,
      ...(relation.symmetric ? ['symmetric'] : []),
      ...(relation.transitive ? ['transitive'] : []),
      `colour ${hueColour(relation.hue)}`,
    ],
  };
  yield* blockPieces(relation.guideline);
  yield* partPieces('Attributes', relation.attributes.map(attributePart));
}

function* labelPieces(label: DocumentLabel): Generator<Piece> {
  yield { is: 'heading', level: 3, text: label.label, name: label.name };
  yield {
    is: 'facts',
    facts: [...(label.group ? [label.group] : []), ...(label.many ? ['several values'] : [])],
  };
  yield* blockPieces(label.guideline);
  yield* partPieces('Values', [attributePart(label.value)]);
}

function* partPieces(text: string, parts: readonly Part[]): Generator<Piece> {
  if (parts.length === 0) return;
  yield { is: 'kind', text, kind: 'parts' };
  yield { is: 'parts', parts };
}

function* blockPieces(guideline: Guideline): Generator<Piece> {
  for (let at = 0; at < guideline.length;) {
    const { kind } = guideline[at]!;
    const from = at;
    while (guideline[at]?.kind === kind) at++;
    const run = guideline.slice(from, at);
    if (from > 0 || kind !== 'definition') yield { is: 'kind', text: headingOf(kind), kind };
    if (isExample(kind)) yield { is: 'examples', examples: run };
    else for (const { text } of run) yield { is: 'markdown', markdown: text };
  }
}

function attributePart(attribute: Attribute): Part {
  const { name, label, help = '' } = attribute;
  const values =
    attribute.kind === 'choice'
      ? attribute.options.map((option) => {
          const shown = attribute.optionLabels?.[option];
          return shown === undefined || shown === option ? option : `${option} (${shown})`;
        })
      : [attribute.kind];
  const standard = attribute.default === undefined ? [] : [`default ${JSON.stringify(attribute.default)}`];
  return {
    name,
    label,
    facts: [values.join(' | '), ...standard, ...(attribute.required ? ['required'] : [])],
    help,
  };
}

function slotPart({ name, label, help = '', types, accepts, many, required }: SlotDeclaration): Part {
  return {
    name,
    label,
    facts: [
      types.length === 0 ? 'any type' : types.join(' | '),
      `accepts ${accepts.join(', ')}`,
      ...(many ? ['several'] : []),
      ...(required ? ['required'] : []),
    ],
    help,
  };
}

const from = ({ title, type }: ExampleLink) => [title, type].filter((part) => part !== '').join(', ');
const GONE = 'The words were deleted for good.';

function asMarkdown(pieces: readonly Piece[]): string {
  const parts = pieces.map((piece): string => {
    switch (piece.is) {
      case 'heading': {
        const name = piece.name === undefined || piece.name === piece.text ? '' : ` (${literal(piece.name)})`;
        return `${'#'.repeat(piece.level)} ${literal(piece.text)}${name}`;
      }
      case 'facts':
        return piece.facts.map(literal).join(' · ');
      case 'kind':
        return `**${piece.text}**`;
      case 'markdown':
        return piece.markdown;
      case 'examples':
        return piece.examples
          .map(({ text, example }) => indented([...(example ? [exampleMarkdown(example)] : []), text]))
          .join('\n');
      case 'parts':
        return piece.parts
          .map(({ name, label, facts, help }) => {
            const called = name === label ? literal(label) : `${literal(label)} (${literal(name)})`;
            return `- **${called}**: ${facts.map(literal).join('; ')}${help === '' ? '' : `. ${help.replace(/\s+/g, ' ')}`}`;
          })
          .join('\n');
    }
  });
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function exampleMarkdown(example: ExampleLink): string {
  if (example.erased) return `*${GONE}*`;
  const plain = (text: string) => literal(text.replace(/\s+/g, ' '));
  return `“${plain(example.before)}**${plain(example.quote)}**${plain(example.after)}” (${plain(from(example))})`;
}

function indented(paragraphs: readonly string[]): string {
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
  return `- ${text.replaceAll('\n', '\n  ').replace(/^ +$/gm, '')}`;
}

function asHtml(pieces: readonly Piece[], title: string): string {
  const body = pieces.map((piece): string => {
    switch (piece.is) {
      case 'heading': {
        const swatch =
          piece.hue === undefined ? '' : `<i class="swatch" style="background:${hueColour(piece.hue)}"></i>`;
        const name =
          piece.name === undefined || piece.name === piece.text ? '' : ` <code>${escaped(piece.name)}</code>`;
        return `<h${piece.level}>${swatch}${escaped(piece.text)}${name}</h${piece.level}>`;
      }
      case 'facts':
        return piece.facts.length === 0 ? '' : `<p class="facts">${piece.facts.map(escaped).join(' · ')}</p>`;
      case 'kind':
        return `<h4 class="${piece.kind}">${escaped(piece.text)}</h4>`;
      case 'markdown':
        return htmlOf(piece.markdown);
      case 'examples':
        return `<ul class="examples">${piece.examples.map(exampleHtml).join('')}</ul>`;
      case 'parts':
        return `<dl>${piece.parts.map(partHtml).join('')}</dl>`;
    }
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
${body.filter((part) => part !== '').join('\n')}
</main>
</body>
</html>
`;
}

function exampleHtml({ text, example }: GuidelineBlock): string {
  const words = !example
    ? ''
    : example.erased
      ? `<p class="facts">${GONE}</p>`
      : `<blockquote>${escaped(example.before)}<mark>${escaped(example.quote)}</mark>${escaped(example.after)}<footer>${escaped(from(example))}</footer></blockquote>`;
  return `<li>${words}${htmlOf(text)}</li>`;
}

function partHtml({ name, label, facts, help }: Part): string {
  const code = name === label ? '' : ` <code>${escaped(name)}</code>`;
  return `<dt>${escaped(label)}${code}</dt><dd>${facts.map(escaped).join('; ')}${help === '' ? '' : `<br>${escaped(help)}`}</dd>`;
}

const STYLE = `:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; margin: 0 0 .25rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 1rem; padding-bottom: .3rem; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
h3 { font-size: 1.1rem; margin: 2.25rem 0 .15rem; }
h4 { font-size: .8rem; margin: 1.1rem 0 .25rem; opacity: .75; text-transform: uppercase; letter-spacing: .04em; }
h3 code, dt code { font-size: .8em; font-weight: 400; opacity: .75; }
p, ul, ol, dl, blockquote, pre { margin: .35rem 0; }
.facts, footer { font-size: .85rem; opacity: .75; }
.heading { font-weight: 600; }
.swatch { display: inline-block; width: .8em; height: .8em; margin-right: .45em; border-radius: .2em; }
.examples { padding-left: 0; list-style: none; }
.examples > li { margin: .6rem 0; }
blockquote { padding-left: .8rem; border-left: 3px solid color-mix(in srgb, currentColor 25%, transparent); }
mark { padding: 0 .15em; border-radius: .2em; background: #ffe08a; color: #1c1c1c; }
dt { font-weight: 600; margin-top: .5rem; }
dd { margin: 0; }
@media print { h3, h4 { break-after: avoid; } li, blockquote { break-inside: avoid; } }`;
