import { call } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { toast, toastError, useView } from '../state/view.ts';
import { TEXTS } from './texts.ts';

/** The id of what is printed in place of the window; `ui/print.css` shows it on paper only. */
const PRINTED = 'printed';

/**
 * Prints the open article with its annotations, as an export would show it: the window itself holds only the part of a long article that is
 * near the view.
 */
export async function printArticle(): Promise<void> {
  const { document: article, set } = useArticle.getState();
  if (!article || !set) {
    toast(TEXTS.nothingToPrint);
    return;
  }
  try {
    const { title, styles, body } = await call('exchange.printable', { document: article.id, set });
    const page = document.createElement('main');
    page.className = 'report';
    page.append(...new DOMParser().parseFromString(body, 'text/html').body.childNodes);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const putAway = put(page, title, sheet);
    window.addEventListener('afterprint', putAway, { once: true });
    window.print();
  } catch (error) {
    toastError(error);
  }
}

/** The browser’s own menu prints at once, when it is too late to fetch the article: the page then tells how to print it. */
export function printHintOfBrowser(): void {
  window.addEventListener('beforeprint', () => {
    if (document.getElementById(PRINTED) || useView.getState().screen !== 'article') return;
    if (!useArticle.getState().document) return;
    const hint = document.createElement('p');
    hint.textContent = TEXTS.howToPrint();
    window.addEventListener('afterprint', put(hint, document.title), { once: true });
  });
}

/** Puts a page in place of the window on paper; returns a function that removes it. A file made by printing gets the title as its name. */
function put(page: HTMLElement, title: string, sheet?: CSSStyleSheet): () => void {
  document.getElementById(PRINTED)?.remove();
  const before = document.title;
  document.title = title;
  page.id = PRINTED;
  document.body.append(page);
  if (sheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    page.remove();
    document.title = before;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}
