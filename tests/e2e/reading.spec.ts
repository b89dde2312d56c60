import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { picture } from './looks.ts';

const TEXT = [
  'Velmara’s minister met Ilse Haldorén, head of Karsgaz, in Dovran on Wednesday.',
  'She wrote “👩‍👩‍👧 welcome” and café notes; 北京的代表同意了. وقال الوزير إن الاتفاق قريب.',
  'A third paragraph closes the story.',
].join('\n\n');

interface ListedSpan {
  readonly type: string;
  readonly text: string;
  readonly fragments: readonly [number, number][];
}

/** An article that is open in a browser, with helpers for the mouse. */
interface Desk {
  readonly page: Page;
  /** Returns the position on screen of an offset in the first occurrence of `words`. */
  point(words: string, at?: number): Promise<{ x: number; y: number }>;
  /** Drags the mouse from one position to another. */
  drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void>;
  /** Returns the stored spans, read by another program. */
  spans(): Promise<ListedSpan[]>;
  words(): Promise<string[]>;
  text(): Promise<string>;
}

const test = base.extend<{ desk: Desk }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  desk: async ({}, use, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, article, config] = [
      join(folder, 'Reading.postil'),
      join(folder, 'story.txt'),
      join(folder, 'config'),
    ];
    writeFileSync(article, TEXT);
    const project = await Cli.project(file, config, article);
    const host = await startHost('web', { home: folder, config, file });
    const { page } = host;
    await expect(page.getByText('A third paragraph')).toBeVisible();
    await use({
      page,
      point: (words, at = 0) =>
        page.evaluate(
          ([needle, offset]) => {
            for (const block of document.querySelectorAll('.ProseMirror .block')) {
              const index = block.textContent.indexOf(needle);
              if (index === -1) continue;
              const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
              let left = index + offset;
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const { length } = node.nodeValue ?? '';
                if (left > length) {
                  left -= length;
                  continue;
                }
                const range = document.createRange();
                range.setStart(node, left);
                range.collapse(true);
                const box = range.getClientRects()[0] ?? range.getBoundingClientRect();
                return { x: box.left, y: (box.top + box.bottom) / 2 };
              }
            }
            throw new Error(`“${needle}” is not on the page`);
          },
          [words, at] as const,
        ),
      async drag(from, to) {
        await page.mouse.move(from.x, from.y);
        await page.mouse.down();
        await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
        await page.mouse.move(to.x, to.y);
        await page.mouse.up();
      },
      spans: async () => (await project.run<{ spans: ListedSpan[] }>('list', 'spans')).spans,
      words: async () =>
        (await project.run<{ spans: ListedSpan[] }>('list', 'spans')).spans.map(({ text }) => text),
      text: () =>
        page.evaluate(() =>
          [...document.querySelectorAll('.ProseMirror .block')]
            .map((block) => block.textContent)
            .join('\n\n'),
        ),
    });
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test('a mouse selection snaps to words without a possessive; Alt means it exactly', async ({ desk }) => {
  const { page } = desk;
  await desk.drag(await desk.point('Velmara', 2), await desk.point('Velmara’s', 9));
  await page.keyboard.press('g');
  await expect.poll(() => desk.words()).toEqual(['Velmara']);

  await page.keyboard.down('Alt');
  await desk.drag(await desk.point('Haldorén', 0), await desk.point('Haldorén', 4));
  await page.keyboard.up('Alt');
  await page.keyboard.press('o');
  await expect.poll(() => desk.words()).toEqual(['Velmara', 'Hald']);
});

test('double click takes a word, triple click a paragraph, and a span may cross paragraphs', async ({
  desk,
}) => {
  const { page } = desk;
  const word = await desk.point('Karsgaz', 3);
  await page.mouse.dblclick(word.x, word.y);
  await page.keyboard.press('o');
  await expect.poll(() => desk.words()).toEqual(['Karsgaz']);
  await page.keyboard.press('o');
  await expect(page.getByText('These words are already tagged as Organisation.')).toBeVisible();

  const last = await desk.point('A third', 4);
  await page.mouse.click(last.x, last.y, { clickCount: 3 });
  await page.keyboard.press('c');
  await expect.poll(async () => (await desk.spans()).length).toBe(2);
  expect((await desk.spans())[1]).toMatchObject({
    type: 'CLAIM',
    text: 'A third paragraph closes the story',
  });

  await desk.drag(await desk.point('Wednesday', 1), await desk.point('She', 2));
  await page.keyboard.press('s');
  await expect.poll(async () => (await desk.spans()).length).toBe(3);
  expect(await desk.words()).toContain('Wednesday.\n\nShe');
});

