import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';

interface Desk {
  readonly page: Page;
  readonly hands: Hands;
  readonly project: Cli;
  readonly folder: string;
  /** Returns the spans of the first article as `TYPE words`. */
  spans(): Promise<string[]>;
  /** The id of its document. */
  readonly document: string;
}

const test = base.extend<{ desk: Desk }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
  desk: async ({}, use, info) => {
    info.annotations.push({ type: 'host', description: 'web' });
    const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
    const [file, config] = [join(folder, 'Wall.postil'), join(folder, 'config')];
    writeFileSync(
      join(folder, 'wall.txt'),
      'Title: The wall\n\nMara Odell left the council of Brightwater on Monday, said Prime Minister Brandt.\n',
    );
    writeFileSync(join(folder, 'tide.txt'), 'Title: The tide turns\n\nIlse Brandt saw the tide.\n');
    writeFileSync(join(folder, 'wind.txt'), 'Title: The wind\n\nIlse Brandt felt the wind.\n');
    const project = await Cli.project(file, config, join(folder, 'wall.txt'));
    await project.run('import', join(folder, 'tide.txt'));
    await project.run('import', join(folder, 'wind.txt'));
    const [document] = (await project.run('list', 'documents'))['documents'] as [{ id: string }];
    const host = await startHost('web', { home: folder, config, file });
    await expect(host.page.locator('.ProseMirror')).toContainText('Mara Odell');
    await use({
      page: host.page,
      hands: new Hands(host.page),
      project,
      folder,
      document: document.id,
      spans: async () => (await project.spans(document.id)).map(({ type, text }) => `${type} ${text}`).sort(),
    });
    // The errors include a focus that fell to the page's body.
    expect(host.errors()).toEqual([]);
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test('a type’s letter and a click on a type change the selected mention; nesting needs selected words', async ({
  desk: { page, hands, spans, project, document },
}) => {
  await hands.tag({ words: 'Prime Minister', key: 't' });
  await hands.saved();
  // Only the mention is selected, because the caret is inside it.
  await hands.press('ArrowRight', 'ArrowLeft');
  await expect(page.locator('blockquote')).toHaveText('Prime Minister');

  await test.step('by its letter', async () => {
    await hands.press('o');
    await expect.poll(spans).toEqual(['ORG Prime Minister']);
    await expect(page.getByText(/→ Organi[sz]ation\. Ctrl\+Z undoes this/)).toBeVisible();
    await hands.press('Control+z');
    await expect.poll(spans).toEqual(['TITLE Prime Minister']);
  });

  await test.step('by a click in the bar', async () => {
    await expect(page.locator('blockquote')).toHaveText('Prime Minister');
    await page.getByRole('toolbar', { name: 'Types' }).getByRole('button', { name: 'Person' }).click();
    await expect.poll(spans).toEqual(['PERSON Prime Minister']);
  });

  await test.step('by the palette, and its attributes that fit stay', async () => {
    const [span] = await project.spans(document);
    await page.getByText('nominal', { exact: true }).click();
    await expect.poll(async () => (await project.spans(document))[0]?.attributes['mention']).toBe('nominal');
    await hands.press('Control+.');
    await hands.command('Tag as Organi');
    await expect.poll(spans).toEqual(['ORG Prime Minister']);
    const [now] = await project.spans(document);
    expect(now).toMatchObject({ id: span!.id, attributes: { mention: 'nominal' } });
  });

  await test.step('where the caret was walked into it, which selects nothing', async () => {
    await hands.press('Escape');
    await hands.toStart();
    const start = (await hands.text()).indexOf('Minister');
    for (let i = 0; i < start + 2; i++) await hands.press('ArrowRight');
    await hands.press('t');
    await expect.poll(spans).toEqual(['TITLE Prime Minister']);
    await hands.press('Escape', 't');
    await expect(page.getByText('These words are already tagged as Title or post.')).toBeVisible();
    expect(await spans()).toEqual(['TITLE Prime Minister']);
    await hands.press('Escape', 'o');
    await expect.poll(spans).toEqual(['ORG Prime Minister']);
  });

  await test.step('selected words are nested', async () => {
    await hands.tag({ words: 'Minister', key: 't' });
    await expect.poll(spans).toEqual(['ORG Prime Minister', 'TITLE Minister']);
  });

  await test.step('within a claim the word at the caret is meant', async () => {
    await hands.tag({ words: 'Mara Odell left the council', key: 'c' });
    await hands.saved();
    await hands.press('ArrowLeft', 'ArrowRight', 'Control+ArrowRight');
    await hands.press('g');
    await expect.poll(async () => (await spans()).filter((each) => each.startsWith('CLAIM'))).toHaveLength(1);
  });
});

/** Returns the centre of a control, in pixels of the page. */
async function middle(page: Page, name: string): Promise<{ x: number; y: number }> {
  const box = (await page.getByRole('button', { name, exact: true }).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a double click acts once, and on what it was meant for', async ({ desk }) => {
  const { page, hands, spans, project } = desk;
  const statuses = async () =>
    ((await project.run('list', 'documents'))['documents'] as { status: string }[]).map(
      ({ status }) => status,
    );

  await test.step('on the button that deletes a span', async () => {
    await hands.tag({ words: 'Mara Odell', key: 'p' });
    await hands.tag({ words: 'Brightwater', key: 'g' });
    await hands.saved();
    const { x, y } = await middle(page, 'Delete the span');
    await page.mouse.dblclick(x, y);
    await expect.poll(spans).toEqual(['PERSON Mara Odell']);
    await expect(page.getByRole('button', { name: 'Done', exact: true })).toBeVisible();
    // The button leaves its position empty, so that even a slow second click does nothing.
    const under = await page.evaluate(
      ([left, top]) => document.elementFromPoint(left, top)?.closest('button')?.textContent ?? null,
      [x, y] as const,
    );
    expect(under).toBeNull();
    await expect(page.getByText(/[\da-f]{8}-[\da-f]{4}-/)).toHaveCount(0);
    // Letter keys work in the article at once.
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });

  await test.step('by two quick presses of Delete', async () => {
    await hands.tag({ words: 'Brightwater', key: 'g' });
    await hands.saved();
    await hands.press('Delete', 'Delete');
    await expect.poll(spans).toEqual(['PERSON Mara Odell']);
    await expect(page.getByText(/[\da-f]{8}-[\da-f]{4}-/)).toHaveCount(0);
  });

  await test.step('on Done, which opens the next article', async () => {
    await hands.press('Escape');
    const { x, y } = await middle(page, 'Done');
    await page.mouse.dblclick(x, y);
    await expect(page.locator('.ProseMirror')).toContainText('saw the tide');
    expect(await statuses()).toEqual([
      'done',
      expect.not.stringMatching('done'),
      expect.not.stringMatching('done'),
    ]);
  });

  await test.step('on a row whose neighbour comes under the pointer', async () => {
    for (const note of ['One', 'Two', 'Three']) {
      await hands.press('Control+.', 'Alt+n');
      await expect(page.getByLabel(/^Note on the/)).toBeFocused();
      await hands.type(note);
      await hands.press('Enter');
      await expect(page.getByText(note, { exact: true })).toBeVisible();
      await expect(page.getByLabel(/^Note on the/)).toBeHidden();
    }
    const remove = page.getByRole('button', { name: 'Delete', exact: true });
    const first = (await remove.first().boundingBox())!;
    const at = [first.x + first.width / 2, first.y + first.height / 2] as const;
    await page.mouse.click(...at);
    await expect(page.getByText(/^(One|Two|Three)$/)).toHaveCount(2);
    await page.mouse.click(...at);
    await expect(page.getByText(/^(One|Two|Three)$/)).toHaveCount(2);
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });
});

test('a text that goes away while it is measured is measured no more', async ({
  desk: { page, hands, project, folder },
}) => {
  await page.setViewportSize({ width: 1700, height: 900 });
  await hands.tag({ words: 'Mara Odell left the council', key: 'c' });
  await hands.saved();
  // Every frame has something to measure: cards beside the text, highlights, blocks that come into view.
  await page.evaluate(() => {
    setInterval(() => document.querySelector('[data-testid="page"]')?.dispatchEvent(new Event('scroll')), 0);
  });
  for (let i = 0; i < 3; i++) {
    const path = join(folder, `more-${i}.txt`);
    writeFileSync(path, `Title: More ${i}\n\nMara Odell left the council of Brightwater.\n`);
    await project.run('import', path);
    await page.getByRole('option', { name: new RegExp(`More ${i}`) }).click();
    await expect(page.getByRole('heading', { name: `More ${i}` })).toBeVisible();
    await hands.tag({ words: 'Mara Odell left the council', key: 'c' });
    await hands.saved();
    // From Quarantine, which shows an article of its own, to Review and back; then another program deletes that article.
    await hands.press('Alt+Shift+Q', 'Alt+Shift+P', 'Alt+Shift+A');
    await hands.command('Move this article to the trash');
    await expect(page.getByRole('option', { name: new RegExp(`More ${i}`) })).toBeHidden();
  }
});
