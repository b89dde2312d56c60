import { expect, type Locator, type Page } from '@playwright/test';
import type { RunningHost } from '../support/hosts/running-host.ts';
import { Hands } from './first-hour.ts';
import type { Attribution } from './selvik.ts';

/** The actions of an analyst on claims and entities, by keyboard only. */
export class ClaimDesk {
  readonly page: Page;
  readonly hands: Hands;
  readonly #entity: Locator;

  constructor(page: Page) {
    this.page = page;
    this.hands = new Hands(page);
    this.#entity = page.getByRole('region', { name: 'Entity' });
  }

  /** Moves the caret to the beginning of `words`, with nothing selected. */
  async caretTo(words: string): Promise<void> {
    await this.hands.selectWords({ words });
    await this.hands.press('ArrowLeft');
  }

  /** Returns where words are on the page: their left and right edges, and the middle of their line. */
  async placeOf(words: string): Promise<{ left: number; right: number; middle: number }> {
    return this.page.evaluate((wanted) => {
      const walker = document.createTreeWalker(document.querySelector('.ProseMirror')!, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.nodeValue?.indexOf(wanted) ?? -1;
        if (at === -1) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const { left, right, top, bottom } = range.getBoundingClientRect();
        return { left, right, middle: (top + bottom) / 2 };
      }
      throw new Error(`“${wanted}” is not on the page`);
    }, words);
  }

  /** Clicks into the middle of words. */
  async clickOn(words: string): Promise<void> {
    const { left, right, middle } = await this.placeOf(words);
    await this.page.mouse.click((left + right) / 2, middle);
  }

  /** Selects words with the mouse. */
  async dragOver(words: string): Promise<void> {
    const box = await this.placeOf(words);
    const { mouse } = this.page;
    await mouse.move(box.left + 1, box.middle);
    await mouse.down();
    await mouse.move((box.left + box.right) / 2, box.middle);
    await mouse.move(box.right - 1, box.middle);
    await mouse.up();
  }

  // ---- Entities of the selected mention

  async expectOffer(words: string): Promise<void> {
    await expect(this.#entity.getByTestId('offer')).toContainText(words);
  }

  /** Accepts the suggestion for the mention, which links it to `entity`. */
  async accept(entity: string): Promise<void> {
    await this.hands.press('Alt+Enter');
    await this.#expectLinked(entity);
  }

  /** Finds an entity by the beginning of its name and links the mention to it as well. */
  async lookUp(beginning: string, entity: string): Promise<void> {
    await this.hands.press('Alt+l');
    await expect(this.page.getByRole('combobox', { name: 'Find an entity' })).toBeFocused();
    await this.hands.type(beginning);
    const offered = this.page.getByRole('listbox', { name: 'Suggested entities' });
    await expect(offered.getByRole('option').first()).toContainText(entity);
    await this.hands.press('Enter');
    await this.#expectLinked(entity);
  }

  async #expectLinked(entity: string): Promise<void> {
    await expect(this.page.getByRole('button', { name: `Unlink ${entity}`, exact: true })).toBeVisible();
  }

  /** Types the value of the selected date into its field, and returns to the text. */
  async setValue(value: string): Promise<void> {
    await this.hands.press('Enter');
    await this.tabTo(this.page.getByRole('textbox', { name: 'Value' }));
    await this.hands.type(value);
    await this.hands.press('Control+.');
    await this.hands.saved();
  }

  // ---- Claims

  /** Makes a claim and fills claimer and cue with the suggestions; without a claimer, it gives the reason. */
  async claim({ content, claimer, cue }: Attribution): Promise<void> {
    await this.hands.selectWords({ words: content });
    await this.hands.press('c');
    if (claimer === null) await this.hands.press('1', 'Escape', 'n');
    else await this.fill('1', 'Claimer', claimer);
    await this.fill('2', 'Cue', cue);
    await expect(this.page.locator('blockquote')).toHaveText(content);
  }

