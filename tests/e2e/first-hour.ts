import { expect, type Page } from '@playwright/test';

/** Words of the article to tag; `nth` is the number of earlier occurrences (0 = first). */
export interface Tag {
  readonly words: string;
  readonly nth?: number;
  readonly key: string;
}

/** The largest number of characters in a line of the text. */
const LONGEST_LINE = 120;
/** Within this many characters of a word's edge, an analyst moves by letters. */
const NEAR = 3;

/**
 * An analyst who uses only the keyboard, never the mouse. If `walks` is set, the caret moves to words key by key; else they
 * are selected at once through the browser, because moving takes most of a spec's time.
 */
export class Hands {
  readonly page: Page;
  readonly #walks: boolean;

  constructor(page: Page, reach: 'walks' | 'at once' = 'at once') {
    this.page = page;
    this.#walks = reach === 'walks';
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Presses a key in the moment in which the focused element is gone and no other has the focus yet. */
  async pressUnfocused(key: string): Promise<void> {
    await this.page.evaluate((pressed) => {
      (document.activeElement as HTMLElement).blur();
      const init = { key: pressed, code: pressed, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new KeyboardEvent('keydown', init));
    }, key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Runs a command of the palette by its name. */
  async command(name: string): Promise<void> {
    await this.press('Control+k');
    await expect(this.page.getByRole('dialog', { name: 'Search or command' })).toBeVisible();
    await this.type(name);
    const first = this.page.getByRole('menuitem').first();
    await expect(first).toContainText(name);
    await expect(first).toHaveAttribute('data-focused', 'true');
    await this.press('Enter');
    await expect(this.page.getByRole('dialog', { name: 'Search or command' })).toBeHidden();
  }

  /** Moves the caret to the start of the text. */
  async toStart(): Promise<void> {
    await this.press('Control+.');
    await expect(this.page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
    await this.press('Control+Home');
  }

  /** Selects words; if `walks` is set, by moving to them from the start of the text and extending with Shift. */
  async selectWords({ words, nth = 0 }: Pick<Tag, 'words' | 'nth'>): Promise<void> {
    const text = await this.text();
    let at = -1;
    for (let i = 0; i <= nth; i++) at = text.indexOf(words, at + 1);
    expect(at, `“${words}” is in the text`).toBeGreaterThanOrEqual(0);
    await this.toStart();
    if (!this.#walks)
      return expect(async () => {
        await this.#selectAtOnce(at, at + words.length);
        expect(await this.head()).toBe(at + words.length);
      }).toPass();
    // Moves by lines first, so that a long article is not traversed letter by letter.
    for (let before = -1; ;) {
      const now = await this.head();
      if (now >= at || now === before) break;
      before = now;
      await this.repeat('ArrowDown', Math.floor((at - now) / LONGEST_LINE));
    }
    await this.walkTo(text, at);
    await this.walkTo(text, at + words.length, 'Shift+');
  }

  async #selectAtOnce(from: number, to: number): Promise<void> {
    await this.page.evaluate(
      ([start, end]) => {
        let before = 0;
        const points: [Node, number][] = [];
        for (const block of document.querySelectorAll('.ProseMirror .block')) {
          const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const { length } = node.textContent!;
            if (points.length === 0 && start < before + length) points.push([node, start - before]);
            if (points.length === 1 && end <= before + length) points.push([node, end - before]);
            before += length;
          }
          before++;
        }
        const [[anchor, anchorOffset], [focus, focusOffset]] = points as [[Node, number], [Node, number]];
        getSelection()!.setBaseAndExtent(anchor, anchorOffset, focus, focusOffset);
      },
      [from, to] as const,
    );
    // The editor gets the event of the change a moment later; its pending work may come first and revert the selection.
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))),
    );
  }

  private async repeat(key: string, times: number): Promise<void> {
    for (let i = 0; i < Math.max(1, times); i++) await this.press(key);
  }

  /** Moves the caret to an offset: word by word, and letter by letter once it is near or past it. */
  private async walkTo(text: string, to: number, modifier: '' | 'Shift+' = ''): Promise<void> {
    let now = await this.head();
    const towards = () => (now < to ? 'ArrowRight' : 'ArrowLeft');
    const first = towards();
    let byWord = true;
    while (now !== to) {
      byWord &&= towards() === first && Math.abs(to - now) > NEAR;
      // A step by word passes at most one space, so this many steps cannot go too far. Then the position is read again.
      const between = text.slice(Math.min(now, to), Math.max(now, to)).split(/\s+/).length;
      await this.repeat(`${byWord ? 'Control+' : ''}${modifier}${towards()}`, byWord ? between - 2 : 1);
      now = await this.head();
    }
  }

  /** Selects words and presses a type's key. */
  async tag(tag: Tag): Promise<void> {
    const before = await this.spanCount();
    await this.selectWords(tag);
    await this.press(tag.key);
    await expect
      .poll(() => this.spanCount(), { message: `“${tag.words}” is tagged; ${await this.situation()}` })
      .toBe(before + 1);
  }

  /** Returns the position and what the window shows, for error messages. */
  private async situation(): Promise<string> {
    return this.page.evaluate(() => {
      const said = [...document.querySelectorAll('[role="status"], [role="alert"]')].map(
        (e) => e.textContent,
      );
      const focus = document.activeElement;
      return JSON.stringify({
        focus: focus?.getAttribute('aria-label') ?? focus?.tagName,
        selected: getSelection()?.toString(),
        said: said.filter(Boolean),
      });
    });
  }

  async spanCount(): Promise<number> {
    return Number.parseInt((await this.page.getByTestId('counts').textContent()) ?? '0', 10);
  }

  /** Waits until the status bar reports that everything is saved. */
  async saved(): Promise<void> {
    await expect(this.page.getByTestId('saved')).toHaveAttribute('data-saving', 'false');
    await expect(this.page.getByTestId('saved')).toContainText('aved');
  }

  async text(): Promise<string> {
    return this.page.evaluate(() => {
      const blocks = [...document.querySelectorAll('.ProseMirror .block')];
      return blocks.map((block) => block.textContent).join('\n');
    });
  }

  /** Returns the offset of the caret in {@link text}. */
  async caret(): Promise<number> {
    return this.head();
  }

  head(): Promise<number> {
    return this.page.evaluate(() => {
      const selection = getSelection();
      const node = selection?.focusNode;
      if (!node) return -1;
      const blocks = [...document.querySelectorAll('.ProseMirror .block')];
      const index = blocks.findIndex((block) => block.contains(node));
      if (index === -1) return -1;
      const range = document.createRange();
      range.setStart(blocks[index]!, 0);
      range.setEnd(node, selection.focusOffset);
      return (
        blocks.slice(0, index).reduce((sum, block) => sum + block.textContent.length + 1, 0) +
        range.toString().length
      );
    });
  }
}
