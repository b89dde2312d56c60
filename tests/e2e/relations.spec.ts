import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { createSample } from '../../backend/workspace/sample.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { openStore } from '../../db/connection/open.ts';
import { oneHost, startHost } from '../support/hosts/index.ts';
import { testArticle } from './articles.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes, picture } from './looks.ts';

/** Two claims of the article are related, and the relation is followed, listed, deleted and restored, by keyboard only. */
for (const name of oneHost('desktop')) {
  test(
    `relations by keyboard only, on the ${name} host`,
    { annotation: { type: 'host', description: name } },
    async () => {
      test.setTimeout(240_000);
      const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
      const home = join(folder, 'home');
      mkdirSync(home, { recursive: true });
      const project = join(home, 'Relations.postil');
      const article = testArticle();
      const host = await startHost(name, { home, config: join(folder, 'config') });
      try {
        const { page } = host;
        const hands = new Hands(page);
        await newProject(hands, 'Relations', article.source);

        // Two claims and a person; the one tagged last is selected.
        const [first, second] = [article.claims[0]!, article.claims[2]!];
        await hands.tag(article.entities.find(({ key }) => key === 'p')!);
        await hands.tag(first);
        await hands.tag(second);

        // Mark, move, relate: four types fit, those that are not symmetric in two directions.
        await hands.press('Alt+r');
        await expect(page.getByRole('status').filter({ hasText: 'Relate' })).toContainText(
          second.words.slice(0, 20),
        );
        await expect(page.locator('.from-flag')).toBeVisible();
        await selectSpan(hands, 'CLAIM', first.words);
        await hands.press('Alt+r');
        const menu = page.getByRole('menu', { name: 'Relation types' });
        await expect(menu.getByRole('menuitem')).toHaveCount(6);
        await picture(page, `relations-${name}-menu`);
        await hands.press('Escape');
        await expect(menu).toBeHidden();
        await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
        await hands.press('Alt+r');
        await expect(menu).toBeVisible();
        // The fourth choice, by its letter.
        await expect(menu.getByRole('menuitem').nth(3)).toContainText('is related to');
        await hands.press('d');
        await expect(menu).toBeHidden();
        await hands.saved();
        await expect.poll(() => relations(project)).toHaveLength(1);
        await expect(page.locator('.from-flag')).toBeHidden();
        await expect(page.locator('.arcs .arc.strong')).not.toHaveCount(0);
        await expect(page.locator('.arcs .arc-label')).toHaveText('is related to');
        expect(await crossed(page)).toEqual([]);
        await picture(page, `relations-${name}-light`);
        const inspector = page.getByRole('region', { name: 'Relations' });
        await expect(inspector.getByRole('listitem')).toHaveCount(1);

        // The same relation is not offered again; between a person and a claim no type fits.
        await hands.press('Alt+r');
        await selectSpan(hands, 'CLAIM', second.words);
        await hands.press('Alt+r');
        await expect(menu.getByRole('menuitem')).toHaveCount(5);
        await hands.press('Escape', 'Escape');
        await hands.press('Control+Home');
        await expect(page.locator('.from-flag')).toBeHidden();

        // Cycles through the display of arcs: all, none, and only the selection's. Without a selection only dots remain.
        await hands.press('Escape');
        await hands.press('Alt+a');
        await expect(page.locator('.arcs .arc')).not.toHaveCount(0);
        await hands.command('Switch between light and dark');
        await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
        await picture(page, `relations-${name}-dark`);
        await hands.press('Alt+a');
        await expect(page.locator('.arcs .arc')).toHaveCount(0);
        await expect(page.locator('.arcs .stub')).toHaveCount(2);
        await hands.press('Alt+a');

        // From one end to the other and back.
        await selectSpan(hands, 'CLAIM', first.words);
        await hands.press('Alt+g');
        await expect(page.locator('blockquote')).toContainText(second.words);
        await hands.press('Alt+g');
        await expect(page.locator('blockquote')).toContainText(first.words);

        // In the table, from a row to its end.
        await hands.press('Alt+Shift+r');
        const grid = page.getByRole('grid', { name: 'Relations' });
        await expect(grid.getByRole('row')).toHaveCount(2);
        await inBothThemes(page, `relations-${name}-table`);
        await expect(grid).toBeFocused();
        await hands.press('Shift+Enter');
        await expect(page.getByRole('textbox', { name: 'Article', exact: true })).toBeFocused();
        await expect(page.locator('blockquote')).toContainText(first.words);

        // Before a claim is deleted, the message names what is deleted with it; undo restores everything.
        const before = relations(project);
        await hands.press('Delete');
        await expect(page.getByText('Deleted with 1 relation.')).toBeVisible();
        await hands.saved();
        await expect.poll(() => relations(project)).toHaveLength(0);
        await hands.press('Control+z');
        await hands.saved();
        await expect.poll(() => relations(project)).toEqual(before);
        expect(host.errors()).toEqual([]);
      } finally {
        await host.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}

/** Creates a project with one article on the start screen. */
async function newProject(hands: Hands, title: string, source: string): Promise<void> {
  const { page } = hands;
  await expect(page.getByRole('button', { name: 'New project' })).toBeFocused();
  await hands.press('Enter');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await hands.type(title);
  await hands.press('Enter');
  await expect(page.getByTestId('saved')).toBeVisible();
  await hands.command('Paste an article');
  await expect(page.getByRole('textbox', { name: 'Article' })).toBeFocused();
  await page.keyboard.insertText(source);
  await hands.press('Tab');
  await hands.type('article.txt');
  await hands.press('Enter');
  await expect(page.getByTestId('import-report')).toHaveText(/^1 document/);
  await hands.press('Enter');
}

/** Moves from the start of the text until the span with these words is selected. */
async function selectSpan(hands: Hands, type: string, words: string): Promise<void> {
  const { page } = hands;
  await hands.toStart();
  for (let i = 0; i < 40; i++) {
    await hands.press('Tab');
    const quote = page.locator('blockquote');
    await expect(quote).toBeVisible();
    const chosen = await page.getByLabel('Type', { exact: true }).inputValue();
    if (chosen === type && (await quote.textContent())?.includes(words)) return;
  }
  throw new Error(`“${words}” was not reached by Tab`);
}

/** Returns the words whose letters an arc crosses, using boxes without the space above and below the letters. */
async function crossed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const svg = document.querySelector<SVGSVGElement>('svg.arcs')!;
    const origin = svg.getBoundingClientRect();
    const points = [...svg.querySelectorAll<SVGPathElement>('path.arc:not(.head)')].flatMap((path) => {
      const length = path.getTotalLength();
      return Array.from({ length: Math.ceil(length) + 1 }, (_, i) =>
        path.getPointAtLength(Math.min(i, length)),
      );
    });
    for (const block of document.querySelectorAll('.ProseMirror .block')) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const match of (node.textContent ?? '').matchAll(/\S+/g)) {
          const range = document.createRange();
          range.setStart(node, match.index);
          range.setEnd(node, match.index + match[0].length);
          for (const box of range.getClientRects()) {
            const inset = (box.bottom - box.top) * 0.15;
            const hit = points.some(({ x, y }) => {
              const [left, top] = [x + origin.left, y + origin.top];
              return left > box.left && left < box.right && top > box.top + inset && top < box.bottom - inset;
            });
            if (hit) found.push(match[0]);
          }
        }
      }
    }
    return found;
  });
}

