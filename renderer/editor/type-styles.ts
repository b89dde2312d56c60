import type { Scheme } from '../../shared/model/scheme.ts';
import { highlightName, type TypedHighlight } from './highlights.ts';
import { LANES } from '../../shared/model/lanes.ts';
import { patternImage, patternsOf } from '../../shared/model/patterns.ts';

/** Lightness and chroma of one use of a type's colour, in OKLCH. The hue depends on the type. */
interface Shade {
  readonly lightness: number;
  readonly chroma: number;
}

/** Equal lightness and chroma for all types, so that none stands out; the chroma fits into sRGB at every hue. */
const SHADES = {
  light: {
    ink: { lightness: 0.43, chroma: 0.075 },
    tint: { lightness: 0.95, chroma: 0.024 },
    strong: { lightness: 0.9, chroma: 0.048 },
    line: { lightness: 0.62, chroma: 0.1 },
    lane: { lightness: 0.62, chroma: 0.1 },
  },
  dark: {
    ink: { lightness: 0.83, chroma: 0.075 },
    tint: { lightness: 0.285, chroma: 0.03 },
    strong: { lightness: 0.4, chroma: 0.06 },
    line: { lightness: 0.66, chroma: 0.095 },
    lane: { lightness: 0.66, chroma: 0.095 },
  },
} as const satisfies Record<string, Record<string, Shade>>;
type Theme = keyof typeof SHADES;
type Use = keyof (typeof SHADES)['light'];

/** `lane` is `line` for the underlines in the text: separate, because these fade while a span is selected. */
const USES = ['ink', 'tint', 'strong', 'line', 'lane'] as const satisfies readonly Use[];

/** Returns the colour of one use of a hue in a theme, as CSS. */
export function shade(theme: Theme, use: Use, hue: number): string {
  const { lightness, chroma } = SHADES[theme][use];
  return `oklch(${lightness} ${chroma} ${Math.round(hue * 10) / 10})`;
}

/** Returns custom properties for a swatch in a hue that belongs to no type of the scheme (an analyst, a relation). */
export function typeColour(hue: number): Record<`--type-${Exclude<Use, 'lane'>}`, string> {
  const colour = (use: Use) =>
    `oklch(var(--${use}-lightness) var(--${use}-chroma) ${Math.round(hue * 10) / 10})`;
  return {
    '--type-ink': colour('ink'),
    '--type-tint': colour('tint'),
    '--type-strong': colour('strong'),
    '--type-line': colour('line'),
  };
}

/** The class that sets `--type-ink`, `--type-tint`, `--type-strong` and `--type-line` to a type's colours. */
export function typeClass(index: number): string {
  if (index < 0) return 'type-x';
  needTypeStyles(index, 'swatch');
  return `type-${index}`;
}

/**
 * Number of types of a scheme whose rules are all added at the start. Rules of later types are added when they are first
 * shown: with thousands of types the browser would check tens of thousands of rules for each element.
 */
export const EAGER_TYPES = 100;

/**
 * Returns the style sheet of a scheme, with the rules of its first {@link EAGER_TYPES} types. Types occur only by their
 * index in the scheme: a name is free text from a file and must not get into a selector.
 */
export function typeStylesheet(scheme: Pick<Scheme, 'types'>): string {
  const rules = [
    `:root { ${themeProperties('light')} }`,
    `:root[data-theme='dark'] { ${themeProperties('dark')} }`,
  ];
  const looks = looksOf(scheme);
  for (const [index, look] of looks.slice(0, EAGER_TYPES).entries())
    rules.push(...typeRules(String(index), look));
  rules.push(...typeRules('x', { hue: null, pattern: 0 }));
  return rules.join('\n');
}

function themeProperties(theme: Theme): string {
  return USES.map((use) => {
    const { lightness, chroma } = SHADES[theme][use];
    return `--${use}-lightness: ${lightness}; --${use}-chroma: ${chroma};`;
  }).join(' ');
}

/** How a type looks: its hue, null for grey, and the pattern of its underline. */
interface Look {
  readonly hue: number | null;
  readonly pattern: number;
}

function looksOf({ types }: Pick<Scheme, 'types'>): readonly Look[] {
  const patterns = patternsOf(types);
  return types.map(({ hue }, i) => ({ hue, pattern: patterns[i]! }));
}

type Colour = (use: Use) => string;

