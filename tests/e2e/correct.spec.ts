import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import type { RunningHost } from '../support/hosts/running-host.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

const TEXT = [
  'Isl amabad waits for word',
  'The minister Yusuf Demir said in Isl amabad that he would wait.',
  'Nobody came to the station that night, and the lamps stayed dark.',
].join('\n\n');
const CLAIM = 'Yusuf Demir said in Isl amabad that he would wait';

test.setTimeout(120_000);

interface Row {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly entities: readonly string[];
}

/** A project with one article: a mention, a claim around it, and a person. */
async function opened(
  run: (desk: {
    page: Page;
    hands: Hands;
    host: RunningHost;
    spans: () => Promise<Row[]>;
    text: () => Promise<string>;
    cli: Cli;
    document: string;
  }) => Promise<void>,
) {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config, story] = [
    join(folder, 'Correct.postil'),
    join(folder, 'config'),
    join(folder, 'story.txt'),
  ];
  writeFileSync(story, TEXT);
  const cli = new Cli(file, config);
  await cli.run('new');
  await cli.run('import', story);
  const { documents } = await cli.run<{ documents: { id: string }[] }>('list', 'documents');
  const document = documents[0]!.id;
  const annotate = async (type: string, words: string, from = 0) => {
    const start = TEXT.indexOf(words, from);
    await cli.run(
      'annotate',
      '--document',
      document,
      '--type',
      type,
      '--span',
      `${start}:${start + words.length}`,
    );
  };
  await annotate('LOC', 'Isl amabad', TEXT.indexOf('said'));
  await annotate('CLAIM', CLAIM);
  await annotate('PERSON', 'Yusuf Demir');
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.locator('.ProseMirror')).toContainText('Yusuf Demir');
  try {
    await run({
      page,
      hands: new Hands(page),
      host,
      cli,
      document,
      spans: async () => (await cli.run<{ spans: Row[] }>('list', 'spans')).spans,
      text: async () => {
        const shown = page.getByRole('textbox', { name: /^(?:Article|Text to correct)$/ });
        return (await shown.locator('.block').allTextContents()).join('\n');
      },
    });
    expect(host.errors()).toEqual([]);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const writing = (page: Page) => page.getByRole('textbox', { name: 'Text to correct' });
const reading = (page: Page) => page.getByRole('textbox', { name: 'Article', exact: true });
const changed = (page: Page) => page.getByRole('list', { name: 'Annotations with other words' });
const gone = (page: Page) => page.getByRole('list', { name: 'Annotations without words' });

/** Begins the correction and puts the caret before some words. */
async function correctAt(page: Page, hands: Hands, words: string): Promise<void> {
  if (await reading(page).isVisible()) {
    await hands.selectWords({ words });
    await hands.press('F2');
  }
  await expect(writing(page)).toBeFocused();
  await select(page, words);
  await hands.press('ArrowLeft');
}

/** Selects words of the text that is corrected. */
async function select(page: Page, words: string): Promise<void> {
  await writing(page).evaluate((text, wanted) => {
    for (const block of text.querySelectorAll('.block')) {
      const at = block.textContent.lastIndexOf(wanted);
      if (at === -1) continue;
      const point = (offset: number): [Node, number] => {
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        let rest = offset;
        for (let node = walker.nextNode(); ; node = walker.nextNode()) {
          const { length } = node!.textContent!;
          if (rest <= length) return [node!, rest];
          rest -= length;
        }
      };
      getSelection()!.setBaseAndExtent(...point(at), ...point(at + wanted.length));
      return;
    }
    throw new Error(`“${wanted}” is not in the text`);
  }, words);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
}

test('a word is corrected by key under a mention and a claim, and undone after a reload', async () => {
  await opened(async ({ page, hands, spans, text }) => {
    await page.locator('.ProseMirror .seg', { hasText: 'Isl amabad' }).click();
    await hands.press('Alt+l');
    await expect(page.getByRole('option', { name: 'New entity “Isl amabad”' })).toBeVisible();
    await hands.press('Enter');
    await expect(page.getByRole('button', { name: 'Unlink Isl amabad' })).toBeVisible();
    await hands.saved();
    const before = await spans();
    const links = (rows: readonly Row[]) => new Map(rows.map(({ id, entities }) => [id, entities]));
    expect([...links(before).values()].flat()).toHaveLength(1);
    await correctAt(page, hands, ' amabad that');
    await hands.press('Delete');
    await expect(writing(page)).toContainText('said in Islamabad that');
    await expect(changed(page).getByRole('listitem')).toHaveCount(2);
    await expect(changed(page)).toContainText('Islamabad');
    await expect(page.getByRole('complementary', { name: 'What changes' })).toContainText(
      '2 annotations get other words, 1 stays as it is.',
    );
    await inBothThemes(page, 'correct');
    await page.setViewportSize({ width: 960, height: 640 });
    await picture(page, 'correct-small');
    await page.setViewportSize({ width: 1280, height: 800 });
    // Nothing is stored yet; and Ctrl+Z belongs to the typing.
    expect(await spans()).toEqual(before);
    await hands.press('Control+z');
    await expect(writing(page)).toContainText('said in Isl amabad that');
    await expect(changed(page)).toBeHidden();
    await hands.press('Control+Shift+Z');
    await expect(changed(page).getByRole('listitem')).toHaveCount(2);
    await hands.press('Control+Enter');
    await expect(
      page.getByText('Text corrected. 2 annotations have other words. Ctrl+Z undoes this.'),
    ).toBeVisible();
    await expect(reading(page)).toBeFocused();
    expect(await text()).toContain('said in Islamabad that');
    expect(await hands.head()).toBe((await text()).indexOf('amabad that'));
    const corrected = await spans();
    expect(links(corrected)).toEqual(links(before));
    expect(corrected.map(({ text: words }) => words).toSorted()).toEqual(
      ['Islamabad', 'Yusuf Demir', CLAIM.replace('Isl a', 'Isla')].toSorted(),
    );
    await page.reload();
    await expect(reading(page)).toContainText('Islamabad');
    await hands.toStart();
    await hands.press('Control+z');
    await expect(reading(page)).toContainText('said in Isl amabad that');
    expect(await spans()).toEqual(before);
  });
});

test('a name that is deleted asks what becomes of its annotation', async () => {
  await opened(async ({ page, hands, spans }) => {
    await correctAt(page, hands, 'Yusuf Demir');
    await select(page, 'Yusuf Demir ');
    await hands.press('Delete');
    await expect(gone(page)).toContainText('Yusuf Demir');
    await hands.press('Control+Enter');
    await expect(gone(page).getByRole('radio', { name: 'Keep on the nearest word' })).toBeFocused();
    await inBothThemes(page, 'correct-asks');
    expect(await spans()).toHaveLength(3);
    await hands.press('ArrowRight');
    await expect(gone(page).getByRole('radio', { name: 'Delete' })).toBeChecked();
    await hands.press('Control+Enter');
    await expect(page.getByText('Text corrected. 2 annotations have other words.')).toBeVisible();
    expect((await spans()).map(({ type }) => type).toSorted()).toEqual(['CLAIM', 'LOC']);
    await expect(reading(page)).toBeFocused();
  });
});

test('paragraphs are split and joined, and pasted text changes only the words that differ', async () => {
  await opened(async ({ page, hands, spans, text }) => {
    await correctAt(page, hands, 'that he would');
    await hands.press('Enter');
    await expect(writing(page).locator('.block')).toHaveCount(4);
    await hands.press('Backspace');
    await expect(writing(page).locator('.block')).toHaveCount(3);
    await expect(writing(page)).toContainText('amabad that he would');
    await correctAt(page, hands, 'Nobody came');
    await hands.press('Backspace');
    await expect(writing(page).locator('.block')).toHaveCount(2);
    await expect(writing(page)).toContainText('wait. Nobody came');
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'The minister Yusuf Demir said in Islamabad that he would wait.');
      const blocks = document.querySelectorAll('.ProseMirror .block');
      const paragraph = blocks[1]!;
      const sentence = paragraph.textContent.indexOf(' Nobody');
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      let [node, rest] = [walker.nextNode()!, sentence];
      while (rest > node.textContent!.length) {
        rest -= node.textContent!.length;
        node = walker.nextNode()!;
      }
      getSelection()!.setBaseAndExtent(paragraph, 0, node, rest);
      paragraph.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    await expect(writing(page)).toContainText('Demir said in Islamabad that he would wait. Nobody');
    await expect(changed(page).getByRole('listitem')).toHaveCount(2);
    await expect(gone(page)).toBeHidden();
    await page.getByRole('button', { name: 'Save Ctrl Enter' }).dblclick();
    await expect(page.getByText('Text corrected. 2 annotations have other words.')).toBeVisible();
    await expect(reading(page)).toBeVisible();
    expect(await text()).toContain('he would wait. Nobody came');
    expect((await spans()).map(({ text: words }) => words)).toContain('Yusuf Demir');
  });
});

