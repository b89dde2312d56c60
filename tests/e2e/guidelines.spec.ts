import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes, picture } from './looks.ts';
import { test } from './sample-desk.ts';

const WALL =
  'Title: The wall fails\n\nMara Odell said the wall was sound. The council denied that it knew. Dr Stark did not.\n';

test.setTimeout(120_000);

test('annotations become examples by two keys, stand beside the text, and a guideline is edited, compared and restored', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Wall.postil'), join(folder, 'config')];
  writeFileSync(join(folder, 'wall.txt'), WALL);
  const project = await Cli.project(file, config, join(folder, 'wall.txt'));
  const text = WALL.slice(WALL.indexOf('\n\n') + 2);
  const tag = async (words: string, type: string) => {
    const at = text.indexOf(words);
    const span = `${at}:${at + words.length}`;
    await project.run('annotate', '--document', 'wall.txt', '--type', type, '--span', span);
  };
  await tag('Mara Odell', 'PERSON');
  await tag('Dr Stark', 'PERSON');
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const { keyboard } = page;
  await page.setViewportSize({ width: 1280, height: 800 });
  const article = page.locator('.ProseMirror');
  await expect(article).toContainText('Mara Odell');

  // Select, and one key more.
  await article.focus();
  await keyboard.press('Control+Home');
  await keyboard.press('Tab');
  await keyboard.press('Alt+x');
  await expect(page.getByText('“Mara Odell” is now an example in the guideline of Person.')).toBeVisible();

  // A question about the other one is answered, and the answer becomes the text of a counter-example.
  await keyboard.press('Tab');
  await keyboard.press('Alt+n');
  await keyboard.type('Is the title part of it?');
  await page.getByRole('checkbox').last().check();
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Answer', exact: true }).first().click();
  await keyboard.type('No: leave *Dr* out.');
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Make it an example' })).toBeVisible();
  await expect(article).toBeFocused();
  await keyboard.press('Alt+Shift+X');
  await expect(
    page.getByText('“Dr Stark” is now a counter-example in the guideline of Person.'),
  ).toBeVisible();

  // Beside the text; an example is a link to its annotation.
  await keyboard.press('Alt+i');
  const panel = page.getByRole('complementary', { name: 'Guideline of a type' });
  await expect(panel.getByRole('combobox')).toHaveValue('span PERSON');
  await expect(panel).toContainText('Counter-examples');
  await expect(panel.locator('em', { hasText: 'Dr' })).toBeVisible();
  await inBothThemes(page, 'guideline-panel');
  await page.setViewportSize({ width: 960, height: 640 });
  await picture(page, 'guideline-panel-narrow');
  await panel
    .getByRole('link', { name: /Mara Odell/ })
    .first()
    .press('Enter');
  await keyboard.press('Alt+i');
  await expect(panel).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Mara Odell');

  // On the scheme screen blocks are added, edited, moved and deleted by keys.
  await page.setViewportSize({ width: 1280, height: 800 });
  await keyboard.press('Alt+Shift+S');
  const screen = page.getByRole('main', { name: 'Scheme' });
  await screen
    .getByRole('button', { name: /^Person/ })
    .first()
    .press('Enter');
  const guideline = screen.getByRole('region', { name: 'Guideline' });
  const blocks = guideline.getByRole('listitem');
  const kinds = () =>
    blocks.evaluateAll((all) => all.flatMap((each) => each.getAttribute('data-kind') ?? []));
  await expect.poll(kinds).toEqual(['definition', 'example', 'counter-example']);
  await guideline.getByRole('combobox', { name: 'Add a block…' }).selectOption('do-not-mark');
  await keyboard.type('Titles <b>before</b> a **name**.');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Does this change what is marked?' });
  await question.getByRole('button', { name: 'Same meaning' }).press('Enter');
  await expect.poll(kinds).toEqual(['definition', 'example', 'counter-example', 'do-not-mark']);
  await blocks.last().focus();
  await keyboard.press('Alt+ArrowUp');
  await keyboard.press('Alt+ArrowUp');
  await expect.poll(kinds).toEqual(['definition', 'do-not-mark', 'example', 'counter-example']);
  await expect(blocks.nth(1)).toContainText('Titles <b>before</b> a name.');
  await expect(blocks.nth(1)).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('Control+a');
  await keyboard.type('Titles before a name.');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await question.getByRole('button', { name: 'Same meaning' }).press('Enter');
  await expect(blocks.nth(1)).toContainText('Titles before a name.');
  await inBothThemes(page, 'guideline-editor');
  await page.setViewportSize({ width: 960, height: 640 });
  await blocks.nth(1).scrollIntoViewIfNeeded();
  await picture(page, 'guideline-editor-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  await blocks.first().focus();
  await keyboard.press('Delete');
  await question.getByRole('button', { name: 'Same meaning' }).press('Enter');
  await expect.poll(kinds).toEqual(['do-not-mark', 'example', 'counter-example']);

  // Compared with the first guideline; the definition comes back alone.
  await guideline.getByRole('button', { name: 'Earlier…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Earlier guideline' });
  await dialog.getByRole('combobox').selectOption('1');
  await expect(dialog.getByRole('listitem')).toHaveText([
    /Definition.*removed since/,
    /added since/,
    /added since/,
    /added since/,
  ]);
  await inBothThemes(page, 'guideline-versions');
  await dialog.getByRole('button', { name: 'Restore', exact: true }).press('Enter');
  await question.getByRole('button', { name: 'Same meaning' }).press('Enter');
  await expect.poll(kinds).toEqual(['definition', 'do-not-mark', 'example', 'counter-example']);
  await dialog.getByRole('button', { name: 'Close' }).press('Enter');

  // The annotation goes, the example stays readable and says so.
  await keyboard.press('Alt+Shift+A');
  await article.focus();
  await keyboard.press('Control+Home');
  await keyboard.press('Tab');
  await keyboard.press('Delete');
  await keyboard.press('Alt+i');
  await expect(panel).toContainText('Mara Odell');
  await expect(panel).toContainText('the annotation has been deleted');

  // The whole guideline as one page.
  const out = join(folder, 'guide.html');
  await project.run('guideline', 'export', out);
  const html = readFileSync(out, 'utf8');
  expect(html).toContain('<mark>Mara Odell</mark>');
  const reader = await page.context().newPage();
  await reader.setContent(html);
  await picture(reader, 'guideline-page');
  await reader.close();
  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a case decided in the review becomes an example by one key more, accepted or rejected', async ({
  desk: { page },
}) => {
  const { keyboard } = page;
  await keyboard.press('Alt+Shift+P');
  const card = page.getByRole('article', { name: 'Case' });
  await expect(card).toBeVisible();
  await keyboard.press('Alt+x');
  await expect(page.getByText('Decide one first.')).toBeVisible();
  const words = async () => (await card.locator('h2 span').last().innerText()).replace(/\s+/g, ' ');
  const accepted = await words();
  await keyboard.press('Enter');
  await keyboard.press('Alt+x');
  await expect(page.getByText(`“${accepted}” is now an example in the guideline of`)).toBeVisible();
  await expect.poll(words).not.toBe(accepted);
  const rejected = await words();
  await keyboard.press('Backspace');
  await keyboard.press('Alt+Shift+X');
  await expect(page.getByText(`“${rejected}” is now a counter-example in the guideline of`)).toBeVisible();
});
