import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type CDPSession, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';

/** The modifiers of a key event as the browser's protocol counts them. */
const HELD = { Alt: 1, Ctrl: 2, Shift: 8 } as const;
type Held = keyof typeof HELD;

/** A keyboard with any layout, which sends both what a key prints and where it is, as the operating system does. */
class Keyboard {
  readonly page: Page;
  readonly #session: CDPSession;

  constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
  }

  async press(key: string, code: string, ...held: Held[]): Promise<void> {
    const modifiers = held.reduce((sum, each) => sum + HELD[each], 0);
    await this.#session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code, modifiers });
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers });
  }

  /** Writes with an input method, and leaves the composition open. */
  async compose(text: string): Promise<void> {
    const [selectionStart, selectionEnd] = [text.length, text.length];
    await this.#session.send('Input.imeSetComposition', { text, selectionStart, selectionEnd });
  }

  async commit(text: string): Promise<void> {
    await this.#session.send('Input.insertText', { text });
  }

  /** Dispatches a press with AltGr, which the protocol has no number for. */
  async pressAltGr(key: string, code: string): Promise<void> {
    await this.page.evaluate(
      ([key, code]) => {
        const event = { key: key!, code: code!, modifierAltGraph: true, bubbles: true, cancelable: true };
        document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', event));
      },
      [key, code],
    );
  }
}

const SCHEME = {
  name: 'Two scripts',
  layers: [{ name: 'all', label: 'All' }],
  types: [
    { name: 'PERSON', label: 'Person', layer: 'all', hue: 20, key: 'p' },
    { name: 'CITY', label: 'City', layer: 'all', hue: 120, key: 'c' },
    // The Cyrillic letter on the same key as C.
    { name: 'COUNCIL', label: 'Council', layer: 'all', hue: 220, key: 'с' },
  ],
};

interface Desk {
  readonly page: Page;
  readonly hands: Hands;
  readonly keyboard: Keyboard;
  readonly tagged: () => Promise<string[]>;
}

const test = base.extend<{ desk: Desk }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  desk: async ({}, use, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const config = join(folder, 'config');
    writeFileSync(join(folder, 'scheme.json'), JSON.stringify(SCHEME));
    writeFileSync(
      join(folder, 'wall.txt'),
      'Title: The wall\n\nMara Odell left the council of Brightwater.\n',
    );
    const project = new Cli(join(folder, 'Scripts.postil'), config);
    await project.run('new', '--scheme', join(folder, 'scheme.json'));
    await project.run('import', join(folder, 'wall.txt'));
    const host = await startHost('web', { home: folder, config, file: project.file });
    const { page } = host;
    await expect(page.locator('.ProseMirror')).toContainText('Mara Odell');
    const keyboard = new Keyboard(page, await page.context().newCDPSession(page));
    const tagged = async () =>
      (await project.spans('wall.txt')).map(({ type, text }) => `${type} ${text}`).sort();
    await use({ page, hands: new Hands(page), keyboard, tagged });
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test('with a Russian layout: tag, undo, redo, the palette; a type’s own letter precedes the physical key', async ({
  desk: { page, hands, keyboard, tagged },
}) => {
  await hands.selectWords({ words: 'Mara Odell' });
  await keyboard.press('з', 'KeyP');
  await expect.poll(tagged).toEqual(['PERSON Mara Odell']);
  await keyboard.press('я', 'KeyZ', 'Ctrl');
  await expect.poll(tagged).toEqual([]);
  await keyboard.press('Я', 'KeyZ', 'Ctrl', 'Shift');
  await expect.poll(tagged).toEqual(['PERSON Mara Odell']);

  await hands.selectWords({ words: 'council' });
  await keyboard.press('с', 'KeyC');
  await hands.selectWords({ words: 'Brightwater' });
  await keyboard.press('c', 'KeyC');
  await expect.poll(tagged).toEqual(['CITY Brightwater', 'COUNCIL council', 'PERSON Mara Odell']);

  await keyboard.press('л', 'KeyK', 'Ctrl');
  await expect(page.getByRole('dialog', { name: 'Search or command' })).toBeVisible();
  await keyboard.press('Escape', 'Escape');
  await keyboard.press('А', 'KeyF', 'Ctrl', 'Shift');
  await expect(page.getByRole('main', { name: 'Search' })).toBeVisible();
  await hands.type('o');
  await expect(page.getByTestId('hit-count')).toContainText(/\d/);
  await keyboard.press('ArrowDown', 'ArrowDown');
  await expect(page.getByRole('row').first()).toBeVisible();
  await keyboard.press('ф', 'KeyA', 'Ctrl');
  await expect(page.getByRole('checkbox', { name: 'All hits' })).toBeChecked();
  // The menu of types takes the letters too.
  await page.getByRole('button', { name: /^Tag / }).press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.press('з', 'KeyP');
  await expect(page.getByRole('dialog', { name: 'Tag as Person' })).toBeVisible();
});

for (const [layout, undo, search, letter] of [
  ['Greek', 'ζ', 'Φ', 'π'],
  ['Arabic', 'ئ', 'ب', 'ح'],
  ['Hebrew', 'ז', 'F', 'פ'],
] as const)
  test(`with a layout such as ${layout}: tag, undo, open a screen`, async ({
    desk: { page, hands, keyboard, tagged },
  }) => {
    await hands.selectWords({ words: 'Mara Odell' });
    await keyboard.press(letter, 'KeyP');
    await expect.poll(tagged).toEqual(['PERSON Mara Odell']);
    await keyboard.press(undo, 'KeyZ', 'Ctrl');
    await expect.poll(tagged).toEqual([]);
    // The undo leads to the article once its answer has arrived.
    await hands.saved();
    await keyboard.press(search, 'KeyF', 'Ctrl', 'Shift');
    await expect(page.getByRole('main', { name: 'Search' })).toBeVisible();
  });

test('with a German layout the printed letter counts', async ({ desk: { hands, keyboard, tagged } }) => {
  await hands.selectWords({ words: 'Mara Odell' });
  await keyboard.press('p', 'KeyP');
  await expect.poll(tagged).toEqual(['PERSON Mara Odell']);
  await keyboard.press('z', 'KeyY', 'Ctrl');
  await expect.poll(tagged).toEqual([]);
  await keyboard.press('y', 'KeyZ', 'Ctrl');
  await expect.poll(tagged).toEqual(['PERSON Mara Odell']);
});

test('AltGr and dead keys trigger nothing, and an input method keeps its keys', async ({
  desk: { page, hands, keyboard, tagged },
}) => {
  await hands.selectWords({ words: 'Mara Odell' });
  await keyboard.pressAltGr('π', 'KeyP');
  await keyboard.press('Dead', 'KeyP');
  await keyboard.press('Process', 'KeyP');
  // A key that tags comes after them, so that what they would have done is there by now.
  await hands.selectWords({ words: 'Brightwater' });
  await keyboard.press('c', 'KeyC');
  await expect.poll(tagged).toEqual(['CITY Brightwater']);

  // Enter belongs to the input method as long as it composes, and then to the field.
  await hands.press('Alt+n');
  const field = page.getByRole('textbox', { name: /note/i });
  await expect(field).toBeFocused();
  await keyboard.compose('にほん');
  await keyboard.press('Enter', 'Enter');
  await expect(field).toBeFocused();
  await keyboard.commit('日本');
  await expect(field).toHaveValue('日本');
  await keyboard.press('Enter', 'Enter');
  await expect(page.getByText('日本')).toBeVisible();
  await expect(field).toBeHidden();
});