test('no span cuts a character that is made of several', async ({ desk }) => {
  const { page } = desk;
  const family = '👩‍👩‍👧';
  const from = await desk.point(family);
  const to = await desk.point(' welcome');
  await page.keyboard.down('Alt');
  await desk.drag({ x: from.x + 1, y: from.y }, { x: to.x, y: to.y });
  await page.keyboard.up('Alt');
  await page.keyboard.press('r');
  await expect.poll(() => desk.words()).toEqual([family]);
  await page.keyboard.press('Control+Alt+ArrowLeft'); // The end by a character: it would be gone, so it stays.
  await page.keyboard.press('Control+Alt+ArrowRight');
  await expect.poll(async () => (await desk.words())[0]).toBe(`${family} `);
  const chinese = await desk.point('北京', 1);
  await page.mouse.dblclick(chinese.x + 2, chinese.y);
  await page.keyboard.press('g');
  // Its line must be drawn and counted before the position of the next word is read.
  await expect.poll(async () => (await desk.spans()).length).toBe(2);
  const arabic = await desk.point('الوزير', 3);
  await page.mouse.dblclick(arabic.x, arabic.y);
  await page.keyboard.press('p');
  await expect.poll(async () => (await desk.spans()).length).toBe(3);
  expect(await desk.words()).toEqual([`${family} `, expect.stringContaining('北'), 'الوزير']);
});

test('clicking takes the inner span, Alt+click walks outward, an end can be dragged', async ({ desk }) => {
  const { page } = desk;
  await desk.drag(await desk.point('Ilse', 1), await desk.point('Karsgaz', 5));
  await page.keyboard.press('c');
  await expect.poll(async () => (await desk.spans()).length).toBe(1);
  const name = await desk.point('Haldorén', 3);
  await page.mouse.dblclick(name.x, name.y);
  await page.keyboard.press('p');
  const type = page.getByRole('combobox', { name: 'Type' });
  await expect(type).toHaveValue('PERSON');
  await expect.poll(async () => (await desk.spans()).length).toBe(2);

  // First a click elsewhere, so that the next clicks are not counted together with the double click.
  const elsewhere = await desk.point('closes', 2);
  await page.mouse.click(elsewhere.x, elsewhere.y);
  await page.mouse.click(name.x, name.y);
  await expect(type).toHaveValue('PERSON');
  await page.keyboard.down('Alt');
  await page.mouse.click(name.x, name.y);
  await page.keyboard.up('Alt');
  await expect(type).toHaveValue('CLAIM');

  await page.mouse.click(elsewhere.x, elsewhere.y);
  await page.mouse.click(name.x, name.y);
  await expect(type).toHaveValue('PERSON');
  const handle = await page.locator('.handle.start').boundingBox();
  expect(handle).not.toBeNull();
  await desk.drag(
    { x: handle!.x + handle!.width / 2, y: handle!.y + handle!.height / 2 },
    await desk.point('Ilse', 1),
  );
  await expect.poll(() => desk.words()).toContain('Ilse Haldorén');
});

test('hovering tells what is marked, and the text cannot be changed', async ({ desk }) => {
  const { page } = desk;
  const place = await desk.point('Dovran', 2);
  await page.mouse.dblclick(place.x, place.y);
  await page.keyboard.press('g');
  await expect.poll(async () => (await desk.spans()).length).toBe(1);
  // The inspector shows what is selected; a card would hide the words beside it.
  await page.mouse.move(0, 0);
  await page.keyboard.press('Escape');
  await page.mouse.move(place.x, place.y);
  const card = page.getByRole('tooltip');
  await expect(card).toContainText('Dovran');
  // Above the words, so that what is read next stays visible; the guideline only when it is asked for.
  const box = (await card.boundingBox())!;
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.y + box.height).toBeLessThan(place.y);
  await expect(card).not.toContainText('A place with a government');
  await page.keyboard.down('Shift');
  await expect(card).toContainText('A place with a government');
  await page.keyboard.up('Shift');

  const caret = await desk.point('third', 2);
  await page.mouse.click(caret.x, caret.y);
  await page.keyboard.insertText('intruder');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+.');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await session.send('Input.insertText', { text: '你' });
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'pasted');
    document
      .querySelector('.ProseMirror')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect.poll(() => desk.text()).toBe(TEXT);
});

