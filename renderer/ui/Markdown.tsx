import { fromMarkdown } from 'mdast-util-from-markdown';
import { Fragment, useMemo, type ReactNode } from 'react';
import { webAddress } from '../../shared/web-address.ts';
import { askToOpen } from '../commands/links.ts';
import styles from './markdown.module.css';

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root['children'][number];

/**
 * Markdown as React elements. Because guidelines come from imported schemes, HTML is shown as text, images by their
 * alternative text, and only links to `https:` can be opened.
 */
export function Markdown({ text }: { text: string }) {
  const tree = useMemo(() => treeOf(text), [text]);
  return <div className={styles.markdown}>{children(tree)}</div>;
}

/** Number of texts whose trees are kept: more than a scheme has guidelines. */
const KEPT = 300;
const trees = new Map<string, Root>();

/** Parses a text once: the guideline of a type is shown with every span. */
function treeOf(text: string): Root {
  let tree = trees.get(text);
  if (!tree) {
    if (trees.size >= KEPT) trees.clear();
    trees.set(text, (tree = fromMarkdown(text)));
  }
  return tree;
}

function children(node: Nodes): ReactNode {
  if (!('children' in node)) return null;
  return node.children.map((child, i) => <Fragment key={i}>{element(child)}</Fragment>);
}

function element(node: Nodes): ReactNode {
  switch (node.type) {
    case 'text':
    case 'html':
      return node.value;
    case 'paragraph':
      return <p>{children(node)}</p>;
    case 'heading':
      return <p className={styles.heading}>{children(node)}</p>;
    case 'emphasis':
      return <em>{children(node)}</em>;
    case 'strong':
      return <strong>{children(node)}</strong>;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'code':
      return (
        <pre>
          <code>{node.value}</code>
        </pre>
      );
    case 'blockquote':
      return <blockquote>{children(node)}</blockquote>;
    case 'list':
      return node.ordered ? <ol start={node.start ?? 1}>{children(node)}</ol> : <ul>{children(node)}</ul>;
    case 'listItem':
      return <li>{children(node)}</li>;
    case 'break':
      return <br />;
    case 'thematicBreak':
      return <hr />;
    case 'link':
      return webAddress(node.url)?.secure ? (
        // Not an anchor: the browser would open it by middle click, context menu or drag without the question.
        <button
          type="button"
          role="link"
          className={styles.link}
          title={webAddress(node.url)?.href}
          onClick={() => askToOpen(node.url)}
        >
          {children(node)}
        </button>
      ) : (
        children(node)
      );
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'linkReference':
      return children(node);
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
      return null;
  }
}