  /** Activates a slot by its digit and accepts the suggestion with these words by its letter. */
  async fill(digit: string, slot: string, words: string): Promise<void> {
    await this.hands.press(digit);
    const offers = this.page.getByRole('toolbar', { name: `Fillers for ${slot}` });
    const offer = offers.getByRole('button', { name: words }).first();
    await this.hands.press((await this.letterOf(offer)).toLowerCase());
    const row = this.page.getByTestId(`slot-${slot.toLowerCase()}`);
    await expect(row.getByRole('button', { name: new RegExp(`^Remove .*${words}`) })).toBeVisible();
    // A slot for several fillers stays active for the next one.
    if (await offers.isVisible()) await this.hands.press('Escape');
  }

  /** Returns the letter in front of a suggestion. */
  async letterOf(offer: Locator): Promise<string> {
    return (await offer.locator('kbd').first().textContent()) ?? '';
  }

  /** Types the hint over a word of a phrase. */
  async hint(phrase: string, word: string): Promise<void> {
    await this.hands.press(...(await hintOver(this.page, phrase, word)));
  }

  // ---- Out

  /** Exports the project in a format, or in the one that is chosen at first; returns the folder. */
  async export(host: RunningHost, out: string, format?: string): Promise<string> {
    await host.answerDialog('save', [out]);
    await this.hands.press('Control+e');
    const select = this.page.getByLabel('Format');
    await expect(select).toBeFocused();
    if (format !== undefined) await this.hands.type(format.slice(0, 3));
    await expect(select.locator('option:checked')).toContainText(format ?? 'Excel workbook');
    await expect(this.page.getByTestId('export-preview')).toContainText('2 documents,');
    await this.tabTo(this.page.getByRole('button', { name: 'Export', exact: true }));
    await this.hands.press('Enter');
    const report = this.page.getByTestId('export-report');
    await expect(report).toBeVisible();
    const folder = (await report.locator('code').textContent()) ?? '';
    // The window leads on: a desktop program opens the folder, a browser can copy its path.
    await expect(this.page.getByRole('button', { name: 'Open folder' })).toHaveCount(
      host.name === 'web' ? 0 : 1,
    );
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.tabTo(this.page.getByRole('button', { name: 'Copy path' }));
    await this.hands.press('Enter');
    await expect(this.page.getByRole('dialog').getByRole('status')).toHaveText('Copied');
    expect(await this.page.evaluate(() => navigator.clipboard.readText())).toBe(folder);
    await this.hands.press('Escape');
    return folder;
  }

  /** Presses Tab until `field` has the focus. */
  async tabTo(field: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let i = 0; i < 40; i++) {
      if (await field.evaluateAll((all) => all.some((each) => each === document.activeElement))) return;
      await this.hands.press(key);
    }
    throw new Error('the field was not reached by Tab');
  }
}

/** Returns the letters of the hint over the first word of `word` in `phrase`, as a person sees them. */
export async function hintOver(page: Page, phrase: string, word = phrase): Promise<string[]> {
  const at = (await new Hands(page).text()).indexOf(phrase);
  const letters = at === -1 ? null : await hintAt(page, at + phrase.indexOf(word));
  expect(letters, `a hint stands over “${word}”`).not.toBeNull();
  return letters!;
}

/** Returns the letters of the hint at an offset of `Hands.text()`; `null` if there is none. */
export async function hintAt(page: Page, offset: number): Promise<string[] | null> {
  await expect(page.locator('.hint').first()).toBeVisible();
  const letters = await page.evaluate((wanted) => {
    let before = 0;
    for (const block of document.querySelectorAll('.ProseMirror .block')) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const { length } = node.textContent ?? '';
        if (wanted < before + length) {
          const range = document.createRange();
          range.setStart(node, wanted - before);
          range.setEnd(node, wanted - before + 1);
          const { left, top } = range.getBoundingClientRect();
          const hint = [...document.querySelectorAll('.hint')].find((each) => {
            const box = each.getBoundingClientRect();
            return Math.abs(box.left - left) < 6 && Math.abs(box.top - top) < 14;
          });
          return hint?.lastChild?.textContent ?? null;
        }
        before += length;
      }
      before++;
    }
    return null;
  }, offset);
  return letters === null ? null : [...letters];
}
