import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startHost } from '../support/hosts/index.ts';
import { Cli } from './cli.ts';
import { Hands } from './first-hour.ts';
import { inBothThemes } from './looks.ts';

const WALL = `Title: Odell leaves as the wall fails

Mara Odell left the council of Brightwater on Monday. “We will rebuild,” she said on the quay.

The council denied that it had known of the cracks. Engineers from Northmoor Works had written three letters.
`;
const INSURERS = 'Title: Insurers argue\n\n“The wall was the town’s,” said Ilse Brandt of Meridian Mutual.\n';

test.setTimeout(90_000);

test('a question is asked, found and answered by keys alone', async () => {
  test.info().annotations.push({ type: 'host', description: 'web' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const [file, config] = [join(folder, 'Wall.postil'), join(folder, 'config')];
  writeFileSync(join(folder, 'wall.txt'), WALL);
  writeFileSync(join(folder, 'insurers.txt'), INSURERS);
  const project = await Cli.project(file, config, join(folder, 'wall.txt'), join(folder, 'insurers.txt'));
  const host = await startHost('web', { home: folder, config, file });
  const { page } = host;
  const hands = new Hands(page);
  const notes = page.getByRole('region', { name: 'Notes' });

  await test.step('ask about a name', async () => {
    await expect(page.locator('.ProseMirror')).toContainText('Mara Odell');
    await hands.selectWords({ words: 'Mara Odell' });
    await hands.press('p', 'Alt+n');
    await expect(page.getByLabel('Note on the annotation')).toBeFocused();
    await hands.type('Is she still the mayor here?');
    await hands.press('Tab', 'Space', 'Enter');
    await expect(notes.getByText('Open question')).toBeVisible();
    await expect(page.getByTestId('notes-told')).toHaveText('1 open question');
    await expect(page.getByRole('img', { name: '1 open question' })).toBeVisible();
    await inBothThemes(page, 'notes-article');
  });

  await test.step('find it among all notes and answer it there', async () => {
    await hands.press('Alt+Shift+o');
    await expect(page.getByTestId('note-count')).toHaveText('1 note');
    await hands.press('Alt+n');
    await expect(page.getByLabel('Answer', { exact: true })).toBeFocused();
    await inBothThemes(page, 'notes-screen');
    await hands.type('Until Monday; tag her as she was.');
    await hands.press('Enter');
    await expect(page.getByRole('article', { name: 'Question' })).toContainText('Until Monday');
    await expect(page.getByRole('grid', { name: 'Notes' })).toBeFocused();
    await hands.press('Enter');
    await expect(notes.getByText('Until Monday; tag her as she was.')).toBeVisible();
  });

  expect((await project.run<{ notes: unknown[] }>('notes', '--questions', 'answered')).notes).toHaveLength(1);
  await project.expectSound();
  expect(host.errors()).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