function colourOf(hue: number | null): Colour {
  return (use) => {
    const chroma = hue === null ? '0' : `var(--${use}-chroma)`;
    return `oklch(var(--${use}-lightness) ${chroma} ${Math.round((hue ?? 0) * 10) / 10})`;
  };
}

function typeRules(token: string, look: Look): string[] {
  return [swatchRule(token, look), ...textRules(token, look)];
}

/** Rules that lists, cards and buttons need. */
function swatchRule(token: string, { hue, pattern }: Look): string {
  const colour = colourOf(hue);
  const { image, tile } = patternImage(pattern, 'var(--type-line)');
  const properties = USES.filter((use) => use !== 'lane')
    .map((use) => `--type-${use}: ${colour(use)};`)
    .join(' ');
  return `.type-${token} { ${properties} --type-pattern: ${image}; --type-tile: ${tile}; }`;
}

/** Rules that spans in the text need. */
function textRules(token: string, { hue, pattern }: Look): string[] {
  const colour = colourOf(hue);
  const rules = [`.tint-${token} { --seg-tint: ${colour('tint')} }`];
  for (let lane = 0; lane < LANES; lane++) {
    const { image, tile } = patternImage(pattern, `var(--lane-${lane})`);
    rules.push(
      `.l${lane}-${token} { --lane-${lane}: ${colour('lane')}; --bar-${lane}: ${image}; --tile-${lane}: ${tile} }`,
    );
  }
  return [...rules, ...highlightRules(token, colour)];
}

/** The highlights of the selected and the hovered span: a rule for each type, so that hovering changes no style. */
function highlightRules(token: string, colour: Colour): string[] {
  const rule = (name: TypedHighlight, declarations: string) =>
    `.editor::highlight(${highlightName(name, token)}) { ${declarations} }`;
  const underline = `text-decoration: underline dotted 1.5px ${colour('line')};`;
  const paler = (use: Use, share: number) => `color-mix(in oklab, ${colour(use)} ${share}%, transparent)`;
  return [
    rule('selected', `background-color: ${colour('strong')};`),
    rule('hover', `background-color: ${colour('strong')};`),
    rule('selected-claim', `background-color: ${paler('tint', 70)}; ${underline}`),
    rule('hover-claim', underline),
    rule('linked', `background-color: ${paler('strong', 60)};`),
  ];
}

/** A style sheet in the page to which rules are added as types are shown. */
interface Grown {
  readonly sheet: CSSStyleSheet;
  readonly looks: readonly Look[];
}

const sheets = new Map<string, Grown>();
/** Types beyond the first ones that have been shown, and where. */
const needed = { swatch: new Set<number>(), text: new Set<number>() };

/** Adds the rules of a type that is about to be shown: in the text, or as a swatch beside its name. */
export function needTypeStyles(index: number, where: keyof typeof needed): void {
  if (index < EAGER_TYPES || needed[where].has(index)) return;
  needed[where].add(index);
  for (const grown of sheets.values()) grow(grown, index, where);
}

function grow({ sheet, looks }: Grown, index: number, where: keyof typeof needed): void {
  const look = looks[index];
  if (look === undefined) return;
  const token = String(index);
  for (const rule of where === 'swatch' ? [swatchRule(token, look)] : textRules(token, look))
    sheet.insertRule(rule, sheet.cssRules.length);
}

/**
 * Adds the style sheet of a scheme to the page; returns a function that removes it. A constructed sheet, because the
 * content security policy forbids inline styles.
 */
export function installTypeStyles(scheme: Pick<Scheme, 'types'>): () => void {
  const hues = scheme.types.map(({ hue }) => hue);
  const key = hues.join();
  let grown = sheets.get(key);
  if (!grown) {
    grown = { sheet: new CSSStyleSheet(), looks: looksOf(scheme) };
    grown.sheet.replaceSync(typeStylesheet(scheme));
    for (const where of ['swatch', 'text'] as const)
      for (const index of needed[where]) grow(grown, index, where);
    sheets.set(key, grown);
  }
  const adopted = grown.sheet;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, adopted];
  return () => {
    // Remove only one occurrence: another part of the window may have added the same sheet.
    const at = document.adoptedStyleSheets.indexOf(adopted);
    if (at >= 0) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((_, i) => i !== at);
    if (!document.adoptedStyleSheets.includes(adopted)) sheets.delete(key);
  };
}
