import type { Block, BlockKind } from '../../../shared/model/document.ts';

/** The text of an article and its blocks. */
export interface BlockText {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Elements that begin and end a block. Others are part of a line. */
const OF_BLOCKS = new Set(
  (
    'address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr ' +
    'li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
/** Elements whose content is never words of the article. */
const WITHOUT_WORDS = new Set(
  (
    'audio base button canvas datalist embed form frame head iframe img input link map math meta noembed noframes noscript object ' +
    'param picture script select source style svg template textarea title track video'
  ).split(' '),
);

/** What stands between two blocks of a text. */
const SEPARATOR = '\n\n';

/**
 * Returns the words of an element in reading order, one block for each headline, paragraph, quote, list item, caption and table row.
 * White space is collapsed as a browser shows it; a `<br>` is a line end within its block. The cells of a row are joined by a bar.
 * Walks without recursion, because pages nest their elements deeply.
 */
export function blocksOf(root: Element): BlockText {
  const writer = new BlockWriter();
  const stack: Step[] = [{ enter: root, kind: 'paragraph' }];
  for (let step = stack.pop(); step; step = stack.pop()) {
    if ('leave' in step) {
      writer.end();
      continue;
    }
    const { enter: node, kind } = step;
    if (node.nodeType === node.TEXT_NODE) {
      writer.write(node.nodeValue ?? '', kind);
      continue;
    }
    if (node.nodeType !== node.ELEMENT_NODE) continue;
    const name = node.nodeName.toLowerCase();
    if (WITHOUT_WORDS.has(name)) continue;
    if (name === 'br') {
      writer.lineEnd();
      continue;
    }
    const isCell = name === 'td' || name === 'th';
    if (isCell) writer.cell();
    else if (OF_BLOCKS.has(name)) {
      writer.end();
      stack.push({ leave: true });
    }
    const inner = kindOf(name, kind);
    for (let at = node.childNodes.length - 1; at >= 0; at--)
      stack.push({ enter: node.childNodes[at]!, kind: inner });
  }
  return writer.finished();
}

type Step = { readonly enter: Node; readonly kind: BlockKind } | { readonly leave: true };

function kindOf(name: string, around: BlockKind): BlockKind {
  if (/^h[1-6]$/.test(name)) return 'headline';
  if (name === 'blockquote') return 'quote';
  if (name === 'li' || name === 'dt' || name === 'dd') return 'item';
  return around;
}

class BlockWriter {
  #text = '';
  readonly #blocks: Block[] = [];
  /** The block that is being written, without white space at its ends. */
  #open = '';
  #kind: BlockKind = 'paragraph';
  /** White space or a line end that comes before the next word, if there is one in this block. */
  #gap: '' | ' ' | '\n' | ' | ' = '';

  write(words: string, kind: BlockKind): void {
    // Only the white space of HTML is collapsed; a no-break space is a character of the text.
    for (const [piece] of words.matchAll(/[ \t\n\f\r]+|[^ \t\n\f\r]+/g)) {
      if (/^[ \t\n\f\r]/.test(piece)) {
        if (this.#gap === '') this.#gap = ' ';
        continue;
      }
      if (this.#open === '') this.#kind = kind;
      else this.#open += this.#gap;
      this.#gap = '';
      this.#open += piece;
    }
  }

  lineEnd(): void {
    if (this.#gap !== ' | ') this.#gap = '\n';
  }

  cell(): void {
    if (this.#open !== '') this.#gap = ' | ';
  }

  end(): void {
    const words = this.#open.replace(/^[\s\u00a0]+|[\s\u00a0]+$/g, '');
    this.#open = '';
    this.#gap = '';
    if (words === '' || !/[\p{L}\p{N}]/u.test(words)) return;
    const start = this.#text === '' ? 0 : this.#text.length + SEPARATOR.length;
    this.#text += (this.#text === '' ? '' : SEPARATOR) + words;
    this.#blocks.push([this.#kind, start, start + words.length]);
  }

  finished(): BlockText {
    this.end();
    return { text: this.#text, blocks: this.#blocks };
  }
}