test('edits are not lost: leaving asks, and a text that was changed meanwhile is kept for copying', async () => {
  await opened(async ({ page, hands, text }) => {
    await correctAt(page, hands, 'Nobody');
    await hands.type('Hardly ');
    await hands.press('Escape');
    const dialog = page.getByRole('dialog', { name: 'Leave the correction?' });
    await expect(dialog.getByRole('button', { name: 'Go on correcting' })).toBeFocused();
    await picture(page, 'correct-leave');
    await hands.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(writing(page)).toBeFocused();
    await hands.press('Alt+Shift+E');
    await expect(dialog).toBeVisible();
    await hands.press('Escape');
    await expect(writing(page)).toBeFocused();
    // A page that ends keeps what was typed.
    await expect(page.getByRole('complementary', { name: 'What changes' })).toContainText('as they are');
    await page.reload();
    await expect(reading(page)).toBeVisible();
    await hands.press('F2');
    await expect(writing(page)).toContainText('Hardly Nobody');
    await hands.press('Escape');
    await dialog.getByRole('button', { name: 'Discard the edits' }).click();
    await expect(reading(page)).toBeFocused();
    expect(await text()).toContain('\nNobody came');
  });
});

test('a text that another program changed meanwhile refuses the correction, and nothing typed is lost', async () => {
  await opened(async ({ page, hands, cli, document }) => {
    await correctAt(page, hands, 'Nobody');
    await hands.type('Hardly ');
    await cli.run('correct', '--document', document, '--edit', '3:4:');
    const panel = page.getByRole('complementary', { name: 'What changes' });
    await expect(panel.getByRole('alert')).toContainText('changed meanwhile');
    await inBothThemes(page, 'correct-outdated');
    await hands.press('Control+Enter');
    await expect(page.getByText('The article was changed meanwhile').last()).toBeVisible();
    await expect(writing(page)).toContainText('Hardly Nobody');
    await hands.press('Escape');
    await page.getByRole('button', { name: 'Discard the edits' }).click();
    await expect(reading(page)).toContainText('Islamabad waits');
  });
});

