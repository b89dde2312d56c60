import { fromMarkdown } from 'mdast-util-from-markdown';
import { webAddress } from '../web-address.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root['children'][number];

/**
 * Returns Markdown as HTML that fetches and runs nothing: HTML in it becomes text, images their alternative text, and only addresses
 * on the web remain links.
 */
export function htmlOf(markdown: string): string {
  return inner(fromMarkdown(markdown));
}

function inner(node: Nodes): string {
  return 'children' in node ? node.children.map(element).join('') : '';
}

function element(node: Nodes): string {
  const within = (name: string) => `<${name}>${inner(node)}</${name}>`;
  switch (node.type) {
    case 'text':
    case 'html':
      return escaped(node.value);
    case 'paragraph':
      return `${within('p')}\n`;
    case 'heading':
      return `<p class="heading">${inner(node)}</p>\n`;
    case 'emphasis':
      return within('em');
    case 'strong':
      return within('strong');
    case 'inlineCode':
      return `<code>${escaped(node.value)}</code>`;
    case 'code':
      return `<pre><code>${escaped(node.value)}</code></pre>\n`;
    case 'blockquote':
      return `${within('blockquote')}\n`;
    case 'list':
      return node.ordered
        ? `<ol start="${node.start ?? 1}">${inner(node)}</ol>\n`
        : `<ul>${inner(node)}</ul>\n`;
    case 'listItem':
      return within('li');
    case 'break':
      return '<br>';
    case 'thematicBreak':
      return '<hr>\n';
    case 'link': {
      const address = webAddress(node.url);
      return address?.secure
        ? `<a href="${escaped(address.href)}" rel="noreferrer noopener">${inner(node)}</a>`
        : inner(node);
    }
    case 'image':
    case 'imageReference':
      return escaped(node.alt ?? '');
    case 'linkReference':
      return inner(node);
    // Only occurs with extensions, which are not used here.
    case 'root':
    case 'definition':
    case 'delete':
    case 'footnoteDefinition':
    case 'footnoteReference':
    case 'table':
    case 'tableRow':
    case 'tableCell':
    case 'yaml':
      return '';
  }
}

/** Escapes text for HTML, in elements and in quoted attributes. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
