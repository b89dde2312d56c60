import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

test('messages merge, keep off the words that are worked on, are reached by key, and are not printed', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Messages.postil'), join(folder, 'config')];
  const lines = Array.from(
    { length: 60 },
    (_, i) => `In line ${i} the council of Brightwater met Mara Odell.`,
  );
  writeFileSync(join(folder, 'wall.txt'), `Title: The wall\n\n${lines.join('\n\n')}\n`);
  const project = await Cli.project(file, config, join(folder, 'wall.txt'));
  const host = await startHost('web', { home: folder, config, file: project.file });
  const { page } = host;
  const hands = new Hands(page);
  const log = page.getByRole('log', { name: 'Messages' });
  const message = log.getByText('no relation to follow');
  await expect(page.locator('.ProseMirror')).toContainText('In line 0');

  /** Clicks a word near the top or the bottom of what is shown of the text, and returns its box. */
  const work = async (share: number) => {
    const box = (await page.getByRole('main').boundingBox())!;
    const line = await page.evaluate(
      (y) => {
        const blocks = [...document.querySelectorAll('.ProseMirror .block')];
        const { left, top, height } = blocks
          .map((block) => block.getBoundingClientRect())
          .find(({ top: from, bottom }) => from > y && bottom > y)!;
        return { left, top, height };
      },
      box.y + box.height * share,
    );
    await page.mouse.dblclick(line.left + 120, line.top + line.height / 2);
    const selection = await page.evaluate(() => {
      const { left, right, top, bottom } = getSelection()!.getRangeAt(0).getBoundingClientRect();
      return { left, right, top, bottom };
    });
    expect(selection.right - selection.left).toBeGreaterThan(10);
    return selection;
  };
  const covered = async ({ left, right, top, bottom }: Awaited<ReturnType<typeof work>>) => {
    const box = (await log.boundingBox())!;
    return box.x < right && box.x + box.width > left && box.y < bottom && box.y + box.height > top;
  };

  // Three equal messages are one, and it counts.
  let words = await work(0.3);
  await hands.press('Alt+g', 'Alt+g', 'Alt+g');
  await expect(message).toHaveCount(1);
  await expect(log.getByText('×3')).toBeVisible();
  expect(await covered(words)).toBe(false);
  await inBothThemes(page, 'toasts');

  // Where the words are at the foot, the message makes way, also when they are chosen after it has come.
  for (const share of [0.86, 0.9, 0.8, 0]) {
    words = await work(share);
    await hands.press('Alt+g');
    await expect(message).toBeVisible();
    await expect.poll(() => covered(words), { message: String(share) }).toBe(false);
  }
  await work(0.88);
  await hands.press('Alt+g');
  await picture(page, 'toasts-at-the-head');

  await page.emulateMedia({ media: 'print' });
  await expect(log).toBeHidden();
  await page.emulateMedia({ media: 'screen' });

  // Keys lead to it, and the focus goes back where it came from.
  await hands.press('Shift+F6', 'Shift+F6');
  await expect(log.getByRole('button', { name: 'Dismiss' })).toBeFocused();
  await hands.press('Escape');
  await expect(message).toHaveCount(0);
  await expect(page.locator('[data-region="documents"]')).toContainText('The wall');
  expect(await page.evaluate(() => document.activeElement?.closest('[data-region]') !== null)).toBe(true);

  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