/** Returns the relations of a project on disk, also while a host has it open. */
function relations(path: string): string[] {
  const store = openStore(path, { program: 'test', readonly: true });
  try {
    return [...canonicalDump(store)].filter((line) => line.startsWith('relation '));
  } finally {
    store.close();
  }
}

for (const name of oneHost('web')) {
  test(
    `relations by mouse and across documents, on the ${name} host`,
    { annotation: { type: 'host', description: name } },
    async () => {
      test.setTimeout(120_000);
      const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
      const [home, config] = [join(folder, 'home'), join(folder, 'config')];
      const project = join(home, 'Sample.postil');
      await createSample(project, 'resources/sample/sample.jsonl', new SettingsFile(config).actor);
      const host = await startHost(name, { home, config, file: project });
      try {
        const { page } = host;
        const hands = new Hands(page);
        const before = relations(project);

        // Dragged from the ring of the selected mention to another one; only one type fits, so it is used.
        const word = (words: string) => page.locator('.ProseMirror .seg', { hasText: words }).first();
        await word('Ilse Haldorén').click();
        const ring = (await page.locator('.relate-dot').boundingBox())!;
        const target = (await word('Mirela Oğuz-Lind').boundingBox())!;
        await page.mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2);
        await page.mouse.down();
        await page.mouse.move(target.x + 20, target.y + target.height / 2, { steps: 4 });
        await expect(page.locator('.arc-drag')).toHaveCount(1);
        await page.mouse.up();
        await expect(page.getByText('“Ilse Haldorén” is the same as “Mirela Oğuz-Lind”')).toBeVisible();
        await expect(page.locator('.arc-drag')).toHaveCount(0);
        await hands.saved();
        await expect.poll(() => relations(project)).toHaveLength(before.length + 1);

        // A claim is marked here and related to a claim of the next document.
        await page.locator('.bracket').first().click();
        const here = (await page.locator('blockquote').textContent()) ?? '';
        await hands.press('Alt+r', 'Alt+PageDown');
        await expect(page.getByRole('heading', { name: 'The pipeline nobody wants to own' })).toBeVisible();
        await page.locator('.bracket').first().click();
        await expect(page.locator('blockquote')).not.toHaveText(here);
        await hands.press('Alt+r');
        await page.getByRole('menuitem', { name: 'is identical to' }).click();
        await hands.saved();
        await expect.poll(() => relations(project)).toHaveLength(before.length + 2);

        // The far end is listed at the foot, shown in a preview, and opened.
        const far = page
          .getByRole('group', { name: 'Related, out of sight' })
          .getByRole('button', { name: 'is identical to' });
        await far.focus();
        await expect(page.getByRole('tooltip').locator('mark')).toHaveText(here);
        await hands.press('Enter');
        await expect(page.locator('blockquote')).toHaveText(here);
        await expect(page.getByRole('region', { name: 'Relations' })).toContainText(
          'The pipeline nobody wants',
        );

        // The relation is part of the undo history of this document too.
        await hands.press('Control+z');
        await expect(page.getByText(/^Undone: Relate/)).toBeVisible();
        await expect.poll(() => relations(project)).toHaveLength(before.length + 1);
        await expect(far).toHaveCount(0);
        expect(host.errors()).toEqual([]);
      } finally {
        await host.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}