test('an article goes back to an earlier text, which shows what differs and what moved', async () => {
  await opened(async ({ page, hands, spans, cli, document }) => {
    const sentence = TEXT.indexOf('Nobody');
    const moved = TEXT.slice(sentence);
    // The last paragraph becomes the second, and a name is deleted.
    const name = TEXT.indexOf('Yusuf Demir ');
    const second = TEXT.indexOf('The minister');
    await cli.run(
      'correct',
      '--document',
      document,
      '--gone',
      'delete',
      ...['--edit', `${second}:${second}:${moved}\n\n`],
      ...['--edit', `${name}:${name + 'Yusuf Demir '.length}:`],
      ...['--edit', `${sentence - 2}:${TEXT.length}:`],
    );
    await expect(reading(page)).toContainText('The minister said');
    await hands.toStart();
    await hands.command('Earlier texts of this article');
    const dialog = page.getByRole('dialog', { name: 'Earlier texts of this article' });
    const texts = dialog.getByRole('list', { name: 'Texts' });
    await expect(texts.getByRole('listitem')).toHaveCount(2);
    await expect(texts.getByRole('listitem').first()).toContainText('present');
    await expect(texts.getByRole('button', { name: 'As it came in' })).toBeFocused();
    const differences = dialog.getByRole('region', { name: 'Differences' });
    await expect(differences.locator('del')).toContainText('Yusuf Demir');
    await expect(differences).toContainText('moved from here');
    await expect(differences).toContainText(`moved to here${moved}`);
    await inBothThemes(page, 'earlier-texts');
    await page.setViewportSize({ width: 960, height: 640 });
    await picture(page, 'earlier-texts-small');
    await dialog.getByRole('combobox', { name: 'Export this text as' }).selectOption('html');
    await dialog.getByRole('button', { name: 'Export…' }).click();
    await expect(page.getByText('The earlier text was exported to')).toBeVisible();
    await dialog.getByRole('button', { name: 'Go to this text' }).click();
    await expect(page.getByText('The article has its earlier text again.')).toBeVisible();
    await expect(reading(page)).toContainText('The minister Yusuf Demir said');
    // Unlike undo, going back maps the annotations: words that come back at the edge of the claim do not belong to it.
    expect((await spans()).map(({ text }) => text).toSorted()).toEqual([
      'Isl amabad',
      CLAIM.replace('Yusuf Demir ', ''),
    ]);
    await hands.press('Alt+Shift+H');
    await expect(page.getByText('Correct the text', { exact: false }).first()).toBeVisible();
    await picture(page, 'correct-history');
  });
});
