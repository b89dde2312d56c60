import type { Span } from '../../shared/model/annotation.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import type { DrawnType } from './types.ts';

const PAUSE = 250;
const LONGEST = 60;

/** Text for screen readers about the spans at the caret, the innermost first; `about` is what else is known of each. */
export function describeSpans(
  text: string,
  spans: readonly Span[],
  typeOf: (span: Span) => Pick<DrawnType, 'label'>,
  about: readonly (readonly string[])[] = [],
): string {
  return spans
    .map((span, i) => {
      const quote = readableQuote(text, span.fragments);
      const short = quote.length > LONGEST ? `${quote.slice(0, LONGEST).trimEnd()}…` : quote;
      const rest = (about[i] ?? []).map((each) => `, ${each}`).join('');
      return `${i === 0 ? '' : 'in '}${typeOf(span).label}: ${short}${rest}`;
    })
    .join('; ');
}

/** A live region that describes where the caret is, once it rests: screen readers do not see highlights. */
export class Announcer {
  readonly #region: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(page: HTMLElement) {
    this.#region = document.createElement('div');
    this.#region.className = 'announcer';
    this.#region.setAttribute('role', 'status');
    this.#region.setAttribute('aria-live', 'polite');
    page.append(this.#region);
  }

  /** Announces the result of `describe` after a pause; a later call replaces an earlier one. */
  tell(describe: () => Promise<string>): void {
    clearTimeout(this.#timer);
    const timer = setTimeout(() => {
      void describe().then((words) => {
        if (this.#timer === timer && this.#region.textContent !== words) this.#region.textContent = words;
      });
    }, PAUSE);
    this.#timer = timer;
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#region.remove();
  }
}
