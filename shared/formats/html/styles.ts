import type { Scheme } from '../../model/scheme.ts';
import { patternImage, patternsOf } from '../../model/patterns.ts';
import { pageColour, type PageTheme } from '../annotated/colours.ts';

/** The styles of annotated articles. No `>`, `&` or `<` may occur, because the file is also read as XML. */
const STYLES = `
.report { max-width: 46rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; font: 1.05rem/1.75 Georgia, 'Times New Roman', serif; overflow-wrap: anywhere; color: var(--page-text); background: var(--page-paper); text-align: start; }
.report article { margin: 0; }
.report article + article { margin-block-start: 4rem; padding-block-start: 2rem; border-block-start: 1px solid var(--page-line); }
.report h1 { margin: 0 0 .5rem; font-size: 1.8rem; line-height: 1.25; }
.report h2 { margin: 2.25rem 0 .5rem; font: 600 .95rem/1.4 system-ui, sans-serif; }
.report p { margin: 0 0 .9rem; }
.report .facts, .report .legend, .report table { font-family: system-ui, sans-serif; font-size: .82rem; line-height: 1.5; }
.report .facts i, .report td i { font-style: normal; color: var(--page-grey); }
.report h2.legend { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.report ul.legend { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; margin: 0 0 1.5rem; padding: .5rem 0; list-style: none; border-block: 1px solid var(--page-line); }
.report ul.legend small { color: var(--page-grey); font-size: inherit; }
.report .headline, .report .paragraph, .report .quote, .report .item { white-space: pre-wrap; }
.report .headline { font-weight: 700; font-size: 1.2rem; line-height: 1.5; }
.report .quote { margin-inline-start: 1rem; padding-inline-start: 1rem; border-inline-start: 3px solid var(--page-line); }
.report .item { margin-inline-start: 1rem; }
.report .mention { background: var(--type-tint) 0 100% / 0 0 repeat-x; border-radius: 2px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.report .u0, .report .u1, .report .u2, .report .u3 { background-image: var(--type-pattern); background-size: var(--type-tile); }
.report .u0 { padding-block-end: 3px; }
.report .u1 { padding-block-end: 7px; }
.report .u2 { padding-block-end: 11px; }
.report .u3 { padding-block-end: 14px; }
.report p small { margin-inline-start: .3em; font: 500 .56em/1 system-ui, sans-serif; letter-spacing: .04em; text-transform: uppercase; white-space: nowrap; unicode-bidi: isolate; color: var(--type-ink); }
.report .number { unicode-bidi: isolate; margin-inline: .06em; font: 700 .9em/1 system-ui, sans-serif; text-decoration: none; color: var(--type-ink); }
.report .number sup, .report p a sup { font-size: .7em; line-height: 0; }
.report .number:target, .report td a:target { outline: 2px solid var(--type-line, currentColor); outline-offset: 2px; }
.report .cue { font-style: italic; border-block-end: 1px dotted var(--page-grey); }
.report a { color: inherit; }
.report table { inline-size: 100%; table-layout: fixed; border-collapse: collapse; }
.report th, .report td { padding: .35rem .6rem .35rem 0; vertical-align: top; text-align: start; border-block-end: 1px solid var(--page-line); }
.report th { font-weight: 600; color: var(--page-grey); }
.report td p { margin: 0; white-space: pre-wrap; }
.report td a { text-decoration: none; }
@media print {
@page { margin: 18mm 16mm; }
.report { max-width: none; padding: 0; font-size: 11pt; line-height: 1.7; }
.report .facts, .report .legend, .report table { font-size: 9pt; }
.report article + article { margin: 0; padding: 0; border: 0; break-before: page; }
.report h1, .report h2, .report .headline { break-after: avoid; }
.report thead { display: table-header-group; }
.report tr, .report ul.legend { break-inside: avoid; }
.report a { text-decoration: none; }
}
@media (forced-colors: active) {
.report .mention, .report .mention * { forced-color-adjust: none; --type-tint: Canvas; --type-line: LinkText; --type-ink: CanvasText; color: CanvasText; }
.report .cue { border-block-end-color: CanvasText; }
}
`;

const THEMES: Readonly<Record<PageTheme, string>> = {
  light: '--page-text: #24221e; --page-paper: #ffffff; --page-grey: #5f5b53; --page-line: #d9d5cc;',
  dark: '--page-text: #e9e6df; --page-paper: #1b1a18; --page-grey: #aaa59a; --page-line: #45423c;',
};

/** Returns the style sheet of annotated articles in a scheme: light on paper, and light or dark as the reader’s system is on a screen. */
export function pageStyles(scheme: Pick<Scheme, 'types'> | undefined): string {
  return (
    `body { margin: 0; background: #ffffff; }\n${themeStyles('light', scheme)}` +
    `@media screen and (prefers-color-scheme: dark) {\nbody { background: #1b1a18; }\n${themeStyles('dark', scheme)}}\n` +
    `:root { color-scheme: light dark; }\n${patternStyles(scheme)}${STYLES}`
  );
}

/** Returns the styles for an article that the window prints: always light, and nothing outside of the article. */
export function printStyles(scheme: Pick<Scheme, 'types'> | undefined): string {
  return `${themeStyles('light', scheme)}${patternStyles(scheme)}${STYLES}`;
}

function themeStyles(theme: PageTheme, scheme: Pick<Scheme, 'types'> | undefined): string {
  const types = scheme?.types ?? [];
  const styles = types.map(({ hue }, i) => typeStyle(theme, i, hue));
  return `.report { ${THEMES[theme]} }\n${styles.join('')}${typeStyle(theme, -1, undefined)}`;
}

function typeStyle(theme: PageTheme, type: number, hue: number | undefined): string {
  const colours = (['ink', 'tint', 'line'] as const).map(
    (use) => `--type-${use}: #${pageColour(theme, use, hue)};`,
  );
  return `.report .${classOf(type)} { ${colours.join(' ')} }\n`;
}

/** The underlines of the types, as the window draws them. They are backgrounds, in the colours of either theme. */
function patternStyles(scheme: Pick<Scheme, 'types'> | undefined): string {
  const style = (type: number, pattern: number) => {
    const { image, tile } = patternImage(pattern, 'var(--type-line)');
    return `.report .${classOf(type)} { --type-pattern: ${image}; --type-tile: ${tile}; }\n`;
  };
  const patterns = patternsOf(scheme?.types ?? []);
  return `${patterns.map((pattern, type) => style(type, pattern)).join('')}${style(-1, 0)}`;
}

function classOf(type: number): string {
  return `type-${type < 0 ? 'x' : type}`;
}