test('what comes and goes above the text does not move it', async ({ desk }) => {
  const { page } = desk;
  const types = page.getByRole('toolbar', { name: 'Types' }).getByRole('button');
  const top = async () => (await page.locator('.ProseMirror .block').first().boundingBox())!.y;
  // Each type shows its count. The words are apart, because lines grow where spans overlap.
  const words = TEXT.match(/\p{Script=Latin}{3,}/gu)!.slice(0, await types.count());
  const bare = await top();
  for (const [i, word] of words.entries()) {
    const place = await desk.point(word, 1);
    await page.mouse.dblclick(place.x, place.y);
    await types.nth(i).click();
    await expect(page.getByTestId('counts')).toHaveText(new RegExp(`^${i + 1} spans? `));
    await expect(types.nth(i)).toContainText(/1$/);
    expect(await top(), `with a count beside ${await types.nth(i).textContent()}`).toBe(bare);
  }
  for (const width of [960, 1280, 1600]) {
    await page.setViewportSize({ width, height: 800 });
    const before = await top();
    await page.keyboard.press('Control+Shift+T');
    await expect(page.getByText('press its key')).toBeVisible();
    expect(await top(), `with the prompt for a type, ${width} wide`).toBe(before);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+r');
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    expect(await top(), `while relating, ${width} wide`).toBe(before);
    await page.keyboard.press('Escape');
    for (const shown of ['all', 'none', 'selected']) {
      await page.keyboard.press('Alt+a');
      await expect(page.getByRole('button', { name: `Arcs: ${shown}` })).toBeVisible();
      expect(await top(), `arcs: ${shown}, ${width} wide`).toBe(before);
    }
    await picture(page, `label-bar-${width}`);
  }
});

test('the text is drawn once its face is there, and is not set anew', async ({ desk }) => {
  const { page } = desk;
  // Delays the fonts, as on a busy machine.
  let asked = 0;
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.woff2', async (route) => {
    asked++;
    await released;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  await expect.poll(() => asked).toBeGreaterThan(0);
  await expect(page.getByText('A third paragraph')).toHaveCount(0);
  release();
  await expect(page.getByText('A third paragraph')).toBeVisible();
  expect(await page.evaluate(() => document.fonts.check("18px 'Source Serif 4 Variable'", 'Dovran'))).toBe(
    true,
  );
});

/** Ways in which the focus leaves the text and returns to it. */
const RETURNS: Record<string, (page: Page) => Promise<void>> = {
  'from the list of documents by its key': async ({ keyboard }) => {
    await keyboard.press('Alt+Shift+F');
    await keyboard.press('Control+.');
  },
  'from a dialog that closes': async (page) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('textbox', { name: /^Find a command/ })).toBeFocused();
    await page.keyboard.press('Escape');
    // The dialog returns the focus in the next frame.
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'textbox');
  },
  'from the inspector by its key': async ({ keyboard }) => {
    await keyboard.press('F6');
    await keyboard.press('Control+.');
  },
};

for (const [way, comeBack] of Object.entries(RETURNS)) {
  test(`a key pressed at once when the focus is back ${way} means the place where the caret was`, async ({
    desk,
  }) => {
    const { page } = desk;
    const tagged = async (...pressed: string[]) => {
      const place = await desk.point('closes', 2);
      await page.mouse.click(place.x, place.y);
      // Long enough that the earlier click is not counted as part of a double click.
      await page.waitForTimeout(400);
      const before = new Set(await desk.words());
      await comeBack(page);
      for (const key of pressed) await page.keyboard.press(key);
      await expect.poll(async () => (await desk.spans()).length).toBe(before.size + 1);
      return (await desk.words()).find((text) => !before.has(text));
    };
    expect(await tagged('g')).toBe('closes');
    expect(await tagged('Control+Home', 'g')).toBe('Velmara');
    expect(await tagged('Control+ArrowRight', 'ArrowRight', 'ArrowRight', 'g')).toBe('the');
    expect(await tagged('Control+ArrowLeft', 'Control+ArrowLeft', 'g')).toBe('paragraph');
  });
}

test('what is drawn in the text leaves the caret where it has just been brought', async ({ desk }) => {
  const { page } = desk;
  const start = await desk.point('Dovran', 2);
  await page.mouse.click(start.x, start.y);
  await page.keyboard.press('g');
  await expect.poll(() => desk.words()).toEqual(['Dovran']);
  // The browser reports a caret only in the next frame; the marks of a layer are removed before that.
  await page.evaluate(() => {
    const paragraph = [...document.querySelectorAll('.ProseMirror .block')].at(-1)!;
    getSelection()!.collapse(paragraph.firstChild!.firstChild ?? paragraph.firstChild, 4);
    document.querySelector<HTMLElement>('[aria-label="Layers"] button')!.click();
  });
  await page.waitForTimeout(50);
  await page.keyboard.press('c');
  await expect.poll(() => desk.words()).toEqual(['Dovran', 'third']);
});

test('files dropped into the window are imported', async ({ desk }) => {
  const { page } = desk;
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['Title: Dropped\n\nA dropped story.'], 'dropped.txt', { type: 'text/plain' }));
    document
      .querySelector('[data-testid="page"]')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByTestId('import-report')).toHaveText('1 document.');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Dropped', { exact: true }).first()).toBeVisible();
  // After the dialog is closed, the focus is in the text again.
  await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
});
