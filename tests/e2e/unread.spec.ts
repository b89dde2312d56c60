import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { inBothThemes, picture } from './looks.ts';

const line = (record: unknown) => `${JSON.stringify(record)}\n`;
const UNREAD = line({ text: 'Bo left the town.', stuff: [{ from: 0, to: 2, kind: 'P7' }] });
const READ = line({ text: 'Ona met Bo.', spans: [{ start: 0, end: 3, type: 'PERSON' }] });

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
});
test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Imports a folder with these files into a new project, in the page. */
async function bring(files: Readonly<Record<string, string>>, then: (page: Page) => Promise<void>) {
  const place = { home: join(folder, 'home'), config: join(folder, 'config') };
  const project = join(place.home, 'Unread.postil');
  const corpus = join(folder, 'corpus');
  for (const made of [place.home, corpus]) mkdirSync(made, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(corpus, name), content);
  await new Cli(project, place.config).run('new', '--scheme', 'news');
  const host = await startHost('web', { ...place, file: project });
  try {
    const { page } = host;
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(page.getByTestId('saved')).toBeVisible();
    await page.keyboard.press('Alt+Shift+v');
    await page.getByLabel('Folder', { exact: true }).setInputFiles(corpus);
    await then(page);
  } finally {
    await host.close();
  }
}

const web = { annotation: { type: 'host', description: 'web' } };

test(
  'a record whose annotations nobody reads is asked about, and its text comes in by a tick',
  web,
  async () => {
    await bring({ 'a.jsonl': READ + UNREAD, 'b.xml': '<?xml version="1.0"?><corpus/>' }, async (page) => {
      const ask = page.getByRole('dialog', { name: 'Some of it is faulty' });
      await expect(ask.getByTestId('faulty')).toContainText('1 file and 1 record cannot be imported');
      await expect(ask).toContainText('"stuff" (1)');
      await expect(ask).toContainText('corpus/b.xml');
      await expect(ask).toContainText(
        'No format recognises this file (its XML or HTML begins with "corpus")',
      );
      await expect(ask.getByRole('button', { name: 'Import the rest' })).toBeFocused();
      await inBothThemes(page, 'unread-ask');
      await page.setViewportSize({ width: 960, height: 640 });
      await picture(page, 'unread-ask-small');
      await ask.getByRole('checkbox', { name: /Import the text of 1 record/ }).check();
      await ask.getByRole('button', { name: 'Import the rest' }).click();
      await expect(page.getByTestId('import-report')).toContainText('2 documents, 1 span');
      await expect(
        page.getByText(/"stuff" looks like annotations and is not read: 1 in 1 record/),
      ).toBeVisible();
    });
  },
);

test('where there is nothing else, nothing is imported before the tick', web, async () => {
  await bring({ 'a.jsonl': UNREAD }, async (page) => {
    const ask = page.getByRole('dialog', { name: 'Only the texts can be read' });
    const start = ask.getByRole('button', { name: 'Import the texts' });
    await expect(start).toHaveAttribute('aria-disabled', 'true');
    await expect(ask.getByRole('checkbox')).toBeFocused();
    await inBothThemes(page, 'unread-only');
    await page.keyboard.press('Space');
    await start.click();
    await expect(page.getByTestId('import-report')).toContainText('1 document');
  });
});
