import { LANES } from '../../model/lanes.ts';
import { directionOf } from '../../text/direction.ts';
import { webAddress } from '../../web-address.ts';
import { escaped } from '../annotated/legible.ts';
import type { Mark, Piece, Run } from '../annotated/marks.ts';
import { MESSAGES } from '../annotated/messages.ts';
import { lineText, markerOf } from '../annotated/plain.ts';
import type { LegendEntry, Line, Part, Phrase } from '../annotated/parts.ts';
import type { Pages } from '../annotated/write.ts';
import type { Article, ExportView } from '../tables/view.ts';
import { pageStyles } from './styles.ts';

/** One file in HTML with all its styles and without any script. It is well-formed XML too, so that it can be read back as such. */
export class HtmlPages implements Pages {
  readonly #view: ExportView;
  readonly #title: string;
  readonly #names: boolean;
  #begun = false;
  #body: HtmlBody | null = null;
  #articles = 0;

  constructor(view: ExportView, title: string, names: boolean) {
    this.#view = view;
    this.#title = title;
    this.#names = names;
  }

  *begin(article: Article): Generator<string> {
    yield* this.#head();
    if (this.#body) yield this.#body.end();
    this.#body = new HtmlBody(article, `a${++this.#articles}`, this.#names);
    yield this.#body.begin();
  }

  *add(part: Part): Generator<string> {
    yield* this.#body!.add(part);
  }

  *end(): Generator<string> {
    yield* this.#head();
    if (this.#body) yield this.#body.end();
    yield '</main></body></html>\n';
  }

  *#head(): Generator<string> {
    if (this.#begun) return;
    this.#begun = true;
    yield (
      '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"/>' +
      '<meta name="viewport" content="width=device-width, initial-scale=1"/>' +
      `<meta name="generator" content="Postil"/><title>${escaped(this.#title)}</title>\n` +
      `<style>\n${pageStyles(this.#view.scheme)}</style></head>\n<body><main class="report">\n`
    );
  }
}

/** One article as an element of a page. */
export class HtmlBody {
  readonly #article: Article;
  /** Begins the ids of the article, because several may be in one file. */
  readonly #id: string;
  readonly #names: boolean;

  constructor(article: Article, id: string, names: boolean) {
    this.#article = article;
    this.#id = id;
    this.#names = names;
  }

  begin(): string {
    const { language } = this.#article.document;
    const known = /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(language);
    return `<article${known ? ` lang="${language}"` : ''}>\n`;
  }

  end(): string {
    return '</article>\n';
  }

  *add(part: Part): Generator<string> {
    if (part.kind === 'title') yield `<h1 dir="auto">${escaped(part.text)}</h1>\n`;
    else if (part.kind === 'facts') yield `<p class="facts">${part.line.map(factHtml).join('')}</p>\n`;
    else if (part.kind === 'legend') yield this.#legend(part.heading, part.entries);
    else if (part.kind === 'table') yield* this.#table(part);
    else {
      const direction = part.direction === 'rtl' ? ' dir="rtl"' : '';
      yield `<p class="${part.block}"${direction}>${part.runs.map((run) => this.#run(run)).join('')}</p>\n`;
    }
  }

  #legend(heading: string, entries: readonly LegendEntry[]): string {
    const items = entries.map(
      ({ mark, count }) => `<li>${example(mark)} <small>${MESSAGES.count(count)}</small></li>`,
    );
    return `<h2 class="legend">${escaped(heading)}</h2>\n<ul class="legend" lang="en">${items.join('')}</ul>\n`;
  }

  *#table({ heading, columns, rows }: Extract<Part, { kind: 'table' }>): Generator<string> {
    const heads = columns.map((column) => `<th scope="col">${escaped(column.heading)}</th>`);
    const widths = columns.map(({ width }) => `<col width="${width}%"/>`).join('');
    yield `<h2 lang="en">${escaped(heading)}</h2>\n<table><colgroup>${widths}</colgroup><thead><tr lang="en">${heads.join('')}</tr></thead><tbody>\n`;
    for (const row of rows) {
      const cells = row.map((lines) => `<td>${lines.map((line) => this.#line(line)).join('')}</td>`);
      yield `<tr>${cells.join('')}</tr>\n`;
    }
    yield '</tbody></table>\n';
  }

  #line(line: Line): string {
    const direction = directionOf(lineText(line)) === 'rtl' ? ' dir="rtl"' : '';
    return `<p${direction}>${line.map((phrase) => this.#phrase(phrase)).join('')}</p>`;
  }

  #phrase({ text, tone, link }: Phrase): string {
    const words = toned(text, tone);
    if (!link) return words;
    return 'at' in link
      ? `<a id="${this.#id}-n${link.at}" href="#${this.#id}-t${link.at}">${words}</a>`
      : `<a href="#${this.#id}-n${link.to}">${words}</a>`;
  }

  #run(run: Run): string {
    if (run.kind === 'words') return within(run.over, escaped(run.text), true);
    const marker = markerOf(run, this.#names);
    if (!marker) return '';
    const { mark, isFirst } = run.piece;
    const colour = typeClass(mark);
    if (marker.name !== '')
      return within(run.over, `<small class="${colour}">${escaped(marker.name)}</small>`);
    const anchor = run.kind === 'begin' && isFirst ? ` id="${this.#id}-t${mark.number}"` : '';
    const number = `${marker.bracket}<sup>${escaped(marker.number)}</sup>`;
    return within(
      run.over,
      `<a class="number ${colour}"${anchor} href="#${this.#id}-n${mark.number}">${number}</a>`,
    );
  }
}

/** Wraps words into the elements of the spans over them, the outer ones first. */
function within(over: readonly Piece[], html: string, isText = false): string {
  const drawn = isText ? over : over.filter(({ mark }) => mark.look === 'mention');
  return (
    drawn.map((piece) => `<span${attributes(piece, isText)}>`).join('') +
    html +
    '</span>'.repeat(drawn.length)
  );
}

function attributes({ mark, lane, id }: Piece, isText: boolean): string {
  const piece = isText ? ` data-piece="${id}"` : '';
  if (mark.look === 'frame') return piece;
  if (mark.look === 'cue') return ` class="cue"${piece}`;
  const line = lane < LANES ? ` u${lane}` : '';
  return ` class="mention ${typeClass(mark)}${line}" title="${escaped(mark.title)}"${piece}`;
}

function example(mark: Mark): string {
  const name = escaped(mark.label);
  if (mark.look === 'cue') return `<span class="cue">${name}</span>`;
  if (mark.look === 'mention') return `<span class="mention ${typeClass(mark)} u0">${name}</span>`;
  return `<span class="number ${typeClass(mark)}">[</span>${name}<span class="number ${typeClass(mark)}">]</span>`;
}

/** The class with the colours of a type; only its index occurs, because names are free text. */
function typeClass({ type }: Mark): string {
  return type < 0 ? 'type-x' : `type-${type}`;
}

function toned(text: string, tone: Phrase['tone']): string {
  const words = escaped(text);
  return tone === 'plain' ? words : tone === 'strong' ? `<b>${words}</b>` : `<i>${words}</i>`;
}

/** A fact of an article; addresses of the web are links. */
function factHtml({ text, tone }: Phrase): string {
  const address = tone === 'plain' ? webAddress(text) : null;
  const words = toned(text, tone);
  if (tone === 'grey') return words;
  return `<bdi>${address ? `<a href="${escaped(address.href)}">${words}</a>` : words}</bdi>`;
}
